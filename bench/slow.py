"""People whose pages read nothing, in a room where much is said: nobody else may wait for them."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.crowd import Load, line, now, running
from bench.measure import Figure
from bench.process import resident
from tests.support.crowd import Visitor, gone, reaches

AWAKE, ASLEEP = 100, 20
ROUNDS = 2
LINES = 12
SMALL = 4_096
"""What the system takes for a page that sleeps, in bytes."""
LONG = "x" * 3_900


async def slow_readers(folder: Path) -> list[Figure]:
    """Measure what others wait for with sleepers and without, in turns; then how sleepers end."""
    waits: dict[bool, list[float]] = {False: [], True: []}
    async with running(folder) as load:
        meeting = await load.server.create_meeting()
        awake = await load.entrance.crowd(meeting.participant, AWAKE)
        for _ in range(ROUNDS):
            for some in (False, True):
                asleep = await _sleepers(load, meeting.participant) if some else []
                await _talk(awake, LONG, LINES)
                waits[some] += [await _line(awake, turn) for turn in range(LINES)]
                await gone(asleep)
        asleep = await _sleepers(load, meeting.participant)
        before, began = resident(load.server.pid), now()
        most, ended = await _drown(load, awake, asleep)
        codes = sorted({"cut" if visitor.closed == (1006, "") else str(visitor.closed) for visitor in asleep})
        back = [visitor.again() for visitor in asleep]
        await asyncio.gather(*(visitor.connect(load.entrance.socket) for visitor in back))
        await gone([*awake, *back])
    note = f"{AWAKE} people who read, {ASLEEP} who do not"
    return [
        Figure("a line, nobody asleep: the last knows", "ms", tuple(waits[False]), note=note),
        Figure("a line, some asleep: the last who reads knows", "ms", tuple(waits[True]), note=note),
        Figure("memory while pages sleep: growth at most", "MB", (most - before,), 200, note),
        Figure("pages that sleep are cut", "s", (ended - began,), 120, ", ".join(codes) + "; all came back"),
    ]


async def _sleepers(load: Load, link: str) -> list[Visitor]:
    asleep = [await load.entrance.enter(link, f"Sleeper {turn}", buffer=SMALL) for turn in range(ASLEEP)]
    for visitor in asleep:
        visitor.fall_asleep()
    return asleep


async def _line(awake: Sequence[Visitor], turn: int) -> float:
    text = f"Short line number {turn} at {now()}"
    return 1000 * max(await reaches(awake, text, partial(awake[turn].ask, line(text))))


async def _talk(awake: Sequence[Visitor], text: str, lines: int) -> None:
    """Have each of the first people say something long."""
    await asyncio.gather(*(visitor.ask(line(text)) for visitor in awake[-lines:]))


async def _drown(load: Load, awake: Sequence[Visitor], asleep: Sequence[Visitor]) -> tuple[float, float]:
    """Talk until all who sleep are cut; return the most memory meanwhile and when the last was."""
    most = resident(load.server.pid)
    while not all(visitor.gone.done() for visitor in asleep):
        await _talk(awake, LONG, LINES)
        most = max(most, resident(load.server.pid))
        for visitor in asleep:
            if not visitor.gone.done():
                visitor.poke()
        await asyncio.sleep(1)
    return most, now()
