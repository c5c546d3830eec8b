"""Pictures of every state for people to look at; `make screenshots` puts them into test-results/."""

import asyncio
import shutil
import tempfile
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.e2e.browsers import Browsers
from tests.e2e.capture import LOOKS, SAMPLE_RATE, write_tone
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.portraits import write_portrait
from tests.e2e.server import Server

FOLDER = Path("test-results/screenshots")
SIZES = {"wide": (1440, 900), "middle": (1024, 768), "narrow": (390, 844)}
NAMES = ("Mia Berg", "Ann Okafor", "Ben Lindqvist", "Cem Demir", "Eva Moreau")
SPEAKER = 1


def _silence(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(bytes(2 * SAMPLE_RATE))


def _dress(folder: Path) -> None:
    """Give the looks faces, and let one of them speak alone."""
    for number, look in enumerate(LOOKS[: len(NAMES)]):
        write_portrait(folder / f"{look.colour}.y4m", number)
        sound = folder / f"{look.tone}.wav"
        if number == SPEAKER:
            write_tone(sound, look.tone)
        else:
            _silence(sound)


async def _settled(page: Page) -> None:
    """Wait until all pictures that are on the screen show something and nothing moves any more."""
    await page.wait_for_function(
        """() => [...document.querySelectorAll("video[data-person]")].every((video) => video.readyState >= 2
            && video.style.visibility !== "hidden")
            && document.getAnimations().every((animation) => animation.playState !== "running"
            || animation.effect.getTiming().iterations === Infinity)"""
    )


async def take(page: Page, name: str) -> None:
    """Take a picture of a state in every size, dark and light."""
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        for theme in ("dark", "light"):
            await page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            await _settled(page)
            await page.screenshot(path=FOLDER / f"{name}-{size}-{theme}.png")
    await page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    await page.set_viewport_size({"width": 1440, "height": 900})


async def _breakout(mia: Person, ann: Person) -> None:
    desk = Moderator(mia)
    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Breakout").wait_for()
    await take(mia.page, "menu")
    await mia.page.keyboard.press("Escape")
    await desk.open_set_up()
    await take(mia.page, "set-up")
    await desk.fill_set_up(2, "Automatically", minutes=15)
    await take(mia.page, "dashboard-draft")
    await desk.press("Start breakout")
    await ann.next_due()
    await ann.page.screenshot(path=FOLDER / "countdown.png")
    await mia.page.screenshot(path=FOLDER / "dashboard-countdown.png")
    await desk.room("Main room").get_by_role("row").nth(1).wait_for(state="detached")
    await take(mia.page, "dashboard-open")
    await desk.close_dashboard()
    await take(mia.page, "rooms")
    await take(ann.page, "breakout-room")
    await mia.button("Remaining time").click()
    await take(mia.page, "add-time")


@asynccontextmanager
async def _meeting() -> AsyncIterator[Gathering]:
    with tempfile.TemporaryDirectory() as folder:
        _dress(Path(folder))
        async with async_playwright() as playwright, Server(Path(folder, "data")) as server:
            browsers = Browsers(playwright, Path(folder))
            try:
                yield Gathering(server, await server.create_meeting("Autumn workshop"), browsers)
            finally:
                await browsers.close()


async def main() -> None:
    """Go through a meeting and take a picture at every turn."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    async with _meeting() as gathering:
        mia, *others = [await gathering.invite(name) for name in NAMES]
        await mia.page.goto(gathering.meeting.moderator)
        await mia.page.get_by_role("textbox", name="Your name").fill(mia.name)
        await take(mia.page, "join")
        await mia.join(gathering.meeting.moderator)
        await take(mia.page, "alone")
        await asyncio.gather(*(person.join(gathering.meeting.participant) for person in others))
        await mia.page.wait_for_function(
            "n => document.querySelectorAll('video[data-person]').length === n", arg=len(others)
        )
        await take(mia.page, "meeting")
        await _breakout(mia, others[0])
        wrong = await mia.context.new_page()
        await wrong.goto(f"{gathering.server.url}join/made-up")
        await take(wrong, "wrong-link")


if __name__ == "__main__":
    asyncio.run(main())
