"""What is known of the chat at one moment: who said which line where; the words are kept outside (RM2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import LineId, Millis, PersonId, RoomId, TextId

KEPT_LINES: Final = 50
"""Lines of each conversation that pages are sent; older ones are read in pages."""

KEPT_REVISED: Final = 50
"""Older lines of each conversation that pages are sent because they were changed after they were read."""


KEPT_CHANGES: Final = 20
"""Changes of lines of each room that moderators elsewhere are told of; who missed more reads all anew."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation; ``text`` is none once it was deleted.

    ``number`` counts the conversation's lines from 1. ``by`` is none for the operator.
    """

    id: LineId
    number: int
    by: PersonId | None
    at: Millis
    text: TextId | None
    edited: Millis | None = None
    announcement: bool = False


@dataclass(frozen=True, slots=True)
class OlderLine:
    """A line that is not among the last ones, as it is kept outside, with its conversation."""

    conversation: ConversationId
    line: Line


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation so far: how many lines were said, and the last of them.

    ``revised`` are older lines that were changed, the latest change last: who has read them must learn of it.
    ``changes`` counts all edits and deletions, and ``changed`` are the numbers of the lines of the last ones.
    """

    count: int = 0
    lines: tuple[Line, ...] = ()
    revised: tuple[Line, ...] = ()
    changes: int = 0
    changed: tuple[int, ...] = ()

    @property
    def known(self) -> tuple[Line, ...]:
        """The lines of which all is known here."""
        return (*self.revised, *self.lines)


@dataclass(frozen=True, slots=True)
class Chat:
    """All conversations of a meeting.

    ``partners`` are those with whom somebody has exchanged private lines. ``visited`` says for each room that
    somebody has left which line was the last one then: what they may still read (RT2).
    """

    talks: Mapping[ConversationId, Talk] = field(default_factory=dict)
    partners: Mapping[PersonId, tuple[PersonId, ...]] = field(default_factory=dict)
    visited: Mapping[PersonId, Mapping[RoomId, int]] = field(default_factory=dict)

    def talk(self, conversation: ConversationId) -> Talk:
        """Return a conversation; one in which nothing was said is empty."""
        return self.talks.get(conversation, _SILENCE)

    def knows(self, line: LineId) -> bool:
        """Return whether a line is among those of which all is known here."""
        return any(line == known.id for talk in self.talks.values() for known in talk.known)


_SILENCE: Final = Talk()


def changed_talks(before: Chat, after: Chat) -> tuple[ConversationId, ...]:
    """Return the conversations in which something was said, changed or taken away."""
    if before.talks is after.talks:
        return ()
    return tuple(name for name, talk in after.talks.items() if before.talk(name) is not talk)


def changed_lines(before: Chat, after: Chat) -> tuple[tuple[ConversationId, Line], ...]:
    """Return the lines that were said or changed from one state of the chat to the next."""
    return tuple(
        (conversation, line)
        for conversation in changed_talks(before, after)
        for line in _others(before.talk(conversation), after.talk(conversation))
    )


def _others(before: Talk, after: Talk) -> list[Line]:
    former = {line.id: line for line in before.known}
    return [line for line in after.known if former.get(line.id) is not line]


def erased_texts(before: Chat, after: Chat, older: OlderLine | None = None) -> tuple[TextId, ...]:
    """Return the texts that no line has any more because it was edited or deleted.

    ``older`` is the line that was changed if it was none of those in ``before``.
    """
    former = () if older is None else ((older.conversation, older.line),)
    kept = {(conversation, line.id): line.text for conversation, line in changed_lines(before, after)}
    spoken = (
        (conversation, line)
        for conversation in dict.fromkeys(conversation for conversation, _ in kept)
        for line in before.talk(conversation).known
    )
    return tuple(
        line.text
        for conversation, line in (*former, *spoken)
        if line.text is not None and kept.get((conversation, line.id), line.text) != line.text
    )
