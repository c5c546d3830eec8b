"""The article, *Use the breakout dashboard* and *End breakout session*: step by step, by its labels."""

import asyncio

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator


async def test_drag_a_participant_to_another_room(gathering: Gathering) -> None:
    """MV2, RT2: they see a short countdown and are then there; nobody else moves."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.drag("Ann", "Room 1", "Room 2")
    await ann.is_going_to("Room 2")
    await expect(ben.page.locator(".countdown")).to_have_count(0)
    await ann.is_in("Room 2")
    await gathering.in_groups([mia], [ann, ben])


async def test_drag_the_own_name_to_a_room(gathering: Gathering) -> None:
    """MV3: nothing happens while the dashboard is open; closed, the moderator is in that room."""
    mia, ann = await gathering.join(["Mia"], ["Ann"])
    await gathering.open_rooms([ann])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.drag("Mia", "Main room", "Room 1")
    await expect(desk.item("Main room", "Mia")).to_contain_text("joins when the dashboard closes")
    await gathering.in_groups([mia], [ann])
    await desk.close_dashboard()
    await mia.is_in("Room 1")
    await gathering.in_groups([mia, ann])


async def test_shuffle_the_participants(gathering: Gathering) -> None:
    """SH1, CF4, MV5: all are dealt out evenly, with a countdown; moderators stay; *Undo* takes it back."""
    mia, *others = await gathering.join(["Mia"], ["Ann", "Ben", "Cem", "Eva"], quiet=True)
    await gathering.open_rooms(others, [])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.press("Shuffle")
    await asyncio.gather(
        *(expect(desk.room(f"Room {n}").get_by_role("row")).to_have_count(2) for n in (1, 2))
    )
    places = await gathering.places()
    assert places.pop("Mia") == "Main room"
    assert sorted(places.values()) == ["Room 1", "Room 1", "Room 2", "Room 2"]
    moved = [person for person in others if places[person.name] == "Room 2"]
    await asyncio.gather(*(person.next_due() for person in moved))
    await desk.press("Undo")
    await asyncio.gather(*(person.is_going_to("Room 1") for person in moved))


async def test_move_to_the_next_room(gathering: Gathering) -> None:
    """RR1: all go on one room in the order of the dashboard, the last to the first; moderators stay."""
    mia, ann, ben, cem = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"], quiet=True)
    await gathering.open_rooms([ann], [ben], [cem])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.room("Room 2").get_by_role("button", name="Join room", exact=True).click()
    await mia.is_in("Room 2")
    await desk.press("Move to next room")
    await asyncio.gather(ann.is_going_to("Room 2"), ben.is_going_to("Room 3"), cem.is_going_to("Room 1"))
    await desk.dashboard.get_by_text("Round 1", exact=True).wait_for()
    await asyncio.gather(ann.is_in("Room 2"), ben.is_in("Room 3"), cem.is_in("Room 1"))
    assert (await gathering.places())["Mia"] == "Room 2"


async def test_gather_everyone_and_send_back(gathering: Gathering) -> None:
    """GA1: at the bottom of *Main room*; a countdown, all are in main, the session stays open."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    await desk.open_dashboard()
    main = desk.room("Main room")
    gather = main.get_by_role("button", name="Gather everyone", exact=True)
    panel, button = await main.bounding_box(), await gather.bounding_box()
    row = await desk.item("Main room", "Mia").bounding_box()
    assert panel is not None
    assert button is not None
    assert row is not None
    assert button["y"] > row["y"] + row["height"]
    assert button["y"] + button["height"] > panel["y"] + panel["height"] - 40
    await gather.click()
    for person in (ann, ben):
        await person.reads("You are going back to the main room")
    await gathering.in_groups([mia, ann, ben])
    assert await gathering.phase() == "open"
    await expect(mia.bar).to_be_visible()
    await main.get_by_role("button", name="Send back to rooms", exact=True).click()
    await asyncio.gather(ann.is_going_to("Room 1"), ben.is_going_to("Room 2"))
    await gathering.in_groups([mia], [ann], [ben])


async def test_end_the_breakout_and_start_the_next_at_once(gathering: Gathering) -> None:
    """EN1, CF2: *End breakout* at the top right, a countdown, all are in main; the next starts at once."""
    mia, ann, ben = people = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    bar, end = await mia.bar.bounding_box(), await mia.button("End breakout").bounding_box()
    assert bar is not None
    assert end is not None
    assert end["x"] > bar["x"] + bar["width"] * 2 / 3
    await desk.end()
    for person in (ann, ben):
        await person.reads("You are going back to the main room")
    await expect(mia.bar).to_have_count(0)
    assert await gathering.phase() == "closed"
    await gathering.in_groups(people)
    await desk.keep_rooms()
    await desk.press("Start breakout")
    await asyncio.gather(ann.is_going_to("Room 1"), ben.is_going_to("Room 2"))
