"""What each event makes of the chat."""

from collections.abc import Callable, Iterable
from typing import Final, get_args

from reconvene.meeting import chat_events as ce
from reconvene.meeting import events as e
from reconvene.meeting.changing import replace
from reconvene.meeting.chat_state import KEPT_CHANGES, KEPT_LINES, KEPT_REVISED, Chat, Line, Talk
from reconvene.meeting.conversations import Between, ConversationId, conversation_of, of_room
from reconvene.meeting.ids import LineId, PersonId, RoomId
from reconvene.meeting.state import Announcement, State

TOUCHES_CHAT: Final = (*get_args(ce.ChatEvent), e.Announced, e.Moved, e.Left, e.RoomsArchived, e.RoomDeleted)
"""The events after which the chat may be another."""


def chat_after(state: State, event: e.Event) -> Chat:
    """Return the chat after ``event``, one of `TOUCHES_CHAT`; ``state`` is that before it."""
    chat = state.chat
    match event:
        case ce.Said(conversation, line):
            return _said(chat, conversation, line)
        case ce.LineEdited(_, _, text, at):
            return _changed(chat, event, lambda it: replace(it, text=text, edited=at))
        case ce.LineDeleted():
            return _changed(chat, event, lambda it: replace(it, text=None))
        case e.Announced(announcement):
            return _announced(chat, announcement)
        case e.Moved(moves):
            return _left_rooms(state, (person for person, room in moves if state.people[person].seat != room))
        case e.Left(person):
            return _left_rooms(state, (person,))
        case e.RoomsArchived():
            return _closed(chat, state.rooms)
        case e.RoomDeleted(room):
            return _closed(chat, (room,))
        case _:
            raise TypeError(event)


def _said(chat: Chat, conversation: ConversationId, line: Line) -> Chat:
    talk = chat.talk(conversation)
    said = replace(talk, count=line.number, lines=(*talk.lines, line)[-KEPT_LINES:])
    chat = replace(chat, talks={**chat.talks, conversation: said})
    match conversation_of(conversation):
        case Between(first, second) if second not in chat.partners.get(first, ()):
            partners = {
                **chat.partners,
                first: (*chat.partners.get(first, ()), second),
                second: (*chat.partners.get(second, ()), first),
            }
            return replace(chat, partners=partners)
        case _:
            return chat


def _changed(chat: Chat, event: ce.LineEdited | ce.LineDeleted, change: Callable[[Line], Line]) -> Chat:
    talk = chat.talk(event.conversation)
    lines = tuple(change(it) if it.id == event.line else it for it in talk.lines)
    former = [it for it in talk.revised if it.id == event.line] if event.older is None else [event.older]
    others = tuple(it for it in talk.revised if it.id != event.line)
    revised = (*others, *map(change, former))[-KEPT_REVISED:]
    numbers = [it.number for it in (*talk.lines, *former) if it.id == event.line]
    after = replace(
        talk,
        lines=lines,
        revised=revised,
        changes=talk.changes + 1,
        changed=(*talk.changed, *numbers)[-KEPT_CHANGES:],
    )
    return replace(chat, talks={**chat.talks, event.conversation: after})


def _announced(chat: Chat, announcement: Announcement) -> Chat:
    """BC1: what is announced in a room is a line of its conversation."""
    for room in announcement.rooms:
        conversation = of_room(room)
        number = chat.talk(conversation).count + 1
        name = LineId(announcement.id)
        line = Line(name, number, announcement.by, announcement.at, announcement.id, announcement=True)
        chat = _said(chat, conversation, line)
    return chat


def _left_rooms(state: State, people: Iterable[PersonId]) -> Chat:
    """RT2: remember up to which line somebody may read the conversation of the room they leave."""
    visited = dict(state.chat.visited)
    for person in people:
        seat = state.people[person].seat
        visited[person] = {**visited.get(person, {}), seat: state.chat.talk(of_room(seat)).count}
    return replace(state.chat, visited=visited)


def _closed(chat: Chat, rooms: Iterable[RoomId]) -> Chat:
    """Keep of rooms that are gone only how much was said; it is read in pages."""
    spoken = [conversation for conversation in map(of_room, rooms) if conversation in chat.talks]
    return replace(chat, talks={**chat.talks, **{name: Talk(chat.talks[name].count) for name in spoken}})
