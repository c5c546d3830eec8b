"""Saying something, changing it and taking it back (RM2)."""

from collections.abc import Iterator
from typing import assert_never

from reconvene.meeting import chat_commands as cc
from reconvene.meeting import chat_events as ce
from reconvene.meeting import commands as c
from reconvene.meeting.chat_state import Line, OlderLine
from reconvene.meeting.content import may_change
from reconvene.meeting.conversations import (
    AmongModerators,
    Between,
    Conversation,
    ConversationId,
    OfRoom,
    addressed,
    between,
    conversation_id,
)
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, LineId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.state import Person, State


def handle(decision: Decision, request: c.Request, command: cc.ChatCommand) -> None:
    """Carry out a command of the chat."""
    person = require_seat(decision.state, request)
    match command:
        case cc.Say():
            _say(decision, person, request, command)
        case cc.EditLine():
            _edit(decision, person, request, command)
        case cc.DeleteLine():
            _delete(decision, person, request, command)
        case _:
            assert_never(command)


def _say(decision: Decision, person: Person, request: c.Request, command: cc.Say) -> None:
    conversation = addressed(command.conversation, person.id)
    if conversation is None:
        raise Refusal(Code.UNKNOWN_CONVERSATION)
    _require_writable(decision.state, person, conversation)
    _require_text(decision, request)
    name = conversation_id(conversation)
    number = decision.state.chat.talk(name).count + 1
    line = Line(LineId(request.text), number, person.id, decision.now, request.text)
    decision.add(ce.Said(name, line))


def _edit(decision: Decision, person: Person, request: c.Request, command: cc.EditLine) -> None:
    conversation, line = _require_line(decision.state, person, command.line, request.older)
    if line.by != person.id or line.announcement:
        raise Refusal(Code.NOT_YOUR_LINE)
    if line.text is None:
        raise Refusal(Code.UNKNOWN_LINE)
    _require_writable(decision.state, person, conversation)
    _require_text(decision, request)
    name = conversation_id(conversation)
    older = _older(decision.state, name, line)
    decision.add(ce.LineEdited(name, line.id, request.text, decision.now, older))


def _delete(decision: Decision, person: Person, request: c.Request, command: cc.DeleteLine) -> None:
    conversation, line = _require_line(decision.state, person, command.line, request.older)
    may_moderate = person.moderates and isinstance(conversation, OfRoom)
    if line.announcement or not (line.by == person.id or may_moderate):
        raise Refusal(Code.NOT_YOUR_LINE)
    if line.text is not None:
        name = conversation_id(conversation)
        decision.add(ce.LineDeleted(name, line.id, _older(decision.state, name, line)))


def _older(state: State, conversation: ConversationId, line: Line) -> Line | None:
    """Return the line if the event that changes it must bring it along."""
    return None if any(line.id == known.id for known in state.chat.talk(conversation).known) else line


def _require_text(decision: Decision, request: c.Request) -> None:
    """Raise `Refusal` unless the command's text has something to say, and not too much."""
    text = c.text_of(request.command)
    if text is None or len(text) > decision.limits.chat_line:
        raise Refusal(Code.LINE_TEXT, limit=decision.limits.chat_line)


def _require_line(
    state: State, person: Person, wanted: LineId, older: OlderLine | None
) -> tuple[Conversation, Line]:
    """Return a line and its conversation; raise `Refusal` for one the person may not change or see."""
    for conversation in _within_reach(state, person):
        name = conversation_id(conversation)
        for line in state.chat.talk(name).known:
            if line.id == wanted:
                return conversation, line
        if older is not None and (older.conversation, older.line.id) == (name, wanted):
            return conversation, older.line
    raise Refusal(Code.UNKNOWN_LINE)


def _within_reach(state: State, person: Person) -> Iterator[Conversation]:
    """Yield the conversations whose lines a person might change: for moderators those of all rooms too."""
    yield OfRoom(person.seat)
    for partner in state.chat.partners.get(person.id, ()):
        yield between(person.id, partner)
    if person.moderates:
        yield AmongModerators()
        yield from (OfRoom(room) for room in (MAIN, *state.rooms))


def why_not_writable(state: State, person: Person, conversation: Conversation) -> Code | None:
    """Return why a person cannot say anything in a conversation now, or ``None`` if they can.

    Participants write privately to those in the same room and to moderators: nothing else of other rooms
    reaches them (RT2).
    """
    match conversation:
        case OfRoom(room):
            if not may_change(person, room):
                return Code.NOT_IN_ROOM
            return None if person.moderates or state.permissions.chat else Code.CHAT_NOT_ALLOWED
        case Between():
            return _why_not_privately(state, person, conversation)
        case AmongModerators():
            return None if person.moderates else Code.NOT_MODERATOR
        case _:
            assert_never(conversation)


def _why_not_privately(state: State, person: Person, conversation: Between) -> Code | None:
    other = state.people.get(conversation.other(person.id))
    if other is None:
        return Code.UNKNOWN_PERSON
    if person.moderates:
        return None
    if not state.permissions.private_chat:
        return Code.PRIVATE_CHAT_NOT_ALLOWED
    return None if other.moderates or other.seat == person.seat else Code.PERSON_ELSEWHERE


def _require_writable(state: State, person: Person, conversation: Conversation) -> None:
    why_not = why_not_writable(state, person, conversation)
    if why_not is not None:
        raise Refusal(why_not)


def readable_up_to(state: State, person: Person, conversation: Conversation) -> int | None:
    """RM2, RT2: return the last line a person may read of a conversation, or ``None`` if they may read none.

    Of a room one is in and of any room as a moderator: all. Of a room one has left: what was said till then.
    """
    count = state.chat.talk(conversation_id(conversation)).count
    match conversation:
        case OfRoom(room):
            if person.moderates or person.seat == room:
                return count
            return state.chat.visited.get(person.id, {}).get(room)
        case Between(first, second):
            return count if person.id in (first, second) else None
        case AmongModerators():
            return count if person.moderates else None
        case _:
            assert_never(conversation)
