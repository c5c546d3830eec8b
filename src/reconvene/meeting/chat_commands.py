"""What people may ask of the chat (RM2); everybody seated may."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import LineId


@dataclass(frozen=True, slots=True)
class Say:
    """RM2: say a line in a conversation: ``room:<room>``, ``person:<person>`` or ``moderators``."""

    conversation: str
    text: str


@dataclass(frozen=True, slots=True)
class EditLine:
    """RM2: give a line of one's own another text."""

    line: LineId
    text: str


@dataclass(frozen=True, slots=True)
class DeleteLine:
    """RM2: take a line back; moderators may do so with anybody's in a room."""

    line: LineId


ChatCommand: TypeAlias = Say | EditLine | DeleteLine
