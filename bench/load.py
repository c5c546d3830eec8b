"""Many people on one server without media: what they wait for, and what they cost it."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import uvloop

from bench.crowd import ALLOW, Load, line, now, running
from bench.measure import Figure
from bench.process import cpu, resident
from bench.slow import slow_readers
from bench.use import hour
from tests.e2e.server import Meeting
from tests.support.crowd import Visitor, gone, reaches

TRIES = 9
CROWD = 1_000
ROOMS = 100
MEETINGS, EACH = 20, 100


async def one_meeting(folder: Path) -> list[Figure]:
    """Bring a thousand people into one meeting, from the door through the rooms and back to main."""
    async with running(folder) as load:
        meeting = await load.server.create_meeting()
        host = await load.entrance.enter(meeting.moderator, "Host")
        empty, before, began = resident(load.server.pid), cpu(load.server.pid), now()
        people = await load.entrance.crowd(meeting.participant, CROWD - 1)
        everybody, took = [host, *people], now() - began
        await load.idle(host)
        joined = cpu(load.server.pid) - before
        full = resident(load.server.pid)
        figures = [
            Figure(f"{CROWD} people come in: CPU of the server", "ms each", (1000 * joined / CROWD,)),
            Figure(f"{CROWD} people come in: until the last is in", "s", (took,)),
            Figure("memory of a person in a room of a thousand", "kB", (1000 * (full - empty) / CROWD,)),
        ]
        figures += await _in_main(load, everybody)
        figures += await _session(load, meeting, everybody)
        await gone(everybody)
    return figures


async def _in_main(load: Load, everybody: Sequence[Visitor]) -> list[Figure]:
    """Tell all thousand something at once: a hand, a line."""
    count = len(everybody)

    def raise_hand(turn: int) -> tuple[str, Callable[[], object]]:
        speaker = everybody[1 + turn]
        text = f'["put","mate/{speaker.person}"'
        return text, lambda: speaker.ask({"type": "raise_hand", "raised": True})

    def say(turn: int) -> tuple[str, Callable[[], object]]:
        text = f"Line number {turn} of those that are measured"
        return text, partial(everybody[1 + turn].ask, line(text))

    return [
        *await _repeated(load, everybody, f"a hand goes up among {count}", raise_hand),
        *await _repeated(load, everybody, f"a line is said among {count}", say),
    ]


async def _repeated(
    load: Load,
    everybody: Sequence[Visitor],
    name: str,
    step: Callable[[int], tuple[str, Callable[[], object]]],
) -> list[Figure]:
    half, last = [], []
    await load.idle(everybody[0])
    before = cpu(load.server.pid)
    for turn in range(TRIES):
        delays = await reaches(everybody, *step(turn))
        half.append(1000 * median(delays))
        last.append(1000 * max(delays))
    await load.idle(everybody[0])
    spent = 1000 * (cpu(load.server.pid) - before) / TRIES
    return [
        Figure(f"{name}: half of them know", "ms", tuple(half)),
        Figure(f"{name}: the last knows", "ms", tuple(last)),
        Figure(f"{name}: CPU of the server", "ms", (spent,), 40 * len(everybody) / 1000),
    ]


async def _session(load: Load, meeting: Meeting, everybody: Sequence[Visitor]) -> list[Figure]:
    """Break everybody out; what it costs to start, shuffle, gather and end it."""
    figures = []
    configure = {"type": "configure_breakout", "rooms": ROOMS, "assign": "automatic"}
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        ("configure", {**configure, "time_limit": None, "allow": ALLOW}),
        ("start", {"type": "start_breakout"}),
        ("shuffle", {"type": "shuffle"}),
        ("gather", {"type": "gather_everyone"}),
    )
    for name, command in steps:
        await load.idle(everybody[0])
        before, began = cpu(load.server.pid), now()
        await load.command(meeting, command)
        answered = now() - began
        await load.idle(everybody[0])
        decided = cpu(load.server.pid) - before
        await asyncio.sleep(max(0.0, began + COUNTDOWN - now()))
        await load.idle(everybody[0])
        arrived = cpu(load.server.pid) - before - decided
        figures += [
            Figure(f"{name} with {CROWD} in {ROOMS} rooms: answered after", "ms", (1000 * answered,)),
            Figure(f"{name} with {CROWD} in {ROOMS} rooms: CPU to tell all", "ms", (1000 * decided,)),
            Figure(f"{name} with {CROWD} in {ROOMS} rooms: CPU when all arrive", "ms", (1000 * arrived,)),
        ]
    return figures


COUNTDOWN = 6.0
"""Seconds after which everybody who was sent somewhere has arrived."""


async def many_meetings(folder: Path) -> list[Figure]:
    """Two thousand connections on one server, a hundred in each meeting; all meetings talk at once."""
    async with running(folder) as load:
        empty = resident(load.server.pid)
        meetings = [await load.server.create_meeting(f"Meeting {number}") for number in range(MEETINGS)]
        groups = [await load.entrance.crowd(meeting.participant, EACH) for meeting in meetings]
        await load.idle(groups[0][0])
        full = resident(load.server.pid)
        before, began = cpu(load.server.pid), now()
        delays: list[float] = []
        await asyncio.gather(
            *(_chat(group, random.Random(turn), delays) for turn, group in enumerate(groups))
        )
        spent, took = cpu(load.server.pid) - before, now() - began
        await gone([visitor for group in groups for visitor in group])
    count = MEETINGS * EACH
    lines = MEETINGS * LINES
    note = f"{lines} lines in {took:.1f} s, each to {EACH} people; {100 * spent / took:.0f} % of a core"
    return [
        Figure(f"memory of a connection, {count} of them", "kB", (1000 * (full - empty) / count,)),
        Figure(f"a line in one of {MEETINGS} busy meetings: the last knows", "ms", tuple(delays), note=note),
        Figure(f"a line, its write and {EACH} frames: CPU of the server", "ms", (1000 * spent / lines,)),
    ]


LINES = 15
PAUSE = 0.5


async def _chat(group: Sequence[Visitor], dice: random.Random, delays: list[float]) -> None:
    """Have people of one meeting say something now and then."""
    await asyncio.sleep(dice.random() * PAUSE)
    for turn in range(LINES):
        text = f"Line {turn} of what is said in this meeting"
        speaker = group[dice.randrange(len(group))]
        delays.append(1000 * max(await reaches(group, text, partial(speaker.ask, line(text)))))
        await asyncio.sleep(dice.random() * PAUSE)


def _quick(
    part: Callable[[Path], Coroutine[Any, Any, list[Figure]]],
) -> Callable[[Path], Awaitable[list[Figure]]]:
    """Return a part that runs on the loop that is quickest to read for many pages."""
    return lambda folder: asyncio.to_thread(uvloop.run, part(folder))


PARTS: Final = {
    "one_meeting": _quick(one_meeting),
    "many_meetings": _quick(many_meetings),
    "hour": _quick(hour),
    "slow_readers": _quick(slow_readers),
}
"""Each on its own server."""
