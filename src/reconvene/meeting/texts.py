"""The words that belong to a meeting's ids: they are kept outside the log, so that they can be erased."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from reconvene.meeting import events as e
from reconvene.meeting.ids import MeetingId, PersonId, TextId
from reconvene.meeting.state import State

ERASED_PERSON: Final = "Erased person"
ERASED_TEXT: Final = "(erased)"
"""What is shown of what was erased."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that belong to ids: they are kept outside the log, so that they can be erased."""

    meeting: MeetingId
    title: str
    names: Mapping[PersonId, str]
    words: Mapping[TextId, str] = field(default_factory=dict)

    def name(self, person: PersonId) -> str:
        """Return the person's name, or that it was erased."""
        return self.names.get(person, ERASED_PERSON)

    def author(self, person: PersonId | None) -> str:
        """Return who did something: a person's name, or nothing for the operator."""
        return "" if person is None else self.name(person)

    def text(self, text: TextId | None) -> str | None:
        """Return what was written, or that it was erased."""
        return None if text is None else self.words.get(text, ERASED_TEXT)


def named_texts(state: State) -> set[TextId]:
    """Return every text that a view of ``state`` shows to somebody."""
    said = (line.text for talk in state.chat.talks.values() for line in talk.known)
    reasons = (person.call.reason for person in state.people.values() if person.call is not None)
    files = (file.name for file in state.files.values())
    announced = (announcement.id for announcement in state.announcements)
    named = (said, reasons, files, announced, (state.door.passcode,))
    return {text for texts in named for text in texts if text is not None}


def texts_besides_chat(events: Iterable[e.Event]) -> set[TextId]:
    """Return every text that was announced or given as a reason."""
    named: set[TextId] = set()
    for event in events:
        match event:
            case e.Announced(announcement):
                named.add(announcement.id)
            case e.Called(reason=str(reason)):
                named.add(TextId(reason))
            case _:
                pass
    return named
