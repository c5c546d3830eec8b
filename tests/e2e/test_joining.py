"""The way in: links that lead nowhere, devices that are refused."""

from urllib.parse import urljoin

from playwright.async_api import expect

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.server import Server


async def test_a_wrong_link_says_so(browsers: Browsers, server: Server) -> None:
    """JN1: a link that was cut off or made up leads to a page that says what to do."""
    try:
        person = await browsers.seat(0, "Mia")
        answer = await person.page.goto(urljoin(server.url, "join/made-up"))
        assert answer is not None
        assert answer.status == 404
        await expect(person.page.get_by_role("heading", level=1)).to_have_text(
            "This link does not lead to a meeting"
        )
        assert not person.errors
    finally:
        await browsers.clear()


async def test_joining_works_with_devices_refused(gathering: Gathering, browsers: Browsers) -> None:
    """JN1: who refuses microphone and camera is told plainly, and can hear and see all the same."""
    mia, ben = await gathering.join(["Mia"], ["Ben"])
    ann = await browsers.seat(2, "Ann", "refused")
    await ann.page.goto(gathering.meeting.participant)
    await expect(ann.page.get_by_text("The browser did not allow the microphone").first).to_be_visible()
    await ann.join(gathering.meeting.participant)
    await ann.perceives([mia, ben])
    await mia.perceives([ben], silent=[ann])
    await expect(ann.button("Unmute")).to_be_visible()
    await expect(ann.button("Start camera")).to_be_visible()
