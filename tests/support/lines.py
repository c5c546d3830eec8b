"""The lines of a meeting's chat, found without the rules."""

from collections.abc import Iterable

from reconvene.meeting.chat_state import Line
from reconvene.meeting.ids import PersonId, TextId
from reconvene.meeting.state import State


def spoken(state: State, conversation: str) -> tuple[Line, ...]:
    """Return the lines that a conversation still shows."""
    return next((talk.known for name, talk in state.chat.talks.items() if name == conversation), ())


def private_lines(state: State, person: PersonId) -> list[Line]:
    """Return what somebody exchanged with others privately."""
    return [
        line
        for name, talk in state.chat.talks.items()
        if name.startswith("between:") and person in name.split(":")
        for line in talk.known
    ]


def texts_in(lines: Iterable[Line]) -> set[TextId]:
    """Return what is written in lines."""
    return {line.text for line in lines if line.text is not None}
