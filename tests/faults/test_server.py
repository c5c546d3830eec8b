"""The server is killed, restarted, or its database fails: nobody is thrown out, nothing answered is lost."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.server import Server
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.faults.visitor import Party, Visitor, party

BACK = 3.0
"""Seconds in which clients are to be whole again after the server is back."""
GRACE = 10.0
"""Seconds of a busy machine that are no fault; what was measured is noted."""
QUIET = ("none", "draft", "open", "closing", "closed")
"""Phases of a session, besides the one in which countdowns run."""
TOGETHER = ("none", "draft")
"""Phases in which those who see each other stay in one room."""
ALLOW = {"call": True, "return_to_main": True, "switch_rooms": False}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server to be harmed."""
    async with Server(tmp_path / "data") as running:
        yield running


async def configure(gathered: Party, rooms: int = 2) -> None:
    """Make a draft with everybody dealt out."""
    settings = {"rooms": rooms, "assign": "automatic", "late": "hold", "time_limit": None, "allow": ALLOW}
    assert await gathered.host.command("configure_breakout", **settings) is None


async def start(gathered: Party) -> None:
    """Open the session."""
    await configure(gathered)
    assert await gathered.host.command("start_breakout") is None


async def phase(gathered: Party, wanted: str) -> None:
    """Bring the meeting into a phase; *counting* is open with moves on their way."""
    if wanted == "none":
        return
    await configure(gathered)
    if wanted == "draft":
        return
    await gathered.host.command("start_breakout")
    if wanted == "counting":
        return

    await gathered.in_rooms()
    if wanted != "open":
        await gathered.host.command("end_breakout")
    if wanted == "closed":
        await eventually(gathered.records, lambda seen: seen["meeting"]["phase"] == "closed", "it is closed")


def seats(gathered: Party) -> dict[str, tuple[object, ...]]:
    """Return what everybody must still have after a fault."""
    kept = ("role", "microphone", "camera", "assignment", "hand")
    return {person.person: tuple(person.me[field] for field in kept) for person in gathered.people}


async def whole(gathered: Party, killed: float, back: float) -> float:
    """Return how many seconds after the server's return the last one was back; 0 if all were back by then."""
    last = await gathered.welcomed_since(killed)
    return max(0.0, last - back)


def gone(killed: float, back: float) -> str:
    """Say for how long there was no server."""
    return f"no server for {back - killed:.1f} s"


async def _goes_on(person: Visitor, move: dict[str, Any] | None) -> None:
    """See that a countdown is what it was as long as it is not due, and wait until its end has come."""
    still = person.me["move"]
    now = await person.ping()
    assert still == move or (move is not None and still is None and now >= move["due"])
    if move is None:
        return

    async def landed() -> bool:
        return person.me["move"] is None and person.me["room"] == move["room"]

    await eventually(landed, bool, "the countdown ends where it was to end")
    assert await person.ping() >= move["due"]


@pytest.mark.parametrize(
    "when",
    [
        "counting",
        *(pytest.param(when, marks=pytest.mark.every_fault) for when in QUIET),
    ],
)
async def test_a_killed_server_is_hardly_noticed_in_any_phase(
    server: Server, outcomes: Outcomes, when: str
) -> None:
    """JN2, TM3: media never stop; after its return all have seat, role, devices and countdowns as before."""
    async with party(server, participants=2, filmed=2) as gathered:
        await gathered.others[1].command("raise_hand", raised=True)
        await phase(gathered, when)
        before, moves = seats(gathered), [person.me["move"] for person in gathered.people]
        seen = {person: person.sees() for person in gathered.filmed}
        killed = time.monotonic()
        server.kill()
        await server.start()
        back = time.monotonic()
        took = await whole(gathered, killed, back)
        assert took < BACK + GRACE
        assert seats(gathered) == before or when == "closing"
        if when == "counting":
            await asyncio.gather(*map(_goes_on, gathered.people, moves))
        gaps = [
            person.longest_gap(luma, killed, min(back, killed + 2.0))
            for person in gathered.filmed
            for luma in seen[person]
        ]
        assert all(person.builds == 1 for person in gathered.filmed), "media were made anew"
        outcomes.note(
            f"server killed (phase: {when})",
            f"{gone(killed, back)}: sound, picture, countdowns go on; a band; seat, role, devices as before",
            took,
            BACK,
            max(gaps, default=None) if when in TOGETHER else None,
        )


async def _stream(person: Visitor, stop: asyncio.Event) -> None:
    up = True
    while not stop.is_set():
        await person.command("raise_hand", raised=up)
        up = not up


def rows(server: Server, meeting: str) -> list[tuple[int, str | None, str | None]]:
    """Return number, author and command of every row of a meeting's log."""
    with closing(sqlite3.connect(server.data / "reconvene.db")) as database:
        found = database.execute(
            'SELECT seq, "by", command_id FROM commits WHERE meeting_id = ? ORDER BY seq', (meeting,)
        )
        return list(found)


@pytest.mark.parametrize("kills", [2, pytest.param(10, marks=pytest.mark.every_fault)])
async def test_a_server_killed_while_it_writes_loses_no_answered_command_and_doubles_none(
    server: Server, outcomes: Outcomes, kills: int
) -> None:
    """Killed in the middle of appends and mass moves: what was answered stands in the log, once."""
    async with party(server, participants=6) as gathered:
        await start(gathered)
        stop, took = asyncio.Event(), 0.0
        async with asyncio.TaskGroup() as group:
            for person in gathered.others:
                group.create_task(_stream(person, stop))
            for number in range(kills):
                group.create_task(gathered.host.command("shuffle"))
                await gathered.answers(20 + 7 * number)
                server.kill()
                killed = time.monotonic()
                await server.start()
                took = max(took, await whole(gathered, killed, time.monotonic()))
            stop.set()
        answered = [identity for person in gathered.people for identity in person.answered]
        log = rows(server, gathered.meeting)
        counted = Counter(identity for _, _, identity in log if identity is not None)
        assert [seq for seq, _, _ in log] == list(range(1, len(log) + 1))
        assert max(counted.values()) == 1, "a command acted twice"
        # A hand that is up already, or a shuffle that finds nobody, leaves no row and changes nothing.
        lost = [identity for identity in answered if counted[identity] == 0]
        assert not lost, f"{len(lost)} of {len(answered)} answered commands are not in the log"
        outcomes.note(
            f"server killed {kills} times while {len(gathered.people)} people send commands and shuffle",
            f"{len(answered)} commands answered, none lost, none twice",
            took,
            BACK,
        )


async def test_a_restart_is_told_leaves_media_running_and_answers_what_was_asked(
    server: Server, outcomes: Outcomes
) -> None:
    """JN2: SIGTERM: exits within 10 s, every page is told 1012, Janus goes on for the next server."""
    async with party(server, participants=3, filmed=2) as gathered:
        await start(gathered)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for person in gathered.others:
                group.create_task(_stream(person, stop))
            before = time.monotonic()
            ended = await asyncio.to_thread(server.restart)
            await server.start()
            back = time.monotonic()
            took = await whole(gathered, before, back)
            stop.set()
        assert ended < 10.0
        assert took < BACK + GRACE
        assert {code for person in gathered.people for code in person.closed} == {1012}
        assert all(person.builds == 1 for person in gathered.filmed), "media were made anew"
        log = Counter(identity for _, _, identity in rows(server, gathered.meeting))
        for person in gathered.people:
            assert all(log[identity] == 1 for identity in person.answered)
        outcomes.note(
            "server restarted (SIGTERM)",
            f'"The server restarts", then all is as before; the old one ended within {ended:.1f} s, '
            f"{gone(before, back)} in all",
            took,
            BACK,
        )
