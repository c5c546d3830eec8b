"""Whose view a change can have touched: nobody else's need be computed anew."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Final, assert_never

from reconvene.meeting.chat_state import changed_talks
from reconvene.meeting.conversations import AmongModerators, Between, Conversation, OfRoom, conversation_of
from reconvene.meeting.state import State
from reconvene.meeting.view import Audience, InRoom, Moderators, Only

_BESIDES_CHAT: Final = tuple(field.name for field in fields(State) if field.name != "chat")


def touched(before: State, after: State) -> frozenset[Audience] | None:
    """Return the audiences whose view may differ, or ``None`` for any.

    Of one and the same state that is any, too: names have changed then.
    """
    if before is after or any(getattr(before, name) is not getattr(after, name) for name in _BESIDES_CHAT):
        return None
    talks = map(conversation_of, changed_talks(before.chat, after.chat))
    return frozenset(audience for conversation in talks for audience in _readers(conversation))


def _readers(conversation: Conversation) -> Iterator[Audience]:
    match conversation:
        case OfRoom(room):
            yield from (InRoom(room), Moderators())
        case Between(first, second):
            yield from (Only(first), Only(second))
        case AmongModerators():
            yield Moderators()
        case _:
            assert_never(conversation)
