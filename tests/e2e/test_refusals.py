"""What bad input gets on the screen: a sentence where it was typed, and nothing else changes."""

import re

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator

ROOMS = "Choose a whole number from 1 to 100."
LIMIT = "Choose from 1 to 1440 minutes."
WEEK = 7 * 24 * 60


async def test_a_set_up_that_cannot_be_is_refused_in_its_own_field(gathering: Gathering) -> None:
    """CF1, RT1: no rooms, too many rooms, no time, too much time."""
    (mia,) = await gathering.join(["Mia"], [], quiet=True)
    await Moderator(mia).open_set_up()
    rooms = mia.page.get_by_role("textbox", name="Number of rooms")
    for wrong in ("0", "101"):
        await rooms.fill(wrong)
        await mia.button("Continue").click()
        await expect(rooms).to_have_accessible_description(re.compile(re.escape(ROOMS)))
        await expect(rooms).to_be_focused()
    await rooms.fill("2")
    await mia.page.get_by_role("switch", name="Time limit").check(force=True)
    minutes = mia.page.get_by_role("textbox", name="Minutes")
    for wrong in ("0", str(WEEK)):
        await minutes.fill(wrong)
        await mia.button("Continue").click()
        await expect(minutes).to_have_accessible_description(re.compile(re.escape(LIMIT)))
        await expect(minutes).to_be_focused()
    assert await gathering.phase() == "none"
    await minutes.fill("10")
    await mia.button("Continue").click()
    await Moderator(mia).room("Room 2").wait_for()


async def test_a_broadcast_that_cannot_be_stays_in_its_box(gathering: Gathering) -> None:
    """BC1, RT1: empty or too long: nothing is sent, nothing that was typed is lost."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann])
    panel = await Moderator(mia).open_message()
    box = panel.get_by_role("textbox")
    for text, sentence in (
        ("  ", "Type a message first."),
        ("x" * 10_000, "A message has at most 2000 characters."),
    ):
        await box.fill(text)
        await panel.get_by_role("button", name="Broadcast", exact=True).click()
        await expect(box).to_have_accessible_description(re.compile(re.escape(sentence)))
        await expect(box).to_have_value(text)
    assert not [key for key in await gathering.records() if key.startswith("broadcast/")]
    await box.fill("Hello")
    await panel.get_by_role("button", name="Broadcast", exact=True).click()
    await expect(ann.notices.get_by_text("Hello", exact=True)).to_be_visible()


async def test_time_that_cannot_be_added_is_refused_in_the_form(gathering: Gathering) -> None:
    """TM2, RT1: none, a week, and more than the server allows in all."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], time_limit=10)
    before = (await gathering.records())["meeting"]["ends_at"]
    await mia.button("Remaining time").click()
    form = mia.page.get_by_role("dialog", name="Remaining time")
    minutes = form.get_by_role("textbox", name="Minutes")
    add = form.get_by_role("button", name="Add time", exact=True)
    for wrong in ("0", str(WEEK)):
        await minutes.fill(wrong)
        await add.click()
        await expect(minutes).to_have_accessible_description(
            "Type a number of minutes other than 0, at most 1,440."
        )
    await minutes.fill("1440")
    await add.click()
    await expect(form.get_by_role("alert")).to_have_text("Choose a time from 1 to 1440 minutes.")
    assert (await gathering.records())["meeting"]["ends_at"] == before


async def test_a_room_that_is_gone_is_said_to_be_where_it_was_chosen(gathering: Gathering) -> None:
    """MV3, RT1: in the window of all rooms, which stays open."""
    mia, ann = await gathering.join(["Mia"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], [])
    await mia.button("Main room").click()
    window = mia.page.get_by_role("dialog", name="All rooms")
    await window.get_by_role("option", name="Room 2", exact=True).click()
    await gathering.command(type="delete_room", room="r2")
    await expect(window.get_by_role("option", name="Room 2", exact=True)).to_have_count(0)
    await window.get_by_role("button", name="Join room", exact=True).click()
    await expect(window.get_by_role("alert")).to_have_text("That room does not exist any more.")
    assert (await gathering.places())["Mia"] == "Main room"


async def test_a_person_who_is_gone_is_said_to_be_where_they_were_moved(gathering: Gathering) -> None:
    """MV2, RT1: in the dashboard; nobody moves."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    await desk.open_dashboard()
    await desk.item("Room 1", "Ann").hover()
    await mia.page.get_by_role("button", name="Options for Ann", exact=True).click()
    await ann.leave()
    await mia.page.get_by_role("menuitem", name="Room 2").click()
    await expect(desk.dashboard.get_by_role("alert")).to_have_text(
        "That person is not in this meeting any more."
    )
    assert await gathering.places() == {"Mia": "Main room", "Ben": "Room 2"}


async def test_a_room_name_that_is_taken_is_refused_in_the_room_itself(gathering: Gathering) -> None:
    """CF3, RT1: the field stays open with what was typed; the room keeps its name."""
    (mia,) = await gathering.join(["Mia"], [], quiet=True)
    await gathering.configure(2, "manual")
    desk = Moderator(mia)
    await desk.keep_rooms()
    await desk.room("Room 1").get_by_role("button", name="Options for Room 1").click()
    await mia.page.get_by_role("menuitem", name="Rename").click()
    field = mia.page.get_by_role("textbox", name="New name for Room 1")
    await field.fill("Room 2")
    await field.press("Enter")
    await expect(desk.room("Room 1").get_by_role("alert")).to_have_text(
        "Give the room a name of 1 to 64 characters that no other room has."
    )
    await expect(field).to_have_value("Room 2")
    assert (await gathering.records())["room/r1"]["name"] == "Room 1"
