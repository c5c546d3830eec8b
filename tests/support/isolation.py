"""RT2, checked without the rules: what an audience's records mention, and what they may mention."""

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_jsonable_python

from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.records import Records
from reconvene.meeting.state import State
from reconvene.meeting.view import Audience, Everyone, InRoom, Moderators, Only, Texts, view


def mentions(records: Records) -> set[str]:
    """Return every text in the records, keys and parts of keys included."""
    return set(_texts(to_jsonable_python(records)))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    match value:
        case str():
            yield value
            yield from value.split("/")
        case dict():
            for key, inner in value.items():
                yield from _texts(key)
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case _:
            pass


def check_isolation(state: State, texts: Texts) -> None:
    """Assert that no audience's records mention a person or a room it may not know of."""
    people = {person: {str(person), texts.name(person)} for person in texts.names}
    for person in people:
        if person in state.people:
            _check(state, texts, Only(person), {person}, _own_rooms(state, person))
    for room in (MAIN, *state.rooms):
        inside = {p.id for p in state.people.values() if p.seat == room}
        _check(state, texts, InRoom(room), inside, {room})
    _check_everyone(state, texts)


def _own_rooms(state: State, person: PersonId) -> set[RoomId]:
    """Return the rooms somebody may know of by themselves; a draft is no participant's business."""
    known = state.people[person]
    belongs = known.assignment if state.phase in ("open", "closing") else None
    return {known.seat, *({belongs} if belongs else ()), *({known.move.room} if known.move else ())}


def _check(state: State, texts: Texts, audience: Audience, people: set[PersonId], rooms: set[RoomId]) -> None:
    found = mentions(view(state, texts, audience))
    for person, name in texts.names.items():
        if person not in people:
            assert not found & {str(person), name}, f"{audience} knows of {person}"
    for room in (MAIN, *state.rooms):
        if room not in rooms:
            assert room not in found, f"{audience} knows of {room}"
            assert room == MAIN or state.rooms[room].name not in found, f"{audience} knows {room}'s name"
    assert not any(key.startswith(("person/", "room/")) for key in view(state, texts, audience))


def _check_everyone(state: State, texts: Texts) -> None:
    """Names and rooms are everybody's only while they may choose or switch; ids of people never are."""
    records = view(state, texts, Everyone())
    found = mentions(records)
    assert not found & set(texts.names), "an id for everyone"
    choosing = state.phase == "open" and (state.assign == "choose" or state.allow.switch_rooms)
    if not choosing:
        assert set(records) == {"meeting"}
        assert not found & set(texts.names.values())
    in_main = {texts.name(p.id) for p in state.people.values() if p.seat == MAIN}
    assert not found & in_main, "the main room is nobody's choice"


def check_places(state: State, texts: Texts) -> None:
    """Assert that everybody is a room-mate in exactly one room, and on the dashboard once."""
    everywhere = [
        key
        for room in (MAIN, *state.rooms)
        for key in view(state, texts, InRoom(room))
        if key.startswith("mate/")
    ]
    assert sorted(everywhere) == sorted(f"mate/{person}" for person in state.people)
    dashboard = view(state, texts, Moderators())
    assert {key for key in dashboard if key.startswith("person/")} == {f"person/{p}" for p in state.people}
    assert {key for key in dashboard if key.startswith("room/")} == {
        f"room/{r}" for r in (MAIN, *state.rooms)
    }
