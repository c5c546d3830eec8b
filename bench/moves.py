"""One person's move: from ``due`` to the first decoded frame of a new room-mate, in real Chromium."""

from pathlib import Path

from playwright.async_api import async_playwright

from bench.measure import Figure
from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.waiting import eventually

MOVES = 15
FRAMES_PER_SECOND = 30

# Notes, for every picture that comes up, when a frame of it was first decoded that arrived after it came up.
_WATCH = """
window.firstFrames = [];
const watch = (video) => {
  const since = performance.now();
  const look = (now, frame) => {
    if ((frame.receiveTime ?? now) >= since - 5) {
      firstFrames.push({ person: video.dataset.person, at: performance.timeOrigin + now });
    } else {
      video.requestVideoFrameCallback(look);
    }
  };
  video.requestVideoFrameCallback(look);
};
const scan = (node) => {
  if (node.matches?.("video[data-person]")) watch(node);
  for (const video of node.querySelectorAll?.("video[data-person]") ?? []) watch(video);
};
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(scan)))
  .observe(document, { childList: true, subtree: true });
"""


async def measure(folder: Path) -> list[Figure]:
    """Move one person between two rooms with somebody in each, again and again."""
    async with Server(folder / "data") as server, async_playwright() as playwright:
        browsers = Browsers(playwright, folder, frames_per_second=FRAMES_PER_SECOND)
        gathering = Gathering(server, await server.create_meeting(), browsers)
        # One browser for all three: its processes compete with the server for the same two cores.
        people = [await browsers.seat(0, name) for name in ("Ann", "Ben", "Mover")]
        for person in people:
            # Small windows: three browsers draw in software on the machine that is measured.
            await person.page.set_viewport_size({"width": 480, "height": 360})
            await person.page.add_init_script(_WATCH)
            await person.join(gathering.meeting.participant)
        for person in people:
            await person.page.locator("video[data-person]").nth(1).wait_for(state="attached")
        samples, offers = await _move_about(gathering, *people)
        await browsers.clear()
        await browsers.close()
    return [
        Figure(
            "a move, from due to the first frame of a new room-mate", "ms", tuple(samples), 100, "loopback"
        ),
        Figure("offers seen by the browsers during these moves", "", (float(offers),), 0),
    ]


async def _move_about(
    gathering: Gathering, ann: Person, ben: Person, mover: Person
) -> tuple[list[float], int]:
    await _command(
        gathering,
        {
            "type": "configure_breakout",
            "rooms": 2,
            "assign": "manual",
            "time_limit": None,
            "allow": {"call": True, "return_to_main": True, "switch_rooms": False},
        },
    )
    for person, room in ((ann, "r1"), (ben, "r2"), (mover, "r1")):
        await _command(gathering, {"type": "move_people", "people": [person.id], "room": room})
    await _command(gathering, {"type": "start_breakout"})
    await ann.page.locator(f"video[data-person='{mover.id}']").wait_for(state="attached")
    await ben.page.locator("video[data-person]").first.wait_for(state="detached")
    before = await _offers(ann, ben, mover)
    samples = []
    here, there = (ann, "r1"), (ben, "r2")
    for _ in range(MOVES):
        here, there = there, here
        samples.append(await _one_move(gathering, mover, *here))
    return samples, await _offers(ann, ben, mover) - before


async def _one_move(gathering: Gathering, mover: Person, host: Person, room: str) -> float:
    seen = await host.page.evaluate("() => firstFrames.length")
    await _command(gathering, {"type": "move_people", "people": [mover.id], "room": room})
    due = await gathering.due(mover)

    async def frames() -> list[dict[str, float | str]]:
        found: list[dict[str, float | str]] = await host.page.evaluate("n => firstFrames.slice(n)", seen)
        return [frame for frame in found if frame["person"] == mover.id]

    first = (await eventually(frames, bool, "the mover's picture"))[0]
    return float(first["at"]) - due


async def _offers(*people: Person) -> int:
    return sum([link.offers for person in people for link in await person.links()])


async def _command(gathering: Gathering, command: dict[str, object]) -> None:
    await gathering.server.request(
        "POST", f"api/v1/meetings/{gathering.meeting.id}/commands", {"command": command}
    )
