"""From a command to the screens: until the last of so many pages has its frame.

Lines and moves are told to everybody in main, broadcasts to everybody in rooms of ten.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import uvloop

from bench import plot
from bench.crowd import Load, line, running
from bench.measure import Figure
from bench.process import cpu, resident
from tests.e2e.server import Meeting
from tests.support.crowd import Visitor, gone, reaches

CROWDS = (10, 100, 200, 1_000)
CROWD_OF_AIM, HALF_OF_THEM = 200, 50
"""Half of two hundred people should have a line within so many milliseconds."""
TRIES = 16
"""Even: whoever goes to a room comes back; and no more than one person may say at once."""
CROWD_OF_CPU, CPU = 1_000, 40
"""Milliseconds of the server's CPU that a frame to a thousand people may cost."""
LAST = "the last of them"
A_ROOM = 10
"""People of a room, when everybody is in one."""
CHOOSE = {"call": True, "return_to_main": True, "switch_rooms": True}

Step = Callable[[int], tuple[str, Callable[[], object]]]
"""What a turn is told as, and how it is done."""


async def measure(folder: Path) -> list[Figure]:
    """Have a line, a move and a broadcast told to crowds of each size, each on a server of its own."""
    return await asyncio.to_thread(uvloop.run, _crowds(folder))


async def _crowds(folder: Path) -> list[Figure]:
    figures: list[Figure] = []
    curves: dict[str, list[tuple[float, float]]] = {}
    for count in CROWDS:
        (folder / str(count)).mkdir()
        found = await _crowd(folder / str(count), count)
        figures += found
        for figure in found:
            if LAST in figure.name:
                curves.setdefault(figure.name.partition(" to ")[0], []).append(
                    (count, median(figure.samples))
                )
    title = "From sending to the last page"
    plot.keep(plot.PICTURES / "reach-people.svg", title, "people", "ms", curves)
    return figures


async def _crowd(folder: Path, count: int) -> list[Figure]:
    async with running(folder) as load:
        meeting = await load.server.create_meeting()
        host = await load.entrance.enter(meeting.moderator, "Host")
        empty = resident(load.server.pid)
        everybody = [host, *await load.entrance.crowd(meeting.participant, count - 1)]
        await load.idle(host)
        full = resident(load.server.pid)
        await _offer_rooms(load, meeting, count)
        figures = [
            Figure(f"memory of a connection, {count} people", "kB", (1000 * (full - empty) / (count - 1),)),
            *await _told(load, everybody, "a line", partial(_line, everybody)),
            *await _told(load, everybody, "a move", partial(_move, everybody)),
        ]
        await _break_out(load, meeting, everybody[1:])
        figures += await _told(load, everybody, "a broadcast", partial(_broadcast, host))
        await gone(everybody)
    return figures


async def _offer_rooms(load: Load, meeting: Meeting, count: int) -> None:
    """Open rooms that people choose themselves: all are in main until they do."""
    rooms = {"rooms": max(2, count // A_ROOM), "assign": "choose", "time_limit": None, "allow": CHOOSE}
    await load.command(meeting, {"type": "configure_breakout", **rooms})
    await load.command(meeting, {"type": "start_breakout"})


async def _break_out(load: Load, meeting: Meeting, people: Sequence[Visitor]) -> None:
    """Bring everybody into a room."""
    for person in people:
        person.expect('["put","room",{"id":"r')
    await load.command(meeting, {"type": "shuffle"})
    for person in people:
        await person.arrived


def _line(everybody: Sequence[Visitor], turn: int) -> tuple[str, Callable[[], object]]:
    text = f"Line number {turn} of those that are measured"
    return text, partial(everybody[turn % len(everybody)].ask, line(text))


def _broadcast(host: Visitor, turn: int) -> tuple[str, Callable[[], object]]:
    text = f"Announcement number {turn} of those that are measured"
    return text, partial(host.ask, {"type": "broadcast", "text": text})


def _move(everybody: Sequence[Visitor], turn: int) -> tuple[str, Callable[[], object]]:
    """Have somebody go to a room, and in the next turn come back; the host, who is told more, stays."""
    mover = everybody[1 + (turn // 2) % (len(everybody) - 1)]
    go: dict[str, object] = {"type": "join_room", "room": "main" if turn % 2 else "r1"}
    return f'mate/{mover.person}"', partial(mover.ask, go)


async def _told(load: Load, everybody: Sequence[Visitor], name: str, step: Step) -> list[Figure]:
    half, last = [], []
    host = everybody[0]
    await load.idle(host)
    before = cpu(load.server.pid)
    for turn in range(TRIES):
        delays = await reaches(everybody, *step(turn))
        half.append(1000 * median(delays))
        last.append(1000 * max(delays))
    await load.idle(host)
    spent = 1000 * (cpu(load.server.pid) - before) / TRIES
    count = len(everybody)
    aim = HALF_OF_THEM if count == CROWD_OF_AIM and name == "a line" else None
    most = CPU if count == CROWD_OF_CPU else None
    return [
        Figure(f"{name} to {count} people, half of them", "ms", tuple(half), aim),
        Figure(f"{name} to {count} people, {LAST}", "ms", tuple(last)),
        Figure(
            f"{name} to {count} people, CPU of the server",
            "ms",
            (spent,),
            most,
        ),
    ]
