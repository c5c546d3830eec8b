"""The dashboard with a thousand people in a hundred rooms, in real Chromium without a graphics card."""

import shutil
from pathlib import Path
from statistics import median

from playwright.async_api import CDPSession, Page, async_playwright

from bench.measure import Figure
from tests.e2e.preview import Preview, Screen, build
from tests.e2e.scenes import Scene

WIDE = Screen(1440, 900)
TRIES = 5
CHANGES = 15
FRAME = 1000 / 60
JERK = 50
DRAGGED_STEPS = 90

# Resolves when what was changed now has been drawn.
_DRAWN = "const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"

_OPEN = (
    _DRAWN
    + """
const began = performance.now();
document.querySelector("[aria-label='Open dashboard']").click();
const onScreen = (box) => box.bottom > 0 && box.top < innerHeight;
const only = (how) => [...document.querySelectorAll(`[data-drawn=${how}]`)]
  .some((room) => onScreen(room.getBoundingClientRect()));
while (!document.querySelector(".dashboard .person-row") || only("place")) await drawn();
const seen = performance.now() - began;
while (only("looks")) await drawn();
return [seen, performance.now() - began];
"""
)

# What is near the screen is drawn so that it can be used, one room a frame.
_REST = _DRAWN + 'do await drawn(); while (document.querySelector("[data-drawn=looks]"));'

_CLOSE = (
    _DRAWN
    + """
document.querySelector("[aria-label='Close dashboard']").click();
while (document.querySelector(".dashboard")) await drawn();
"""
)

# All the way down and up again, twelve pixels a frame, as a wheel does; what passed between frames.
_SCROLL = """
const grid = document.querySelector(".room-grid");
const times = [];
let step = 24;
for (let last = await new Promise(requestAnimationFrame); times.length < 240; ) {
  grid.scrollTop += step;
  if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1) step = -24;
  const now = await new Promise(requestAnimationFrame);
  times.push(now - last);
  last = now;
}
grid.scrollTop = 0;
return times;
"""

_WATCH_FRAMES = """
window.frames_ = [];
let last = performance.now();
const note = (now) => {
  frames_.push(now - last);
  last = now;
  requestAnimationFrame(note);
};
requestAnimationFrame(note);
"""

# One person raises or lowers a hand, as a record of the server would say.
_CHANGE = (
    _DRAWN
    + """
const { records } = previewStore.getState();
const people = new Map(records.people);
const one = people.get("p_8");
people.set("p_8", { ...one, hand: !one.hand });
await drawn();
const began = performance.now();
previewStore.set({ records: { ...records, people } });
await drawn();
return performance.now() - began;
"""
)


class Work:
    """How long the page's main thread has worked, in milliseconds; a busy machine does not lengthen it."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    @classmethod
    async def of(cls, page: Page) -> "Work":
        """Begin to count."""
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable", {"timeDomain": "threadTicks"})
        return cls(session)

    async def done(self) -> float:
        """Return how much it was so far."""
        metrics = (await self._session.send("Performance.getMetrics"))["metrics"]
        return 1000 * next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


async def _run(page: Page, script: str) -> list[float]:
    answer: list[float] | float | None = await page.evaluate(f"async () => {{ {script} }}")
    return answer if isinstance(answer, list) else [answer or 0.0]


async def measure(folder: Path) -> list[Figure]:
    """Open the dashboard, scroll it, drag a name across it and change one person."""
    built = await build(folder / "built")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
            chromium_sandbox=False,
        )
        preview = await Preview.open(browser, built, WIDE)
        await preview.show(Scene("huge", "huge"))
        page = preview.page
        opened: list[list[float]] = []
        for _ in range(TRIES):
            opened.append(await _run(page, _OPEN))
            await _run(page, _CLOSE)
        await _run(page, _OPEN)
        await _run(page, _REST)
        rows, elements = await page.evaluate(
            """() => [document.querySelectorAll(".dashboard .person-row").length,
                document.querySelectorAll(".dashboard *").length]"""
        )
        work = await Work.of(page)
        before = await work.done()
        scrolled = await _run(page, _SCROLL)
        worked = (await work.done() - before) / len(scrolled)
        await _run(page, _REST)
        dragged = await _drag(page)
        changed = [took for _ in range(CHANGES) for took in await _run(page, _CHANGE)]
        await browser.close()
    note = "1,000 people in 100 rooms, 1440 x 900, drawn by the processor"
    return [
        Figure("the dashboard opens", "ms", tuple(seen for seen, _ in opened), 500, note),
        Figure("all that is seen of it can be used", "ms", tuple(used for _, used in opened), 1000),
        Figure("rows drawn of 1,000", "", (rows,), 200, f"{elements} elements in all"),
        *_frames("scrolling the dashboard", scrolled),
        Figure("scrolling the dashboard, work of the page", "ms a frame", (round(worked, 1),), 16),
        *_frames("dragging a name over the dashboard", dragged),
        Figure("one change is drawn", "ms", tuple(changed), 50, "until after the next frame"),
    ]


async def _drag(page: Page) -> list[float]:
    """Carry the second name of the first room over all cards that are on the screen, and drop it on none."""
    box = await page.locator(".dashboard .person-row").nth(1).bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + box["height"] / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 12, y + 6, steps=4)
    await page.evaluate(f"() => {{ {_WATCH_FRAMES} }}")
    for step in range(DRAGGED_STEPS):
        await page.mouse.move(x + 12 + step * 12, y + 40 * (step % 8))
    times: list[float] = await page.evaluate("() => frames_.slice(1)")
    assert await page.locator("[data-drop-target], .room-grid[data-dragging]").count(), "nothing was dragged"
    await page.keyboard.press("Escape")
    await page.mouse.up()
    return times


def _frames(what: str, times: list[float]) -> list[Figure]:
    worst = sorted(times)[round(0.95 * (len(times) - 1))]
    slow = sum(time > JERK for time in times)
    note = f"{1000 / median(times):.0f} frames a second; {slow} of {len(times)} over {JERK} ms"
    return [
        Figure(f"{what}, from frame to frame", "ms", tuple(times), round(FRAME + 1, 1), note),
        Figure(f"{what}, 95th percentile", "ms", (round(worst, 1),), 34),
    ]
