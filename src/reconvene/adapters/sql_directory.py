"""The directory in SQLite or PostgreSQL: titles, names and words, which can be erased."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from reconvene.adapters.database import THOROUGH, Database
from reconvene.adapters.sql_chat import read_line, read_lines
from reconvene.adapters.sql_tables import commits, meetings, metadata, people, words
from reconvene.live.ports import Erased, Erasure, LinkRole, LogUnavailable, MeetingInfo
from reconvene.meeting.chat_state import Line, OlderLine
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import LineId, MeetingId, Millis, PersonId, TextId

_NULL: Final = "\0"
"""No id of ours has it, and PostgreSQL takes no text with it, not even to look for."""

_AT_ONCE: Final = 500
"""How many ids one statement names; databases take only so many."""

_WIPING: Final = Millis(30 * 60_000)
"""How long the database may take to be written anew, which is about a second for each 100 MB."""

_ROUNDS: Final = {"moderator": meetings.c.moderator_links, "participant": meetings.c.participant_links}


class SqlDirectory:
    """`reconvene.live.ports.Directory` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create_meeting(self, info: MeetingInfo) -> None:
        """Store a new meeting."""
        row = {"id": info.id, "title": info.title, "created": info.created, "wake_at": None}
        async with self._database.writing() as connection:
            await connection.execute(insert(meetings).values(row))

    async def meeting(self, meeting: MeetingId) -> MeetingInfo | None:
        """Return a meeting, if there is one of that id."""
        if _NULL in meeting:
            return None
        async with self._database.reading() as connection:
            found = await connection.execute(select(meetings).where(meetings.c.id == meeting))
            row = found.one_or_none()
        return None if row is None else _info(row)

    async def names(self, meeting: MeetingId) -> Mapping[PersonId, str]:
        """Return all names of a meeting."""
        query = select(people.c.person_id, people.c.name).where(people.c.meeting_id == meeting)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {PersonId(person): name for person, name in rows}

    async def words(self, meeting: MeetingId, texts: Collection[TextId]) -> Mapping[TextId, str]:
        """Return the words of some texts."""
        wanted = list(texts)
        said: dict[TextId, str] = {}
        async with self._database.reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                query = select(words.c.text_id, words.c.text).where(
                    words.c.meeting_id == meeting, words.c.text_id.in_(wanted[start : start + _AT_ONCE])
                )
                said.update({TextId(row.text_id): row.text for row in await connection.execute(query)})
        return said

    async def lines(
        self, meeting: MeetingId, conversation: ConversationId, before: int, limit: int
    ) -> Sequence[Line]:
        """Return lines of a conversation."""
        async with self._database.reading() as connection:
            return await read_lines(connection, meeting, conversation, before, limit)

    async def line(self, meeting: MeetingId, line: LineId) -> OlderLine | None:
        """Return a line by its id."""
        if _NULL in line:
            return None
        async with self._database.reading() as connection:
            return await read_line(connection, meeting, line)

    async def set_name(self, meeting: MeetingId, person: PersonId, name: str, at: Millis) -> None:
        """Store a name in place of the one there was."""
        row = {"meeting_id": meeting, "person_id": person, "name": name, "at": at}
        mine = (people.c.meeting_id == meeting) & (people.c.person_id == person)
        async with self._database.writing() as connection:
            await connection.execute(delete(people).where(mine))
            await connection.execute(insert(people).values(row))

    async def revoke_links(self, meeting: MeetingId, roles: Collection[LinkRole]) -> MeetingInfo | None:
        """Begin another round of links."""
        columns = [_ROUNDS[role] for role in roles]
        mine = meetings.c.id == meeting
        async with self._database.writing() as connection:
            for column in columns:
                await connection.execute(update(meetings).where(mine).values({column: column + 1}))
            row = (await connection.execute(select(meetings).where(mine))).one_or_none()
        return None if row is None else _info(row)

    async def erase(self, meeting: MeetingId, erasure: Erasure) -> Erased:
        """Erase names and texts in one transaction."""
        async with self._database.writing(THOROUGH) as connection:
            mine = _chosen(people, people.c.person_id, meeting, erasure)
            named = await _erase(connection, people.c.person_id, mine, erasure.kept_people)
            said = _chosen(words, words.c.by, meeting, erasure)
            texts = await _erase(connection, words.c.text_id, said, erasure.kept_texts)
        return Erased(frozenset(map(PersonId, named)), frozenset(map(TextId, texts)))

    async def delete_meeting(self, meeting: MeetingId) -> None:
        """Delete a meeting's rows of every table in one transaction."""
        async with self._database.writing(THOROUGH) as connection:
            for table in reversed(metadata.sorted_tables):
                column = meetings.c.id if table is meetings else table.c.meeting_id
                await connection.execute(delete(table).where(column == meeting))

    async def wipe(self) -> None:
        """Write the database anew: split pages and the WAL may hold copies of rows that are deleted."""
        async with self._database.alone(_WIPING) as connection:
            await connection.exec_driver_sql("VACUUM")
            if self._database.is_sqlite:
                reply = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                if reply.one()[0]:
                    raise LogUnavailable("somebody reads the database just now")

    async def quiet_since(self, before: Millis) -> Sequence[MeetingId]:
        """Return meetings that are older than a time and have no commit since."""
        lately = select(commits.c.seq).where(commits.c.meeting_id == meetings.c.id, commits.c.at >= before)
        query = select(meetings.c.id).where(meetings.c.created < before, ~lately.exists())
        return await self._ids(query.order_by(meetings.c.id))

    async def wordy_since(self, before: Millis) -> Sequence[MeetingId]:
        """Return meetings with names or texts from before a time."""
        named = select(people.c.meeting_id).where(people.c.at < before)
        said = select(words.c.meeting_id).where(words.c.at < before)
        return await self._ids(named.union(said))

    async def _ids(self, query: Select[tuple[str]] | CompoundSelect[tuple[str]]) -> list[MeetingId]:
        async with self._database.reading(THOROUGH) as connection:
            return [MeetingId(str(found)) for found in (await connection.scalars(query)).all()]


def _info(row: Row[tuple[object, ...]]) -> MeetingInfo:
    return MeetingInfo(
        MeetingId(row.id), row.title, Millis(row.created), row.moderator_links, row.participant_links
    )


def _chosen(
    table: Table, by: ColumnElement[str], meeting: MeetingId, erasure: Erasure
) -> ColumnElement[bool]:
    chosen = table.c.meeting_id == meeting
    if erasure.person is not None:
        chosen &= by == erasure.person
    if erasure.before is not None:
        chosen &= table.c.at < erasure.before
    return chosen


async def _erase(
    connection: AsyncConnection, key: Column[str], chosen: ColumnElement[bool], kept: Collection[str]
) -> list[str]:
    """Delete the chosen rows but those that are kept, and return their keys."""
    found = (await connection.scalars(select(key).where(chosen))).all()
    gone = [one for one in found if one not in kept]
    for start in range(0, len(gone), _AT_ONCE):
        await connection.execute(delete(key.table).where(chosen, key.in_(gone[start : start + _AT_ONCE])))
    return gone
