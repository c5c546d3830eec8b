"""The log in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from reconvene.adapters.database import THOROUGH, Database, RowRefused
from reconvene.adapters.sql_chat import write_chat
from reconvene.adapters.sql_tables import commits, meetings, words
from reconvene.live.ports import NOTHING_SAID, ChatChange, Commit, LogConflict, LogUnreadable
from reconvene.meeting.ids import MeetingId, Millis, TextId
from reconvene.wire.event_log import decode_events, encode_events


def _commit(meeting: MeetingId, row: Row[Any]) -> Commit:
    try:
        events = decode_events(row.events)
    except ValueError as error:
        message = f"Row {row.seq} of the log of {meeting} was written by a newer Reconvene; install that one."
        raise LogUnreadable(message) from error
    return Commit(row.seq, Millis(row.at), row.by, row.command_id, events)


class SqlLog:
    """`reconvene.live.ports.Log` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        try:
            async with self._database.writing() as connection:
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
        except RowRefused as error:
            raise LogConflict(meeting, commit.seq) from error

    async def read(self, meeting: MeetingId, after: int) -> Sequence[Commit]:
        """Return the commits after a ``seq``."""
        query = (
            select(commits)
            .where(commits.c.meeting_id == meeting, commits.c.seq > after)
            .order_by(commits.c.seq)
        )
        async with self._database.reading(THOROUGH) as connection:
            rows = (await connection.execute(query)).all()
        return [_commit(meeting, row) for row in rows]

    async def latest(self) -> Millis:
        """Return when the last commit of all was made."""
        async with self._database.reading(THOROUGH) as connection:
            return Millis(await connection.scalar(select(func.max(commits.c.at))) or 0)

    async def awake(self) -> Sequence[MeetingId]:
        """Return the meetings that asked to be woken."""
        query = select(meetings.c.id).where(meetings.c.wake_at.is_not(None)).order_by(meetings.c.wake_at)
        async with self._database.reading() as connection:
            return [MeetingId(found) for found in (await connection.scalars(query)).all()]
