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
    """A line has another text; the former one is erased.

    ``older`` is the line as it was, if it was not among the last ones of its conversation.
    """

    conversation: ConversationId
    line: LineId
    text: TextId
    at: Millis
    older: Line | None = None


@dataclass(frozen=True, slots=True)
class LineDeleted:
    """A line was taken back; its text is erased. ``older`` is as in `LineEdited`."""

    conversation: ConversationId
    line: LineId
    older: Line | None = None


ChatEvent: TypeAlias = Said | LineEdited | LineDeleted
