"""The article, *Launch a breakout session*: each of its steps in its order, by its labels."""

import asyncio

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator

QUESTION = (
    "You've already created breakout rooms. Would you like to keep them and their data or create new ones?"
)


async def test_start_breakout_in_the_upper_right_of_the_open_dashboard(gathering: Gathering) -> None:
    """ST1, MV1: who is assigned sees a countdown and is then in their room; moderators stay in main."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    desk = Moderator(mia)
    await gathering.configure(2, "manual")
    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Breakout").click()
    await mia.button("Keep existing rooms").click()
    await desk.drag("Ann", "Main room", "Room 1")
    await desk.item("Room 1", "Ann").wait_for()
    start = await desk.dashboard.get_by_role("button", name="Start breakout", exact=True).bounding_box()
    panel = await desk.dashboard.bounding_box()
    assert start is not None
    assert panel is not None
    assert start["x"] > panel["x"] + panel["width"] * 2 / 3
    assert start["y"] < panel["y"] + 80
    await desk.press("Start breakout")
    await ann.is_going_to("Room 1")
    await expect(ben.page.locator(".countdown")).to_have_count(0)
    await gathering.in_groups([mia, ben], [ann])
    await ann.is_in("Room 1")
    assert await gathering.places() == {"Mia": "Main room", "Ann": "Room 1", "Ben": "Main room"}


async def test_from_the_main_room_with_the_rooms_there_are(gathering: Gathering) -> None:
    """CF2, ST1: *Breakout*, *Keep existing rooms*, *Start breakout*, a screen of rooms, *Join room*."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    desk = Moderator(mia)
    await gathering.configure(2, "manual")
    await gathering.command(type="rename_room", room="r1", name="Colours")
    await gathering.command(type="move_people", people=[ann.id], room="r1")
    await gathering.command(type="move_people", people=[ben.id], room="r2")
    await gathering.command(type="end_breakout")
    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Breakout").click()
    await mia.reads("Existing rooms are available")
    await mia.reads(QUESTION)
    await expect(mia.button("Create new rooms")).to_be_visible()
    await mia.button("Keep existing rooms").click()
    await expect(desk.item("Colours", "Ann")).to_be_visible()
    await expect(desk.item("Room 2", "Ben")).to_be_visible()
    await desk.press("Start breakout")
    await asyncio.gather(ann.is_going_to("Colours"), ben.is_going_to("Room 2"))
    for room in ("Colours", "Room 2"):
        await expect(desk.room(room).get_by_role("button", name="Join room", exact=True)).to_be_visible()
    await desk.close_dashboard()
    for room in ("Colours", "Room 2"):
        await expect(mia.choice(room).get_by_role("button", name="Join room", exact=True)).to_be_visible()
    await mia.choose_room("Colours")
    await mia.is_in("Colours")
    await asyncio.gather(ann.is_in("Colours"), ben.is_in("Room 2"))
    assert await gathering.places() == {"Mia": "Colours", "Ann": "Colours", "Ben": "Room 2"}


async def test_from_the_main_room_with_new_rooms(gathering: Gathering) -> None:
    """CF2: *Create new rooms* asks how many, and puts the old ones aside with all who belonged there."""
    mia, ann, ben, cem = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"], quiet=True)
    desk = Moderator(mia)
    await gathering.configure(1, "automatic")
    await gathering.command(type="rename_room", room="r1", name="Old room")
    await gathering.command(type="end_breakout")
    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Breakout").click()
    await mia.button("Create new rooms").click()
    await desk.fill_set_up(3, "Automatically")
    await expect(desk.room("Old room")).to_have_count(0)
    for number in (1, 2, 3):
        await expect(desk.room(f"Room {number}").get_by_role("row")).to_have_count(1)
    await desk.press("Start breakout")
    await asyncio.gather(*(person.next_due() for person in (ann, ben, cem)))
    await expect(desk.room("Main room").get_by_role("row")).to_have_count(1)
    places = await gathering.places()
    assert places.pop("Mia") == "Main room"
    assert sorted(places.values()) == ["Room 1", "Room 2", "Room 3"]
