"""The article, *Use the control bar*: each of its steps in its order, by its labels."""

import asyncio
import re

from playwright.async_api import Locator, expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator

BLUE = """row => {
    const paper = new OffscreenCanvas(1, 1).getContext("2d");
    paper.fillStyle = getComputedStyle(row.querySelector("bdi")).color;
    paper.fillRect(0, 0, 1, 1);
    const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
    return blue > red + 40 && blue > green + 20;
}"""


async def _is_blue(row: Locator) -> bool:
    blue: bool = await row.evaluate(BLUE)
    return blue


async def test_broadcast_a_message_to_all_breakout_rooms(gathering: Gathering) -> None:
    """BC1: *Broadcast*, *Message*, text, *Broadcast*: all rooms see it, late joiners too, main does not."""
    mia, ann, ben, cem = await gathering.join(["Mia"], ["Ann", "Ben", "Cem"], quiet=True)
    await gathering.open_rooms([ann], [ben])
    bar, broadcast = await mia.bar.bounding_box(), await mia.button("Broadcast").bounding_box()
    assert bar is not None
    assert broadcast is not None
    assert broadcast["x"] < bar["x"] + bar["width"] / 3
    desk = Moderator(mia)
    panel = await desk.open_message()
    await panel.get_by_role("textbox").fill("Five minutes left")
    await expect(panel.locator("input[type=file]")).to_have_count(0)
    await panel.get_by_role("button", name="Broadcast", exact=True).click()
    await expect(panel.get_by_role("status")).to_have_text("Received by 2 people")
    for person in (ann, ben):
        await expect(person.notices.get_by_text("Five minutes left", exact=True)).to_be_visible()
        await expect(person.notices.get_by_text("Message from Mia", exact=True)).to_be_visible()
    await expect(cem.page.get_by_text("Five minutes left")).to_have_count(0)
    await cem.choose_room("Room 2")
    await expect(cem.notices.get_by_text("Five minutes left", exact=True)).to_be_visible()


async def test_adjust_the_session_time(gathering: Gathering) -> None:
    """TM1, TM2: *Remaining time*, minutes, *Add time*: from the bar and the dashboard; all clocks follow."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"], quiet=True)
    await gathering.open_rooms([ann], time_limit=10)
    desk = Moderator(mia)
    everyone = (mia, ann, ben)
    for person in everyone:
        await expect(person.bar).to_contain_text(re.compile(r"(10:00|09:\d\d)"))
    await desk.add_time(20)
    for person in everyone:
        await expect(person.bar).to_contain_text(re.compile(r"(30:00|29:\d\d)"))
    await desk.open_dashboard()
    await desk.dashboard.get_by_text(re.compile(r"^(30:00|29:\d\d)$")).click()
    form = mia.page.get_by_role("dialog", name="Add time")
    await form.get_by_role("textbox", name="Minutes").fill("-15")
    await form.get_by_role("button", name="Add time", exact=True).click()
    for person in everyone:
        await expect(person.bar).to_contain_text(re.compile(r"(15:00|14:\d\d)"))
    await expect(desk.dashboard).to_contain_text(re.compile(r"(15:00|14:\d\d)"))


async def test_switch_rooms_by_the_rooms_name(gathering: Gathering) -> None:
    """MV3: the name at the top centre, a window of all rooms, *Join room*: at once, without a countdown."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    bar, name = await mia.bar.bounding_box(), await mia.button("Main room").bounding_box()
    assert bar is not None
    assert name is not None
    assert abs(name["x"] + name["width"] / 2 - bar["x"] - bar["width"] / 2) < bar["width"] / 8
    await mia.button("Main room").click()
    window = mia.page.get_by_role("dialog", name="All rooms")
    for room in ("Main room", "Room 1", "Room 2"):
        await expect(window.get_by_role("option", name=room, exact=True)).to_be_visible()
    await mia.page.keyboard.press("Escape")
    await desk.switch_room("Main room", "Room 2")
    await gathering.in_groups([mia, ben], [ann])
    await desk.switch_room("Room 2", "Room 1")
    await gathering.in_groups([mia, ann], [ben])
    await desk.switch_room("Room 1", "Main room")
    await gathering.in_groups([mia], [ann], [ben])


async def test_respond_to_a_call_from_the_dashboard(gathering: Gathering) -> None:
    """CA1, DB1: bell, *Open dashboard*, the caller in blue, *Join*: the moderator is there."""
    mia, ann, ben = await gathering.join(["Mia"], ["Ann", "Ben"])
    await gathering.open_rooms([ann], [ben])
    desk = Moderator(mia)
    calls = mia.button("Calls")
    await ben.button("Call moderator").click()
    await expect(calls).to_have_accessible_description("1 call waiting")
    await desk.open_dashboard()
    caller = desk.item("Room 2", "Ben")
    await expect(caller.get_by_role("button", name="Join", exact=True)).to_be_visible()
    assert await _is_blue(caller)
    assert not await _is_blue(desk.item("Room 1", "Ann"))
    await gathering.in_groups([mia], [ann], [ben])
    await caller.get_by_role("button", name="Join", exact=True).click()
    await gathering.in_groups([mia, ben], [ann])
    await expect(calls).to_have_accessible_description("0 calls waiting")
    assert not await _is_blue(desk.item("Room 2", "Ben"))


async def test_dismiss_a_call_with_the_x(gathering: Gathering) -> None:
    """CA1: the bell rings for moderators in whatever room; *X* puts the call aside, the caller is told."""
    mia, mod, ann = await gathering.join(["Mia", "Mod"], ["Ann"], quiet=True)
    await gathering.open_rooms([ann], [mod])
    await ann.button("Call moderator").click()
    await asyncio.gather(
        *(
            expect(moderator.button("Calls")).to_have_accessible_description("1 call waiting")
            for moderator in (mia, mod)
        )
    )
    desk = Moderator(mod)
    await desk.open_dashboard()
    await desk.item("Room 1", "Ann").get_by_role("button", name="Dismiss", exact=True).click()
    told = ann.notices.get_by_text(re.compile("A moderator has closed your call without coming"))
    await expect(told).to_be_visible()
    await expect(mia.button("Calls")).to_have_accessible_description("0 calls waiting")
    assert await gathering.places() == {"Mia": "Main room", "Mod": "Room 2", "Ann": "Room 1"}
