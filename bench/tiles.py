"""What a page with sixteen people on it costs, in real Chromium without a graphics card."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import CDPSession, Page, async_playwright

from bench.guests import company
from bench.measure import Figure
from reconvene.guests.portrait import RATE
from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.waiting import eventually

OTHERS = 15
TRIES = 4
SETTLED = 1.5
SECONDS = 4.0

_SHOWN = """
() => document.querySelectorAll("video[data-person][data-fresh=true]").length
"""

_FRAMES = """
() => [...document.querySelectorAll("video[data-person]")]
  .reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0)
"""


@dataclass(frozen=True, slots=True)
class Use:
    """What a page used for each second: cores of all of the browser, of its page alone, and frames shown."""

    browser: float
    page: float
    frames: float


async def measure(folder: Path) -> list[Figure]:
    """Show fifteen guests to one moderator, whose dashboard is closed and open in turn."""
    async with Server(folder / "data") as server, async_playwright() as playwright:
        browsers = Browsers(playwright, folder)
        gathering = Gathering(server, await server.create_meeting(), browsers)
        async with company(gathering.meeting.participant, OTHERS, watched=0):
            seer = await browsers.seat(0, "Moderator")
            await seer.page.set_viewport_size({"width": 1440, "height": 900})
            await seer.join(gathering.meeting.moderator)
            await gathering.configure(2, "manual")
            await gathering.command(type="start_breakout")
            system = await (await browsers.plain()).new_browser_cdp_session()
            closed, opened = await _in_turn(system, seer)
        await browsers.clear()
        await browsers.close()
    return [*_figures("16 tiles", closed), *_figures("16 tiles beside the open dashboard", opened)]


async def _in_turn(system: CDPSession, seer: Person) -> tuple[list[Use], list[Use]]:
    closed, opened = [], []
    for _ in range(TRIES):
        closed.append(await _use(system, seer.page, OTHERS))
        await seer.button("Open dashboard").click()
        opened.append(await _use(system, seer.page, 0))
        await seer.button("Close dashboard").click()
    return closed, opened


async def _use(system: CDPSession, page: Page, pictures: int) -> Use:
    async def shown() -> int:
        number: int = await page.evaluate(_SHOWN)
        return number

    await eventually(shown, lambda number: number >= pictures, f"{pictures} pictures are shown")
    # What opening and coming cost is not counted.
    await asyncio.sleep(SETTLED)
    loop = asyncio.get_running_loop()
    begun, before, seen = loop.time(), await _times(system), await page.evaluate(_FRAMES)
    await asyncio.sleep(SECONDS)
    after, shown_since = await _times(system), await page.evaluate(_FRAMES) - seen
    passed = loop.time() - begun
    used = {kind: (after[kind] - before[kind]) / passed for kind in before}
    return Use(sum(used.values()), used["renderer"], shown_since / passed)


async def _times(system: CDPSession) -> dict[str, float]:
    """Return the seconds of CPU that the browser's processes of each kind have used."""
    times: dict[str, float] = {}
    for process in (await system.send("SystemInfo.getProcessInfo"))["processInfo"]:
        times[process["type"]] = times.get(process["type"], 0.0) + process["cpuTime"]
    return times


def _figures(name: str, uses: Sequence[Use]) -> list[Figure]:
    note = f"{OTHERS} cameras of {RATE} pictures a second, one layer each; the own camera runs; 1440 x 900"
    return [
        Figure(f"{name}: CPU of the browser", "cores", tuple(use.browser for use in uses), None, note),
        Figure(f"{name}: CPU of its page", "cores", tuple(use.page for use in uses)),
        Figure(f"{name}: pictures shown", "a second", tuple(max(0.0, use.frames) for use in uses)),
    ]
