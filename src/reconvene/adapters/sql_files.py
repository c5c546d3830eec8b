"""Which file has which content, in SQLite or PostgreSQL."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy import Row, delete, insert, select

from reconvene.adapters.content_types import kind_of
from reconvene.adapters.database import Database, RowRefused
from reconvene.adapters.sql_tables import files
from reconvene.live.file_ports import Content
from reconvene.meeting.ids import FileId, MeetingId


class SqlFileIndex:
    """`reconvene.live.file_ports.FileIndex` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, meeting: MeetingId, file: FileId, content: Content) -> None:
        """Store what a file has."""
        row = {
            "meeting_id": meeting,
            "file_id": file,
            "digest": content.digest,
            "size": content.size,
            "media_type": content.media_type,
        }
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(files).values(row))
        except RowRefused:
            if await self.find(meeting, file) is None:
                raise

    async def find(self, meeting: MeetingId, file: FileId) -> Content | None:
        """Return what a file has."""
        query = select(files).where(files.c.meeting_id == meeting, files.c.file_id == file)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _content(row)

    async def of_meeting(self, meeting: MeetingId) -> Mapping[FileId, Content]:
        """Return all files of a meeting."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(files).where(files.c.meeting_id == meeting))).all()
        return {FileId(row.file_id): _content(row) for row in rows}

    async def remove(self, meeting: MeetingId, file: FileId) -> bool:
        """Forget a file; return whether its content is nobody's now."""
        mine = (files.c.meeting_id == meeting) & (files.c.file_id == file)
        async with self._database.writing() as connection:
            digest = await connection.scalar(select(files.c.digest).where(mine))
            await connection.execute(delete(files).where(mine))
            others = select(files.c.file_id).where(files.c.digest == digest).limit(1)
            return digest is not None and (await connection.execute(others)).first() is None


def _content(row: "Row[tuple[object, ...]]") -> Content:
    media_type = cast("str", row.media_type)
    return Content(cast("str", row.digest), cast("int", row.size), media_type, kind_of(media_type))
