"""The records of the chat, as they go over the wire."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.conversations import Address
from reconvene.meeting.ids import LineId, Millis, PersonId, RoomId


@dataclass(frozen=True, slots=True)
class LineRecord:
    """``line/<line>``, for those who take part in the conversation: the last 50 of each.

    ``revised/<line>`` is an older one that was changed, for pages that have read it: the last 50 of these.
    ``conversation`` is ``room:<room>``, ``person:<the other one>`` or ``moderators``. ``number`` counts its
    lines from 1. ``by`` is null and ``name`` empty for the operator; ``text`` is empty once
    deleted or erased.
    """

    id: LineId
    conversation: Address
    number: int
    by: PersonId | None
    name: str
    at: Millis
    text: str
    edited: Millis | None
    deleted: bool
    announcement: bool


@dataclass(frozen=True, slots=True)
class PrivateTalkRecord:
    """``talk/<person>``, for whoever exchanged private lines with them: whether one may go on."""

    person: PersonId
    name: str
    writable: bool


@dataclass(frozen=True, slots=True)
class RoomTalkRecord:
    """``talked/<room>``, for moderators: how many lines were said there; the lines are read in pages.

    ``changes`` counts edits and deletions, ``changed`` are the numbers of the lines of the last 20 of them.
    """

    room: RoomId
    count: int
    changes: int
    changed: tuple[int, ...]


ChatRecord: TypeAlias = LineRecord | PrivateTalkRecord | RoomTalkRecord
