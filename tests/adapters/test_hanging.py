"""A PostgreSQL that hangs rather than dies: whoever asks it is told in time, and nothing acts twice."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import suppress

import pytest
from sqlalchemy import insert

from reconvene.adapters import checks
from reconvene.adapters.database import Database, DatabaseUnreachable, open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_documents import SqlDocuments
from reconvene.adapters.sql_files import SqlFileIndex
from reconvene.adapters.sql_log import SqlLog
from reconvene.adapters.sql_tables import commits
from reconvene.live.document_ports import DocumentKey, StoredUpdate
from reconvene.live.file_ports import Content
from reconvene.live.ports import Commit, LogConflict, LogUnavailable, MeetingInfo
from reconvene.meeting.ids import MAIN, FileId, MeetingId, Millis, PersonId
from tests.support import postgresql
from tests.support.postgresql import PostgreSQL

MEETING = MeetingId("m_1")
EVA = PersonId("eva")
PATIENCE = Millis(400)
IN_TIME = 5.0
"""Seconds in which an answer must be there; it takes `PATIENCE` and a farewell, on a busy machine longer."""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    """A database server that can be made to hang."""
    with postgresql.running() as running:
        yield running


@pytest.fixture
async def database(server: PostgreSQL) -> AsyncIterator[Database]:
    """Its database, asked with little patience, with one meeting and some connections that are open."""
    async with open_database(server.url, PATIENCE) as database:
        directory = SqlDirectory(database)
        await directory.create_meeting(MeetingInfo(MEETING, "Test", Millis(1)))
        await asyncio.gather(*(directory.meeting(MEETING) for _ in range(5)))
        yield database
        await directory.delete_meeting(MEETING)


def commit(seq: int) -> Commit:
    """Return a commit by a command."""
    return Commit(seq, Millis(seq), EVA, f"c{seq}", ())


async def refused(asking: Awaitable[object]) -> float:
    """Return after how many seconds it was said that the database does not answer."""
    begun = time.monotonic()
    with pytest.raises(LogUnavailable, match="in time"):
        await asking
    return time.monotonic() - begun


async def test_whoever_asks_a_hung_database_is_told_in_time_and_all_goes_on_with_it(
    server: PostgreSQL, database: Database
) -> None:
    """RT1: reading and writing, more at once than there are connections; none is used again."""
    log, directory, files = SqlLog(database), SqlDirectory(database), SqlFileIndex(database)
    board = DocumentKey(MEETING, "board", MAIN)
    server.hang()
    try:
        waits = await asyncio.gather(
            refused(log.append(MEETING, commit(1), {}, None)),
            refused(directory.create_meeting(MeetingInfo(MeetingId("m_2"), "Late", Millis(1)))),
            refused(directory.names(MEETING)),
            refused(directory.set_name(MEETING, EVA, "Eva", Millis(1))),
            refused(SqlDocuments(database).append(board, StoredUpdate(1, b"a"))),
            refused(files.add(MEETING, FileId("f_1"), Content("ab" * 32, 1, "image/png", "image"))),
            *(refused(directory.meeting(MEETING)) for _ in range(20)),
        )
    finally:
        server.go_on()
    assert max(waits) < IN_TIME
    await directory.set_name(MEETING, EVA, "Eva", Millis(2))
    assert dict(await directory.names(MEETING)) == {EVA: "Eva"}
    assert list(await log.read(MEETING, 0)) in ([], [commit(1)])


async def test_a_commit_that_a_hung_database_stored_after_all_is_found_and_not_stored_twice(
    server: PostgreSQL, database: Database
) -> None:
    """RT1: the hang comes when all that is missing is the commit; the log's next writer is told of it."""
    log = SqlLog(database)

    async def store() -> None:
        row = {"meeting_id": MEETING, "seq": 1, "at": 1, "by": EVA, "command_id": "c1", "events": "[]"}
        async with database.writing() as connection:
            await connection.execute(insert(commits).values(row))
            server.hang()

    await refused(store())
    server.go_on()
    with suppress(LogConflict):  # or it was not stored
        await log.append(MEETING, commit(1), {}, None)
    assert list(await log.read(MEETING, 0)) == [commit(1)]


async def test_a_hung_database_does_not_hold_up_the_end(server: PostgreSQL) -> None:
    """RT1: its idle connections are cut if they cannot be closed."""
    async with open_database(server.url, PATIENCE) as database:
        await asyncio.gather(*(SqlLog(database).latest() for _ in range(5)))
        server.hang()
        begun = time.monotonic()
    ended = time.monotonic() - begun
    server.go_on()
    assert ended < IN_TIME


async def test_a_start_over_a_hung_database_ends_with_one_sentence(server: PostgreSQL) -> None:
    """The outside contract: also where only the doctor asks."""
    server.hang()
    try:
        with pytest.raises(DatabaseUnreachable, match=r"did not answer in time.*check --database"):
            async with open_database(server.url, PATIENCE):
                pass
        assert (await checks.database(server.url, PATIENCE)).level == "failure"
    finally:
        server.go_on()
