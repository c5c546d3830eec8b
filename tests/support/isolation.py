"""RT2, checked without the rules: what an audience's records mention, and what they may mention."""

from collections.abc import Collection, Iterator
from typing import Any

from pydantic_core import to_jsonable_python

from reconvene.meeting.ids import MAIN, PersonId, RoomId, TextId
from reconvene.meeting.records import Records
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.view import AtDoor, Audience, Everyone, InRoom, Moderators, Only, audiences, view
from tests.support.lines import private_lines, spoken, texts_in

MODERATORS_KEYS = (
    "person/",
    "room/",
    "call/",
    "broadcast/",
    "action/",
    "grouping/",
    "control",
    "talked/",
    "waiting/",
    "door",
)
"""How the keys of records begin that are for moderators alone."""


class Seen:
    """What every audience sees at one moment, each computed once."""

    def __init__(self, state: State, texts: Texts) -> None:
        self.state = state
        self.texts = texts
        self._records: dict[Audience, Records] = {}

    def by(self, audience: Audience) -> Records:
        """Return an audience's records."""
        if audience not in self._records:
            self._records[audience] = view(self.state, self.texts, audience)
        return self._records[audience]

    def whole(self, person: PersonId) -> Records:
        """Return the union of what a person's audiences see; their keys must not collide."""
        whole: Records = {}
        for audience in audiences(self.state.people[person]):
            records = self.by(audience)
            assert not whole.keys() & records.keys(), f"two audiences of {person} share keys"
            whole.update(records)
        return whole

    def mentions(self, audience: Audience) -> set[str]:
        """Return every text in an audience's records, keys and parts of keys included."""
        return set(_texts(to_jsonable_python(self.by(audience))))


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


def check_isolation(seen: Seen) -> None:
    """Assert that no audience's records mention a person, a room or a text it may not know of."""
    state = seen.state
    for person in state.people.values():
        call = person.call
        coming = {call.claimed_by} if call is not None else set()
        private = private_lines(state, person.id)
        words = set() if call is None or call.reason is None else {call.reason}
        partners = set(state.chat.partners.get(person.id, ()))
        found = _check(seen, Only(person.id), {person.id, *partners}, _own_rooms(state, person.id), coming)
        _check_words(seen, found, words | texts_in(private))
    for room in (MAIN, *state.rooms):
        inside = {p.id for p in state.people.values() if p.seat == room}
        sent = [announced for announced in state.announcements if room in announced.rooms]
        files = [file for file in state.files.values() if file.room == room]
        named = {announced.by for announced in sent} | {file.by for file in files}
        named |= {shown.by for where, shown in state.presentations.items() if where == room}
        said = [line for line in spoken(state, f"room:{room}") if not line.announcement]
        brought = state.harvests if room == MAIN else ()
        named |= {harvest.by for harvest in brought}
        told = {home.name for harvest in brought for home in harvest.rooms}
        authors = {line.by for line in said if line.by is not None}
        found = _check(seen, InRoom(room), inside | authors, {room}, named, told)
        shown = {*(announced.id for announced in sent), *(file.name for file in files)}
        _check_words(seen, found, shown | texts_in(said))
    _check_everyone(seen)
    _check_lobby(seen)


def _own_rooms(state: State, person: PersonId) -> set[RoomId]:
    """Return the rooms somebody may know of by themselves; a draft is no participant's business."""
    known = state.people[person]
    belongs = known.assignment if state.phase in ("open", "closing") else None
    return {known.seat, *({belongs} if belongs else ()), *({known.move.room} if known.move else ())}


def _check(
    seen: Seen,
    audience: Audience,
    people: set[PersonId],
    rooms: set[RoomId],
    named: set[PersonId | None],
    told: Collection[str] = (),
) -> set[str]:
    """Assert that only ``people`` and ``rooms`` are mentioned, of ``named`` and ``told`` ones only names."""
    found = seen.mentions(audience)
    for person, name in seen.texts.names.items():
        if person not in people:
            assert str(person) not in found, f"{audience} knows of {person}"
            assert person in named or name not in found, f"{audience} knows {person}'s name"
    for room in (MAIN, *seen.state.rooms):
        if room not in rooms:
            assert room not in found, f"{audience} knows of {room}"
            called = "" if room == MAIN else seen.state.rooms[room].name
            known = room == MAIN or called in told
            assert known or called not in found, f"{audience} knows {room}'s name"
    assert not any(key.startswith(MODERATORS_KEYS) for key in seen.by(audience))
    return found


def _check_words(seen: Seen, found: set[str], known: Collection[TextId | None]) -> None:
    """Assert that of all that was written only the texts ``known`` can be read (BC1, CA1)."""
    for text, words in seen.texts.words.items():
        assert (words in found) == (text in known), f"what was written as {text}"


def _check_everyone(seen: Seen) -> None:
    """Names and rooms are everybody's only while they may choose or switch; ids of people never are.

    Who speaks to all rooms is announced to all (BC1).
    """
    state, texts, records, found = seen.state, seen.texts, seen.by(Everyone()), seen.mentions(Everyone())
    speaking = set(state.speaking_to_all)
    assert not found & (set(texts.names) - speaking), "an id for everyone"
    others = {texts.name(person) for person in texts.names.keys() - speaking}
    may_choose = "choose" in (state.assign, state.late) or state.allow.switch_rooms
    if not (state.phase == "open" and may_choose):
        assert set(records) == {"meeting"}
        assert not found & others
    in_main = {texts.name(p.id) for p in state.people.values() if p.seat == MAIN}
    assert not found & in_main & others, "the main room is nobody's choice"
    _check_words(seen, found, set())


def _check_lobby(seen: Seen) -> None:
    """JN3: who waits learns of no person, no room and no word; nobody but moderators learns of them."""
    for person in seen.state.door.waiting:
        found = _check(seen, AtDoor(person), {person}, set(), set())
        _check_words(seen, found, set())
        assert set(seen.by(AtDoor(person))) == {"lobby"}


def check_places(seen: Seen) -> None:
    """Assert that everybody is a room-mate in exactly one room, and on the dashboard once."""
    state = seen.state
    everywhere = [
        key for room in (MAIN, *state.rooms) for key in seen.by(InRoom(room)) if key.startswith("mate/")
    ]
    assert sorted(everywhere) == sorted(f"mate/{person}" for person in state.people)
    dashboard = seen.by(Moderators())
    assert {key for key in dashboard if key.startswith("person/")} == {f"person/{p}" for p in state.people}
    assert {key for key in dashboard if key.startswith("room/")} == {
        f"room/{r}" for r in (MAIN, *state.rooms)
    }


def check_view_keys(seen: Seen) -> None:
    """Assert that a person's audiences share no key, and that participants get none of the moderators'."""
    for person in seen.state.people.values():
        whole = seen.whole(person.id)
        if not person.moderates:
            assert not any(key.startswith(MODERATORS_KEYS) for key in whole)
