"""What fingers do on a phone."""

from playwright.async_api import FloatRect, Locator, expect

from tests.e2e.crowd import crowd
from tests.e2e.finger import Finger
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.waiting import eventually

GUESTS = 17
"""Together with the moderator more than one page of a phone shows, and than its dashboard is high."""


async def test_pages_are_swiped_and_people_dragged_with_a_finger(gathering: Gathering) -> None:
    """RM1, MV2: a swipe turns the page; a row's grip takes its person to a room that is out of sight."""
    mia = await gathering.invite("Mia", quiet=True, phone=True)
    await mia.join(gathering.meeting.moderator)
    async with crowd(gathering.server, gathering.meeting.participant, GUESTS):
        finger = await Finger.on(mia.page)
        stage = mia.page.get_by_role("region", name="Meeting", exact=True)
        for across, page in ((-150, "Page 2 of 2"), (150, "Page 1 of 2")):
            await expect(mia.button(page)).to_have_attribute("aria-current", "false")
            await finger.down(stage)
            await finger.move(across, 10)
            await finger.up()
            await expect(mia.button(page)).to_have_attribute("aria-current", "page")
        await gathering.configure(2, "manual")
        await gathering.command(type="start_breakout")
        desk = Moderator(mia)
        await desk.open_dashboard()
        room = desk.room("Room 1")
        await expect(room).not_to_be_in_viewport()
        await finger.down(desk.item("Main room", "Guest 1").get_by_role("button", name="Drag Guest 1"))
        lower = await _box(desk.dashboard)
        await finger.move_to(150, lower["y"] + lower["height"] - 20)
        await expect(desk.dashboard.get_by_role("button", name="Add room")).to_be_in_viewport()
        await finger.move(0, -150)
        there = await _box(room)
        await finger.move_to(150, there["y"] + there["height"] / 2)
        await expect(room).to_have_attribute("data-finger", "")
        await finger.up()
        await eventually(
            gathering.places, lambda places: places["Guest 1"] == "Room 1", "Guest 1 is in Room 1"
        )


async def test_a_tap_shows_what_can_be_done_with_a_tile(gathering: Gathering) -> None:
    """RM1: nothing lies over faces until then; a finger pins no tile by a button that it cannot see."""
    mia = await gathering.invite("Mia", quiet=True, phone=True)
    await mia.join(gathering.meeting.moderator)
    tile = mia.page.locator(".tile")
    pin, unpin = (tile.get_by_role("button", name=f"{what} Mia", exact=True) for what in ("Pin", "Unpin"))
    await expect(pin).to_have_css("opacity", "0")
    await pin.tap()
    await expect(pin).to_have_css("opacity", "1")
    await pin.tap()
    await expect(unpin).to_have_css("opacity", "1")
    await unpin.tap()
    await expect(pin).to_be_attached()


async def _box(thing: Locator) -> FloatRect:
    box = await thing.bounding_box()
    assert box is not None
    return box
