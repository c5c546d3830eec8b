"""The database, and the log in it: SQLite or PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Row, event, func, insert, make_url, select, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from reconvene.adapters.sql_chat import write_chat
from reconvene.adapters.sql_tables import commits, meetings, words
from reconvene.live.ports import NOTHING_SAID, ChatChange, Commit, LogConflict, LogUnavailable, LogUnreadable
from reconvene.meeting.ids import MeetingId, Millis, TextId
from reconvene.wire.event_log import decode_events, encode_events

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


class DatabaseUnreachable(Exception):
    """The database cannot be used; the message is one sentence that says what to do."""


@asynccontextmanager
async def open_database(url: str, busy_timeout: Millis = Millis(5_000)) -> AsyncIterator[AsyncEngine]:
    """Yield an engine on a database with up-to-date tables; raises `DatabaseUnreachable`.

    ``url`` is ``sqlite+aiosqlite:///FILE`` or ``postgresql+asyncpg://…``. ``busy_timeout`` is how long a
    write waits for another process that holds an SQLite file.
    """
    engine = create_async_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", partial(_make_sqlite_durable, busy_timeout))
    try:
        if engine.dialect.name == "sqlite":
            _probe_sqlite(engine.url.database or ":memory:")
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    except CommandError as error:
        await engine.dispose()
        message = "The database was written by a newer Reconvene; install that version, or restore a backup."
        raise DatabaseUnreachable(message) from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        await engine.dispose()
        raise DatabaseUnreachable(_unreachable(error)) from error
    try:
        yield engine
    finally:
        await engine.dispose()


async def revisions(url: str) -> tuple[str | None, str, frozenset[str]]:
    """Return a database's revision (none while it is empty), the newest one, and all that are known here.

    Nothing is changed. Raises `DatabaseUnreachable`.
    """
    scripts = ScriptDirectory(str(_MIGRATIONS))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    newest = scripts.get_current_head() or ""
    if _is_missing_file(url):
        return None, newest, known
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision), newest, known
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise DatabaseUnreachable(_unreachable(error)) from error
    finally:
        await engine.dispose()


def _is_missing_file(url: str) -> bool:
    address = make_url(url)
    return address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _unreachable(error: Exception) -> str:
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return f"The database cannot be used ({reason}); check --database and that it is running."


def _probe_sqlite(file: str) -> None:
    """Raise ``sqlite3.Error`` if the file cannot be opened.

    aiosqlite would fail as well, but its thread then reports to a loop that may be gone by then.
    """
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master")


def _make_sqlite_durable(
    busy_timeout: Millis, connection: DBAPIConnection, _entry: ConnectionPoolEntry
) -> None:
    """Let readers and writer not block each other, a commit outlive the power, zeros replace what goes."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={busy_timeout}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def translated() -> Iterator[None]:
    """Raise `LogUnavailable` for whatever the database says no with."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:  # a database that cannot be reached is the system's to report
        raise LogUnavailable(str(getattr(error, "orig", None) or error)) from error


def _commit(meeting: MeetingId, row: Row[Any]) -> Commit:
    try:
        events = decode_events(row.events)
    except ValueError as error:
        message = f"Row {row.seq} of the log of {meeting} was written by a newer Reconvene; install that one."
        raise LogUnreadable(message) from error
    return Commit(row.seq, Millis(row.at), row.by, row.command_id, events)


class SqlLog:
    """`reconvene.live.ports.Log` in SQL."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # SQLite has one writer at a time and lets those who wait try by chance; so they queue here.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    async def append(
        self,
        meeting: MeetingId,
        commit: Commit,
        said: Mapping[TextId, str],
        wake_at: Millis | None,
        chat: ChatChange = NOTHING_SAID,
    ) -> None:
        """Store a commit in one transaction with its words and when the meeting must wake."""
        row = {
            "meeting_id": meeting,
            "seq": commit.seq,
            "at": commit.at,
            "by": commit.by,
            "command_id": commit.command_id,
            "events": encode_events(commit.events),
        }
        with translated():
            try:
                async with self._turn, self._engine.begin() as connection:
                    await connection.execute(insert(commits).values(row))
                    for text, spoken in said.items():
                        said_row = {
                            "meeting_id": meeting,
                            "text_id": text,
                            "text": spoken,
                            "by": commit.by,
                            "at": commit.at,
                        }
                        await connection.execute(insert(words).values(said_row))
                    await write_chat(connection, meeting, chat)
                    await connection.execute(
                        update(meetings).where(meetings.c.id == meeting).values(wake_at=wake_at)
                    )
            except IntegrityError as error:
                raise LogConflict(meeting, commit.seq) from error

    async def read(self, meeting: MeetingId, after: int) -> Sequence[Commit]:
        """Return the commits after a ``seq``."""
        query = (
            select(commits)
            .where(commits.c.meeting_id == meeting, commits.c.seq > after)
            .order_by(commits.c.seq)
        )
        with translated():
            async with self._engine.connect() as connection:
                rows = (await connection.execute(query)).all()
        return [_commit(meeting, row) for row in rows]

    async def latest(self) -> Millis:
        """Return when the last commit of all was made."""
        with translated():
            async with self._engine.connect() as connection:
                return Millis(await connection.scalar(select(func.max(commits.c.at))) or 0)

    async def awake(self) -> Sequence[MeetingId]:
        """Return the meetings that asked to be woken."""
        query = select(meetings.c.id).where(meetings.c.wake_at.is_not(None)).order_by(meetings.c.wake_at)
        with translated():
            async with self._engine.connect() as connection:
                return [MeetingId(found) for found in (await connection.scalars(query)).all()]
