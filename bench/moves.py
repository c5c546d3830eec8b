"""One person's move: from ``due`` to the first frame of a new room-mate, in real Chromium."""

from dataclasses import dataclass
from itertools import pairwise
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

SECOND = 1_000

# Notes of every picture that comes up when its person could first be seen, and in the second after that when
# pictures followed. The page itself says from which frame on it is theirs.
_WATCH = """
window.comings = [];
const watch = (video) => {
  const coming = { person: video.dataset.person, frames: [] };
  comings.push(coming);
  const look = (now) => {
    // The page may look at this very frame later than this; it has by the time animations are run.
    requestAnimationFrame(() => {
      if (video.dataset.fresh === "true") coming.frames.push(performance.timeOrigin + now);
    });
    if (video.isConnected) video.requestVideoFrameCallback(look);
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


@dataclass(frozen=True, slots=True)
class Coming:
    """After how many milliseconds somebody could be seen, and the longest their picture then stood still."""

    first: float
    stood: float


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
    figures = []
    for side, comings in samples.items():
        name = f"a move, from due until {side}"
        first, stood = ([getattr(one, what) for one in comings] for what in ("first", "stood"))
        figures += [
            Figure(name, "ms", tuple(first), 100, "loopback"),
            Figure(f"{name}, longest stand in the next second", "ms", tuple(stood), 150),
        ]
    return [*figures, Figure("offers seen by the browsers during these moves", "", (float(offers),), 0)]


async def _move_about(
    gathering: Gathering, ann: Person, ben: Person, mover: Person
) -> tuple[dict[str, list[Coming]], int]:
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
    samples: dict[str, list[Coming]] = {"the one who is there sees the mover": [], "the mover sees them": []}
    here, there = (ann, "r1"), (ben, "r2")
    for _ in range(MOVES):
        here, there = there, here
        for comings, coming in zip(samples.values(), await _one_move(gathering, mover, *here), strict=True):
            comings.append(coming)
    return samples, await _offers(ann, ben, mover) - before


async def _one_move(gathering: Gathering, mover: Person, host: Person, room: str) -> tuple[Coming, Coming]:
    pairs = ((host, mover), (mover, host))
    before = [await seer.page.evaluate("() => comings.length") for seer, _ in pairs]
    await _command(gathering, {"type": "move_people", "people": [mover.id], "room": room})
    due = await gathering.due(mover)
    of_host, of_mover = [await _coming(*pair, known, due) for pair, known in zip(pairs, before, strict=True)]
    return of_host, of_mover


async def _coming(seer: Person, seen: Person, known: int, due: int) -> Coming:
    async def frames() -> list[float]:
        found: list[float] = await seer.page.evaluate(
            "([known, id]) => comings.slice(known).findLast(({ person }) => person === id)?.frames ?? []",
            [known, seen.id],
        )
        return found

    def a_second(frames: list[float]) -> bool:
        return bool(frames) and frames[-1] >= frames[0] + SECOND

    shown = await eventually(frames, a_second, f"{seer.name} sees {seen.name}")
    after = [frame for frame in shown if frame <= shown[0] + SECOND]
    return Coming(shown[0] - due, max((late - early for early, late in pairwise(after)), default=SECOND))


async def _offers(*people: Person) -> int:
    return sum([link.offers for person in people for link in await person.links()])


async def _command(gathering: Gathering, command: dict[str, object]) -> None:
    await gathering.server.request(
        "POST", f"api/v1/meetings/{gathering.meeting.id}/commands", {"command": command}
    )
