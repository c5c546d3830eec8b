"""CF4, SH1: dealing people out to rooms."""

import random  # noqa: TID251 - seeded by an argument, so a pure function of it
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from reconvene.meeting.grouped_deal import Table, even_places, find_rooms
from reconvene.meeting.grouping_state import Grouping
from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.state import State

_TOGETHER: Final = 10**6
_APART: Final = 10**12
"""What counts for less never adds up to what counts for more."""


def open_rooms(state: State) -> tuple[RoomId, ...]:
    """Return the breakout rooms that take people in, in dashboard order."""
    return tuple(room.id for room in state.rooms.values() if room.closes_at is None)


def deal(state: State, seed: int, *, memory: bool = False) -> tuple[tuple[PersonId, RoomId], ...]:
    """Deal participants out to the open rooms at random; room sizes differ by at most one.

    Moderators and pinned people stay where they are; pinned people count in their rooms, as far as that
    can be evened out. Groupings are kept where that can be (`grouped_deal`). With ``memory`` each person
    goes, one after the other in random order, where those are whom they have met least (`State.met`).
    Returns one pair per person dealt; empty without rooms.
    """
    rooms = open_rooms(state)
    people = [person.id for person in state.people.values() if not person.moderates and not person.pinned]
    if not rooms or not people:
        return ()
    dice = random.Random(seed)  # noqa: S311 - not a secret
    table = _table(state, rooms, people, memory=memory)
    found = find_rooms(table, state.groupings.all, dice)
    inside = {**table.inside, **found.rooms}
    rest = [person for person in people if person not in inside]
    places = found.places.remaining(dice)
    if memory or found.given_up:
        _seat_one_by_one(table, inside, rest, places, _wishes(found.given_up), dice)
    else:
        inside.update(zip(rest, places, strict=True))
    return tuple((person, inside[person]) for person in people)


def _table(state: State, rooms: Sequence[RoomId], people: Sequence[PersonId], *, memory: bool) -> Table:
    staying: dict[PersonId, RoomId] = {}
    sizes = dict.fromkeys(rooms, 0)
    for person in state.people.values():
        if person.pinned and not person.moderates and person.assignment in sizes:
            staying[person.id] = person.assignment
            sizes[person.assignment] += 1
    acquainted: dict[PersonId, dict[PersonId, int]] = defaultdict(dict)
    for (first, second), times in state.met.items() if memory else ():
        acquainted[first][second] = acquainted[second][first] = times
    return Table(even_places(sizes, len(people)), staying, people, acquainted)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Whom somebody should rather be apart from or together with, where that cannot be had in full."""

    apart: Mapping[PersonId, AbstractSet[PersonId]]
    together: Mapping[PersonId, AbstractSet[PersonId]]


def _wishes(groupings: Iterable[Grouping]) -> _Wishes:
    others: dict[str, dict[PersonId, set[PersonId]]] = {"apart": {}, "together": {}}
    for grouping in groupings:
        for person in grouping.people:
            others[grouping.keeping].setdefault(person, set()).update(grouping.people)
    return _Wishes(others["apart"], others["together"])


def _seat_one_by_one(
    table: Table,
    inside: dict[PersonId, RoomId],
    rest: Sequence[PersonId],
    places: Sequence[RoomId],
    wishes: _Wishes,
    dice: random.Random,
) -> None:
    """Put the ``rest`` into ``inside``, each where least is wrong; those with wishes first."""
    free: dict[RoomId, int] = defaultdict(int)
    for room in places:
        free[room] += 1
    order = list(rest)
    dice.shuffle(order)
    order.sort(key=lambda person: person not in wishes.apart and person not in wishes.together)
    for person in order:
        faults = _faults(person, free, inside, table.met, wishes)
        # Of the rooms with the fewest faults the emptiest: late choices stay free for late people.
        fewest = min(faults.values())
        room = max((room for room in free if faults[room] == fewest), key=free.__getitem__)
        inside[person] = room
        free[room] -= 1
        if not free[room]:
            del free[room]


def _faults(
    person: PersonId,
    rooms: Iterable[RoomId],
    inside: Mapping[PersonId, RoomId],
    met: Mapping[PersonId, Mapping[PersonId, int]],
    wishes: _Wishes,
) -> dict[RoomId, int]:
    """Return how wrong each room is: people to be apart from, then few to be with, then repeats."""
    faults = dict.fromkeys(rooms, 0)
    for other, times in met.get(person, {}).items():
        if inside.get(other) in faults:
            faults[inside[other]] += times
    for other in wishes.together.get(person, ()):
        if inside.get(other) in faults:
            faults[inside[other]] -= _TOGETHER
    for other in wishes.apart.get(person, ()):
        if inside.get(other) in faults:
            faults[inside[other]] += _APART
    return faults


def smallest_room(state: State, person: PersonId | None = None) -> RoomId | None:
    """JN4: return the open room with the fewest people assigned, the first of several; none without rooms.

    Of several a ``person`` goes rather where nobody is whom groupings keep them apart from, and somebody whom
    they keep them together with (SH1).
    """
    sizes = dict.fromkeys(open_rooms(state), 0)
    for other in state.people.values():
        if other.assignment in sizes:
            sizes[other.assignment] += 1
    if not sizes:
        return None
    fewest = min(sizes.values())
    rooms = [room for room, size in sizes.items() if size == fewest]
    if person is None:
        return rooms[0]
    inside = {other.id: other.assignment for other in state.people.values() if other.assignment is not None}
    wishes = _wishes(grouping for grouping in state.groupings.all if person in grouping.people)
    faults = _faults(person, rooms, inside, {}, wishes)
    return min(rooms, key=faults.__getitem__)
