"""The database server is gone for a while: nothing is answered that is not stored, and all goes on later."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from reconvene.adapters.sql_tables import commits
from tests.e2e.server import Server
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import BACK, GRACE, seats, start
from tests.faults.visitor import Party, Visitor, party
from tests.support import postgresql
from tests.support.postgresql import PostgreSQL

TOO_FAST = "TOO_FAST"
STOPPED = 10.0
"""Seconds in which a server ends that is told to."""
LONGEST_ANSWER = 15.0
"""Seconds in which whoever asks is told: several transactions may have to give up one after the other."""


@pytest.fixture
def database() -> Iterator[PostgreSQL]:
    """A database server to be harmed."""
    with postgresql.running() as running:
        yield running


async def stored(url: str, meeting: str) -> list[tuple[int, str | None]]:
    """Return number and command of every row of a meeting's log."""
    engine = create_async_engine(url)
    query = select(commits.c.seq, commits.c.command_id).where(commits.c.meeting_id == meeting)
    async with engine.connect() as connection:
        found = [(row.seq, row.command_id) for row in await connection.execute(query.order_by(commits.c.seq))]
    await engine.dispose()
    return found


async def _talk(person: Visitor, stop: asyncio.Event) -> None:
    """Say one thing after the other; each would be read twice if it acted twice."""
    number, raised = 0, False
    while not stop.is_set():
        number += 1
        refusal = await person.command("say", conversation="room:main", text=f"{person.person} {number}")
        if refusal is not None:
            assert refusal["code"] == TOO_FAST
            raised = not raised
            await person.command("raise_hand", raised=raised)


async def _refused_with_a_sentence(server: Server) -> None:
    """A program that asks meanwhile is told why it gets no answer, and what to do."""
    key = {"Authorization": f"Bearer {(server.data / 'api-key').read_text().strip()}"}
    async with httpx.AsyncClient(base_url=server.url, headers=key, timeout=LONGEST_ANSWER) as http:
        answer = await http.post("api/v1/meetings", json={"title": "Later"})
    assert (answer.status_code, answer.json()["code"]) == (503, "STORAGE_FAILED")
    assert len(answer.json()["message"]) > len("No.")


async def _everybody_is_sent_away(gathered: Party) -> None:
    async def sent_away() -> bool:
        return all(person.closed for person in gathered.people)

    await eventually(sent_away, bool, "every page is told to come back")


async def _nothing_is_lost(gathered: Party, database: PostgreSQL) -> int:
    """See that every answered command is in the log, none twice, and that all goes on; return how many."""
    log = await stored(database.url, gathered.meeting)
    assert [seq for seq, _ in log] == list(range(1, len(log) + 1))
    counted = Counter(identity for _, identity in log if identity is not None)
    assert max(counted.values()) == 1, "a command acted twice"
    answered = [identity for person in gathered.people for identity in person.answered]
    lost = [identity for identity in answered if counted[identity] == 0]
    assert not lost, f"{len(lost)} of {len(answered)} answered commands are not in the log"
    assert all(person.builds == 1 for person in gathered.filmed), "media were made anew"
    before = seats(gathered)
    await start(gathered)
    assert {person: seat[0] for person, seat in seats(gathered).items()} == {
        person: seat[0] for person, seat in before.items()
    }
    return len(answered)


@pytest.mark.every_fault
async def test_a_database_server_that_is_gone_answers_nothing_and_goes_on_when_it_is_back(
    tmp_path: Path, database: PostgreSQL, outcomes: Outcomes
) -> None:
    """RT1: what was answered is stored, once; nobody loses a seat; media never stop."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Server(tmp_path / "data", "--database", database.url))
        gathered = await stack.enter_async_context(party(server, participants=3, filmed=2))
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for person in gathered.people:
                group.create_task(_talk(person, stop))
            await gathered.answers(20)
            database.kill()
            await _everybody_is_sent_away(gathered)
            await _refused_with_a_sentence(server)
            database.start()
            back = time.monotonic()
            await gathered.answers(4)
            took = await gathered.welcomed_since(back) - back
            stop.set()
        answered = await _nothing_is_lost(gathered, database)
        assert took < BACK + GRACE
        outcomes.note(
            "database server killed (PostgreSQL), and back",
            f"commands wait, pages reconnect; {answered} answered, none lost, none twice",
            took,
            BACK,
        )


@pytest.mark.every_fault
async def test_a_database_server_that_hangs_is_not_waited_for_and_all_goes_on_with_it(
    tmp_path: Path, database: PostgreSQL, outcomes: Outcomes
) -> None:
    """RT1: as if it were gone, for whoever is in a meeting, wants in, erases or asks; media never stop."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Server(tmp_path / "data", "--database", database.url))
        gathered = await stack.enter_async_context(party(server, participants=3, filmed=2))
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for person in gathered.people:
                group.create_task(_talk(person, stop))
            await gathered.answers(20)
            database.hang()
            hung = time.monotonic()
            await _everybody_is_sent_away(gathered)
            noticed = time.monotonic() - hung
            await _refused_with_a_sentence(server)
            await _nobody_else_waits(server, gathered)
            seen = [person.sees() for person in gathered.filmed]
            database.go_on()
            back = time.monotonic()
            await _everybody_is_answered(gathered)
            took = time.monotonic() - back
            stop.set()
        assert all(seen), "pictures stood still"
        answered = await _nothing_is_lost(gathered, database)
        assert took < BACK + GRACE
        outcomes.note(
            "database server hung (PostgreSQL, SIGSTOP), and going on",
            f"after {noticed:.0f} s without an answer pages reconnect, commands wait; {answered} answered, "
            "none lost, none twice",
            took,
            BACK,
        )


async def _everybody_is_answered(gathered: Party) -> None:
    before = {person.person: len(person.answered) for person in gathered.people}

    async def answered() -> bool:
        return all(len(person.answered) > before[person.person] for person in gathered.people)

    await eventually(answered, bool, "everybody's commands are answered again")


async def _nobody_else_waits(server: Server, gathered: Party) -> None:
    """Erasing, deleting, reading and the checks of machines are answered in time as well."""
    key = {"Authorization": f"Bearer {(server.data / 'api-key').read_text().strip()}"}
    meeting = f"api/v1/meetings/{gathered.meeting}"
    async with httpx.AsyncClient(base_url=server.url, headers=key, timeout=LONGEST_ANSWER) as http:
        assert (await http.get("healthz")).status_code == 200
        answers = await asyncio.gather(
            http.delete(f"{meeting}/words"),
            http.get(f"{meeting}/report"),
            http.delete(f"{meeting}/people/{gathered.host.person}/words"),
            http.delete(f"{meeting}/links"),
            http.delete(meeting),
        )
    assert {answer.status_code for answer in answers} == {503}


@pytest.mark.every_fault
async def test_a_server_over_a_hung_database_stops_when_it_is_told_to(
    tmp_path: Path, database: PostgreSQL
) -> None:
    """JN2: within ten seconds while commands wait, and media go on; the next one says why it cannot start."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Server(tmp_path / "data", "--database", database.url))
        gathered = await stack.enter_async_context(party(server, participants=2, filmed=2))
        database.hang()
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(one.command("raise_hand", raised=True)) for one in gathered.others]
            assert await asyncio.to_thread(server.restart) < STOPPED
            assert not any(one.done() for one in asked)
            begun = time.monotonic()
            with pytest.raises(AssertionError, match="did not answer in time"):
                await server.start()
            assert time.monotonic() - begun < STOPPED
            database.go_on()
            await server.start()
        log = await stored(database.url, gathered.meeting)
        assert max(Counter(identity for _, identity in log if identity is not None).values()) == 1
        assert all(person.builds == 1 for person in gathered.filmed), "media were made anew"
