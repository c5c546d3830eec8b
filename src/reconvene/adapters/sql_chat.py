"""The lines of the chat in SQL."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reconvene.adapters.sql_tables import lines, words
from reconvene.live.ports import ChatChange
from reconvene.meeting.chat_state import Line, OlderLine
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import LineId, MeetingId, Millis, PersonId, TextId

_PLACE: Final = ("meeting_id", "conversation", "number")
_TAKE_OUT: Final = delete(lines).where(*(lines.c[column] == bindparam(f"its_{column}") for column in _PLACE))


async def write_chat(connection: AsyncConnection, meeting: MeetingId, change: ChatChange) -> None:
    """Put the lines of a commit in place of what they were, and erase what nobody may read any more."""
    if change.lines:
        rows = [_row(meeting, conversation, line) for conversation, line in change.lines]
        places = [{f"its_{column}": row[column] for column in _PLACE} for row in rows]
        # An announcement is a line of every room: one statement for all of them.
        await connection.execute(_TAKE_OUT, places)
        await connection.execute(insert(lines), rows)
    if change.erased:
        erased = (words.c.meeting_id == meeting) & words.c.text_id.in_(change.erased)
        await connection.execute(delete(words).where(erased))


def _row(meeting: MeetingId, conversation: ConversationId, line: Line) -> dict[str, object]:
    return {
        "meeting_id": meeting,
        "conversation": conversation,
        "number": line.number,
        "line_id": line.id,
        "by": line.by,
        "at": line.at,
        "text_id": line.text,
        "edited": line.edited,
        "announcement": line.announcement,
    }


async def read_lines(
    connection: AsyncConnection, meeting: MeetingId, conversation: ConversationId, before: int, limit: int
) -> Sequence[Line]:
    """Return the last ``limit`` lines with a number under ``before``, in order."""
    query = (
        select(lines)
        .where(lines.c.meeting_id == meeting, lines.c.conversation == conversation, lines.c.number < before)
        .order_by(lines.c.number.desc())
        .limit(limit)
    )
    rows = (await connection.execute(query)).all()
    return [_line(row) for row in reversed(rows)]


async def read_line(connection: AsyncConnection, meeting: MeetingId, line: LineId) -> OlderLine | None:
    """Return a line by its id; of an announcement, which is a line of several rooms, none."""
    query = select(lines).where(
        lines.c.meeting_id == meeting, lines.c.line_id == line, lines.c.announcement.is_(False)
    )
    row = (await connection.execute(query)).first()
    return None if row is None else OlderLine(ConversationId(row.conversation), _line(row))


def _line(row: Row[Any]) -> Line:
    return Line(
        id=LineId(row.line_id),
        number=row.number,
        by=None if row.by is None else PersonId(row.by),
        at=Millis(row.at),
        text=None if row.text_id is None else TextId(row.text_id),
        edited=None if row.edited is None else Millis(row.edited),
        announcement=row.announcement,
    )
