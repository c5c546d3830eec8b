"""What one audience saw before, so that records of what has not changed are not made again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from reconvene.meeting.chat_state import Line
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import LineId
from reconvene.meeting.records import Record, Records
from reconvene.meeting.state import Person, State

_SEEN: Final = attrgetter("id", "role", "microphone", "camera", "hand", "away_since", "joined", "hand_at")
"""What a `MateRecord` is made of."""


@dataclass(frozen=True, slots=True)
class Former:
    """One audience's ``records`` of a former ``state``, with the same names and words.

    Only for records that are made of one thing and of texts: as long as that thing is the same object, so is
    the record.
    """

    state: State = field(default_factory=State)
    records: Records = field(default_factory=dict)

    def of_person(self, key: str, person: Person) -> Record | None:
        """Return the record ``key`` if it was made of this very ``person``."""
        return self.records.get(key) if self.state.people.get(person.id) is person else None

    def of_seen(self, key: str, person: Person) -> Record | None:
        """Return the record ``key`` if a room saw the same of ``person``, whatever else has changed."""
        was = self.state.people.get(person.id)
        same = was is person or (was is not None and _SEEN(was) == _SEEN(person))
        return self.records.get(key) if same else None

    def lines(self, conversation: ConversationId) -> Mapping[LineId, Line]:
        """Return the lines that a conversation had."""
        return {line.id: line for line in self.state.chat.talk(conversation).lines} if self.records else {}

    def of_line(self, key: str, line: Line, lines: Mapping[LineId, Line]) -> Record | None:
        """Return the record ``key`` if it was made of this very ``line``, one of the former ``lines``."""
        return self.records.get(key) if lines.get(line.id) is line else None

    def of_action(self, key: str) -> Record | None:
        """Return the record ``key`` of an action: what happened never changes."""
        return self.records.get(key)
