"""What fingers do on a phone."""

from playwright.async_api import expect

from tests.e2e.crowd import crowd
from tests.e2e.finger import Finger
from tests.e2e.gathering import Gathering

GUESTS = 17
"""Together with the moderator more than one page of a phone shows."""


async def test_pages_are_swiped_with_a_finger(gathering: Gathering) -> None:
    """RM1: a swipe turns the page, and one the other way turns it back."""
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
