"""The database: SQLite or PostgreSQL, brought up to date, and a deadline for whatever is asked of it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from reconvene.live.ports import LogSilent, LogUnavailable
from reconvene.meeting.ids import Millis

PATIENCE: Final = Millis(5_000)
"""How long a transaction may take, from asking for a connection to the commit."""

THOROUGH: Final = Millis(60_000)
"""How long one may take that reads or deletes all there is of a meeting."""

_UPGRADE: Final = Millis(60 * 60_000)
"""How long tables may take to be brought up to date: their rows may all be written anew."""

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


class DatabaseUnreachable(Exception):
    """The database cannot be used; the message is one sentence that says what to do."""


class RowRefused(LogUnavailable):
    """The tables do not take a row: its key is taken, or what it belongs to is gone. Nothing was stored."""


class Database:
    """Every use of a database: one transaction each, with a deadline, and refused in one way.

    Each block raises `LogUnavailable` for whatever the database says no with, also by not answering in time.
    A connection that did not answer is given up. What it was asked last may then be done or not, or be done
    still when a server that hung goes on, as when it was killed.
    """

    def __init__(self, engine: AsyncEngine, patience: Millis) -> None:
        self._engine = engine
        self._patience = patience
        # SQLite has one writer at a time and lets those who wait try by chance; so they queue here.
        self._turn = asyncio.Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of ours rather than a server."""
        return self._engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def reading(self, within: Millis | None = None) -> AsyncIterator[AsyncConnection]:
        """Yield a connection to read with; ``within`` is how long, if that is longer than usual."""
        async with self._in_time() as deadline, self._engine.connect() as connection:
            await _prolong(deadline, connection, within)
            yield connection

    @asynccontextmanager
    async def writing(self, within: Millis | None = None) -> AsyncIterator[AsyncConnection]:
        """Yield a connection whose changes are stored when the block ends; raises `RowRefused` too."""
        async with self._in_time() as deadline, self._turn, self._engine.begin() as connection:
            await _prolong(deadline, connection, within)
            yield connection

    @asynccontextmanager
    async def alone(self, within: Millis) -> AsyncIterator[AsyncConnection]:
        """Yield a connection for what cannot be part of a transaction."""
        async with self._in_time() as deadline, self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await _prolong(deadline, connection, within)
            yield connection

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[asyncio.Timeout]:
        with _translated():
            async with asyncio.timeout(self._patience / 1000) as deadline:
                yield deadline


async def _prolong(deadline: asyncio.Timeout, connection: AsyncConnection, within: Millis | None) -> None:
    """Give more time to a database that answers at all."""
    if within is not None:
        await connection.execute(select(1))
        deadline.reschedule(asyncio.get_running_loop().time() + within / 1000)


@asynccontextmanager
async def open_database(url: str, patience: Millis = PATIENCE) -> AsyncIterator[Database]:
    """Yield a database with up-to-date tables; raises `DatabaseUnreachable`.

    ``url`` is ``sqlite+aiosqlite:///FILE`` or ``postgresql+asyncpg://…``. ``patience`` is how long an
    ordinary transaction may take, with waiting for another process that holds an SQLite file.
    """
    engine = _engine(url)
    database = Database(engine, patience)
    if database.is_sqlite:
        event.listen(engine.sync_engine, "connect", partial(_make_sqlite_durable, patience))
    try:
        with _explained():
            if database.is_sqlite:
                _probe_sqlite(engine.url.database or ":memory:")
            async with database.reading() as connection:
                present = await connection.run_sync(_revision)
            if present != ScriptDirectory(str(_MIGRATIONS)).get_current_head():
                async with database.writing(_UPGRADE) as connection:
                    await connection.run_sync(_migrate)
        yield database
    finally:
        await engine.dispose()


async def revisions(url: str, patience: Millis = PATIENCE) -> tuple[str | None, str, frozenset[str]]:
    """Return a database's revision (none while it is empty), the newest one, and all that are known here.

    Nothing is changed. Raises `DatabaseUnreachable`.
    """
    scripts = ScriptDirectory(str(_MIGRATIONS))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    newest = scripts.get_current_head() or ""
    if _is_missing_file(url):
        return None, newest, known
    engine = _engine(url)
    try:
        with _explained():
            async with Database(engine, patience).reading() as connection:
                return await connection.run_sync(_revision), newest, known
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    address = parsed(url)
    with _address_explained():
        return create_async_engine(address, connect_args=_arguments(address))


def parsed(url: str) -> URL:
    """Return the parts of a database's address; raises `DatabaseUnreachable` for what is none."""
    with _address_explained():
        return make_url(url)


@contextmanager
def _address_explained() -> Iterator[None]:
    """Raise `DatabaseUnreachable` where the block finds no use for the address."""
    try:
        yield
    except (SQLAlchemyError, ImportError) as error:
        message = (
            f"The database's address is not one that can be used ({error}); it is sqlite+aiosqlite:///FILE, "
            "or postgresql+asyncpg://user@host/name with 'reconvene[postgres]' installed."
        )
        raise DatabaseUnreachable(message) from error


def _arguments(address: URL) -> dict[str, Any]:
    """Return what connections are made with besides the address."""
    if address.get_backend_name() != "postgresql":
        return {}
    from reconvene.adapters.brief_farewell import BriefFarewell  # noqa: PLC0415 - asyncpg is of an extra

    return {"connection_class": BriefFarewell}


def _is_missing_file(url: str) -> bool:
    address = parsed(url)
    return address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _probe_sqlite(file: str) -> None:
    """Raise ``sqlite3.Error`` if the file cannot be opened.

    aiosqlite would fail as well, but its thread then reports to a loop that may be gone by then.
    """
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master")


def _make_sqlite_durable(patience: Millis, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Let readers and writer not block each other, a commit outlive the power, zeros replace what goes.

    SQLite gives up waiting a moment before we do, so that the connection can be used again.
    """
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={patience * 9 // 10}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _translated() -> Iterator[None]:
    """Raise `LogUnavailable` for whatever the database says no with."""
    try:
        yield
    except TimeoutError as error:
        raise LogSilent("the database did not answer in time") from error
    except IntegrityError as error:
        raise RowRefused(_reason(error)) from error
    except (SQLAlchemyError, OSError) as error:  # a database that cannot be reached is the system's to report
        raise LogUnavailable(_reason(error)) from error


@contextmanager
def _explained() -> Iterator[None]:
    """Raise `DatabaseUnreachable` if the database cannot be used, or was written by a newer version."""
    try:
        yield
    except CommandError as error:
        message = "The database was written by a newer Reconvene; install that version, or restore a backup."
        raise DatabaseUnreachable(message) from error
    except (LogUnavailable, sqlite3.Error) as error:
        reason = str(error).partition("\n")[0]
        message = f"The database cannot be used ({reason}); check --database and that it is running."
        raise DatabaseUnreachable(message) from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error)
