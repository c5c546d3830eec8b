"""Facts of the chat, as the log keeps them: never what was said, only the names of texts."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.chat_state import Line
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import LineId, Millis, TextId


@dataclass(frozen=True, slots=True)
class Said:
    """A person said a line."""

    conversation: ConversationId
    line: Line


@dataclass(frozen=True, slots=True)
class LineEdited:
    """A line has another text; the former one is erased."""

    conversation: ConversationId
    line: LineId
    text: TextId
    at: Millis


@dataclass(frozen=True, slots=True)
class LineDeleted:
    """A line was taken back; its text is erased."""

    conversation: ConversationId
    line: LineId


ChatEvent: TypeAlias = Said | LineEdited | LineDeleted
