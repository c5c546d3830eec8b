"""What was brought back to main, in SQLite or PostgreSQL."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import delete, insert, select

from reconvene.adapters.database import Database, RowRefused
from reconvene.adapters.sql_tables import harvest_parts as table
from reconvene.live.harvest_ports import HarvestPart
from reconvene.meeting.ids import MeetingId, RoomId


class SqlHarvests:
    """`reconvene.live.harvest_ports.HarvestStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, meeting: MeetingId, number: int) -> Sequence[HarvestPart]:
        """Return a harvest's parts in their order."""
        query = (
            select(table.c.room_id, table.c.note, table.c.board)
            .where(table.c.meeting_id == meeting, table.c.number == number)
            .order_by(table.c.place)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [HarvestPart(RoomId(room), note, board) for room, note, board in rows]

    async def keep(self, meeting: MeetingId, number: int, parts: Sequence[HarvestPart]) -> None:
        """Store all parts in one transaction."""
        rows = [
            {
                "meeting_id": meeting,
                "number": number,
                "place": place,
                "room_id": part.room,
                "note": part.note,
                "board": part.board,
            }
            for place, part in enumerate(parts)
        ]
        with suppress(RowRefused):
            async with self._database.writing() as connection:
                await connection.execute(insert(table), rows)

    async def forget(self, meeting: MeetingId) -> None:
        """Delete a meeting's harvests."""
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(table.c.meeting_id == meeting))
