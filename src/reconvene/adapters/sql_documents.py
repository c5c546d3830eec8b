"""Boards and notes in SQLite or PostgreSQL."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, insert, select

from reconvene.adapters.database import THOROUGH, Database, RowRefused
from reconvene.adapters.sql_tables import document_updates as updates
from reconvene.live.document_ports import DocumentKey, StoredUpdate
from reconvene.live.ports import LogConflict
from reconvene.meeting.ids import MeetingId


class SqlDocuments:
    """`reconvene.live.document_ports.DocumentStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, key: DocumentKey) -> Sequence[StoredUpdate]:
        """Return all of a document."""
        query = select(updates.c.seq, updates.c.update).where(_of(key)).order_by(updates.c.seq)
        async with self._database.reading(THOROUGH) as connection:
            rows = (await connection.execute(query)).all()
        return [StoredUpdate(seq, update) for seq, update in rows]

    async def append(self, key: DocumentKey, stored: StoredUpdate) -> None:
        """Store a change."""
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(updates).values(_row(key, stored)))
        except RowRefused as error:
            raise LogConflict(key.meeting, stored.seq) from error

    async def compact(self, key: DocumentKey, whole: StoredUpdate) -> None:
        """Put one change in the place of all that it holds."""
        async with self._database.writing(THOROUGH) as connection:
            await connection.execute(delete(updates).where(_of(key), updates.c.seq <= whole.seq))
            await connection.execute(insert(updates).values(_row(key, whole)))

    async def forget(self, meeting: MeetingId) -> None:
        """Delete a meeting's documents."""
        async with self._database.writing(THOROUGH) as connection:
            await connection.execute(delete(updates).where(updates.c.meeting_id == meeting))


def _of(key: DocumentKey) -> ColumnElement[bool]:
    return (
        (updates.c.meeting_id == key.meeting) & (updates.c.kind == key.kind) & (updates.c.room_id == key.room)
    )


def _row(key: DocumentKey, stored: StoredUpdate) -> dict[str, object]:
    return {
        "meeting_id": key.meeting,
        "kind": key.kind,
        "room_id": key.room,
        "seq": stored.seq,
        "update": stored.update,
    }
