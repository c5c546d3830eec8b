"""Whose view a change can have touched: nobody else's need be computed anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Final, TypeAlias, TypeVar, assert_never

from reconvene.meeting.chat_state import changed_talks
from reconvene.meeting.conversations import AmongModerators, Between, Conversation, OfRoom, conversation_of
from reconvene.meeting.ids import MAIN, PersonId
from reconvene.meeting.state import State
from reconvene.meeting.view import Audience, Everyone, InRoom, Moderators, Only

_Key = TypeVar("_Key")
_Reach: TypeAlias = Callable[[State, State], Iterable[Audience]]


def touched(before: State, after: State) -> frozenset[Audience] | None:
    """Return the audiences whose view may differ, or ``None`` for any.

    Of one and the same state that is any, too: names have changed then. Audiences that only one of the states
    has may be among them.
    """
    changed = [name for name in _FIELDS if getattr(before, name) is not getattr(after, name)]
    if not changed or not _REACH.keys() >= set(changed):
        return None
    return frozenset(audience for name in changed for audience in _REACH[name](before, after))


def changed_people(before: State, after: State) -> tuple[PersonId, ...]:
    """Return the people who came or of whom anything is different, and then those who left."""
    if before.people is after.people:
        return ()
    known = before.people.get
    different = [person for person, now in after.people.items() if known(person) is not now]
    return (*different, *(person for person in before.people if person not in after.people))


def _of_people(before: State, after: State) -> Iterator[Audience]:
    """Those of the rooms people were and are in, moderators, themselves, and with whom they talk privately.

    What everyone sees of people (who is in a room that can be chosen) is little; it is looked at each time.
    """
    yield from (Everyone(), Moderators())
    people = changed_people(before, after)
    seats = [
        state.people[person].seat for state in (before, after) for person in people if person in state.people
    ]
    yield from map(InRoom, dict.fromkeys(seats))
    yield from map(Only, people)
    partners = after.chat.partners
    if partners:
        yield from (Only(partner) for person in people for partner in partners.get(person, ()))


def _of_chat(before: State, after: State) -> Iterator[Audience]:
    for name in changed_talks(before.chat, after.chat):
        yield from _readers(conversation_of(name))


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


def _of_announcements(before: State, after: State) -> Iterator[Audience]:
    yield Moderators()
    was, now = dict.fromkeys(before.announcements), dict.fromkeys(after.announcements)
    for sent in (*was, *now):
        if not (sent in was and sent in now):
            yield from map(InRoom, sent.rooms)


def _of_presentations(before: State, after: State) -> Iterator[Audience]:
    yield from map(InRoom, _different(before.presentations, after.presentations))


def _of_files(before: State, after: State) -> Iterator[Audience]:
    both = {**before.files, **after.files}
    for file in _different(before.files, after.files):
        yield InRoom(both[file].room)


def _different(before: Mapping[_Key, object], after: Mapping[_Key, object]) -> Iterator[_Key]:
    """Yield the keys under which there is not the same object before and after."""
    yield from (key for key in {**before, **after} if before.get(key) is not after.get(key))


def _always(*audiences: Audience) -> _Reach:
    return lambda _before, _after: audiences


_REACH: Final[Mapping[str, _Reach]] = {
    "people": _of_people,
    "chat": _of_chat,
    "announcements": _of_announcements,
    "presentations": _of_presentations,
    "files": _of_files,
    "harvests": _always(InRoom(MAIN)),
    "groupings": _always(Moderators()),
    "actions": _always(Moderators()),
    "undo": _always(Moderators()),
    "door": _always(Moderators()),
    "round": _always(Everyone()),
    "ends_at": _always(Everyone()),
    "speaking_to_all": _always(Everyone()),
    "met": _always(),
    "roles_given": _always(),
    "host": _always(),
}
"""What a change of one part of the state reaches; a change of any other part may reach everybody."""

_FIELDS: Final = tuple(field.name for field in fields(State))
