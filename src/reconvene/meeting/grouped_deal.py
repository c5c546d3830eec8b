"""SH1: finding rooms for people who are to be kept together or apart.

A search that goes back when it is stuck, over those people alone; all others fill what is left. Rooms stay
even (CF4) and pinned people stay (MV5) whatever is wished for. If not all groupings can be kept, or not
within the effort allowed, as many are as fit one after the other: those that keep apart first, each kind in
the order they were made.
"""

import random  # noqa: TID251 - seeded by an argument, so a pure function of it
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final

from reconvene.meeting.grouping_state import Grouping, circles
from reconvene.meeting.ids import PersonId, RoomId

_EFFORT: Final = 4_000
"""Places tried in one search; small meetings are searched through with it."""

_EFFORT_IN_ALL: Final = 40_000
"""Places tried and people looked at for one deal, so that no deal takes long."""


@dataclass(slots=True)
class Places:
    """Where people may be put: ``left`` places in each room, one more in ``extras`` of the ``roomy`` ones."""

    left: dict[RoomId, int]
    roomy: frozenset[RoomId]
    extras: int

    def free(self, room: RoomId) -> int:
        """Return how many more people ``room`` takes; below 0 once it took the one more."""
        more = room in self.roomy and self.extras > 0 and self.left[room] >= 0
        return self.left[room] + more

    def take(self, room: RoomId, count: int) -> None:
        """Put so many people into ``room``; they must fit."""
        self.left[room] -= count
        self.extras -= self.left[room] < 0

    def give_back(self, room: RoomId, count: int) -> None:
        """Undo `take`."""
        self.extras += self.left[room] < 0
        self.left[room] += count

    def copy(self) -> "Places":
        """Return places that can be taken apart from these."""
        return Places(dict(self.left), self.roomy, self.extras)

    def remaining(self, dice: random.Random) -> list[RoomId]:
        """Return a room for each place that is left, in any order."""
        roomy = [room for room in self.left if room in self.roomy and self.left[room] >= 0]
        rooms = [room for room, count in self.left.items() for _ in range(count)]
        rooms += dice.sample(roomy, self.extras)
        dice.shuffle(rooms)
        return rooms


def even_places(sizes: Mapping[RoomId, int], count: int) -> Places:
    """CF4: return where ``count`` more people go so that rooms of these sizes differ by at most one."""
    left = dict.fromkeys(sizes, 0)
    level = min(sizes.values())
    while True:
        lowest = [room for room in sizes if sizes[room] + left[room] == level]
        if len(lowest) > count:
            return Places(left, frozenset(lowest), count)
        for room in lowest:
            left[room] += 1
        count -= len(lowest)
        level += 1


@dataclass(frozen=True, slots=True)
class Table:
    """What a search starts from: free places, who is in the rooms to stay, and how often people met."""

    places: Places
    inside: Mapping[PersonId, RoomId]
    people: Sequence[PersonId]
    met: Mapping[PersonId, Mapping[PersonId, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """Rooms for people of groupings, and the groupings that are not kept by them."""

    rooms: Mapping[PersonId, RoomId]
    places: Places
    given_up: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """People who go to one room; one of ``rooms``, if there is any in it."""

    people: tuple[PersonId, ...]
    rooms: tuple[RoomId, ...]
    apart: frozenset[PersonId]


@dataclass(slots=True)
class _Search:
    """Rooms for units, one after the other."""

    places: Places
    inside: dict[RoomId, set[PersonId]]
    met: Mapping[PersonId, Mapping[PersonId, int]]
    dice: random.Random
    effort: int
    tried: int = field(default=0)

    def run(self, units: Sequence[_Unit]) -> dict[PersonId, RoomId] | None:
        """Return a room for everybody in ``units``; ``None`` if there is none, or none was found in time."""
        chosen: list[RoomId] = []
        choices = [self._rooms_for(units[0])] if units else []
        while len(chosen) < len(units):
            room = next(choices[-1], None)
            if self.tried >= self.effort:
                return None
            if room is None:
                choices.pop()
                if not choices:
                    return None
                self._leave(units[len(choices) - 1], chosen.pop())
                continue
            self._enter(units[len(chosen)], room)
            chosen.append(room)
            if len(chosen) < len(units):
                choices.append(self._rooms_for(units[len(chosen)]))
        return {person: room for unit, room in zip(units, chosen, strict=True) for person in unit.people}

    def _enter(self, unit: _Unit, room: RoomId) -> None:
        self.tried += 1
        self.places.take(room, len(unit.people))
        self.inside[room].update(unit.people)

    def _leave(self, unit: _Unit, room: RoomId) -> None:
        self.places.give_back(room, len(unit.people))
        self.inside[room].difference_update(unit.people)

    def _rooms_for(self, unit: _Unit) -> Iterator[RoomId]:
        """Yield the rooms a unit fits into, those with the fewest repeated meetings first.

        Of rooms that nobody is in yet, one stands for all that are alike.
        """
        rooms = list(unit.rooms or self.places.left)
        self.dice.shuffle(rooms)
        if self.met:
            rooms.sort(key=lambda room: self._repeats(unit, room))
        alike: set[tuple[int, bool]] = set()
        for room in rooms:
            likeness = (self.places.left[room], room in self.places.roomy)
            if not self.inside[room]:
                if likeness in alike:
                    continue
                alike.add(likeness)
            if self.places.free(room) >= len(unit.people) and not unit.apart & self.inside[room]:
                yield room

    def _repeats(self, unit: _Unit, room: RoomId) -> int:
        met = (self.met.get(person, {}) for person in unit.people)
        return sum(known.get(other, 0) for known in met for other in self.inside[room])


def find_rooms(table: Table, groupings: Sequence[Grouping], dice: random.Random) -> Found:
    """Return rooms for the people of ``groupings``, keeping all of them if that can be found."""
    if not groupings:
        return Found({}, table.places, ())
    attempts = _Attempts(table, groupings, dice)
    attempts.keep(sorted(attempts.hopeful(), key=lambda grouping: grouping.keeping))
    return attempts.found


@dataclass(slots=True)
class _Attempts:
    """Searches for more and more groupings; ``kept`` are those that ``found`` keeps."""

    table: Table
    groupings: Sequence[Grouping]
    dice: random.Random
    effort: int = _EFFORT_IN_ALL
    kept: list[Grouping] = field(default_factory=list)
    found: Found = field(init=False)

    def __post_init__(self) -> None:
        self.found = Found({}, self.table.places.copy(), tuple(self.groupings))

    def hopeful(self) -> list[Grouping]:
        """Return the groupings without those that keep more people apart than there are rooms."""
        there = {*self.table.people, *self.table.inside}
        rooms = len(self.table.places.left)
        return [
            grouping
            for grouping in self.groupings
            if grouping.keeping == "together" or len(there.intersection(grouping.people)) <= rooms
        ]

    def keep(self, more: Sequence[Grouping]) -> None:
        """Keep as many of ``more`` as fit one after the other, besides those kept already."""
        found = self._search([*self.kept, *more])
        if found is not None:
            self.kept.extend(more)
            self.found = found
        elif len(more) > 1:
            half = len(more) // 2
            self.keep(more[:half])
            self.keep(more[half:])

    def _search(self, wanted: Sequence[Grouping]) -> Found | None:
        if self.effort <= 0:
            return None
        inside: dict[RoomId, set[PersonId]] = {room: set() for room in self.table.places.left}
        for person, room in self.table.inside.items():
            inside[room].add(person)
        search = _Search(self.table.places.copy(), inside, self.table.met, self.dice, _EFFORT)
        rooms = search.run(_units(self.table, wanted, self.dice))
        self.effort -= search.tried + len(self.table.people)
        given_up = tuple(grouping for grouping in self.groupings if grouping not in wanted)
        return None if rooms is None else Found(rooms, search.places, given_up)


def _units(table: Table, groupings: Sequence[Grouping], dice: random.Random) -> list[_Unit]:
    """Return who has to be placed, the hardest to place first."""
    order = {person: number for number, person in enumerate((*table.inside, *table.people))}
    apart = _kept_apart(groupings, order)
    together = circles(groupings)
    bound = set[PersonId]().union(*together)
    alone = ({person} for person in table.people if person in apart and person not in bound)
    units = []
    for circle in (*together, *alone):
        there = sorted(circle & order.keys(), key=order.__getitem__)
        people = tuple(person for person in there if person not in table.inside)
        rooms = tuple(dict.fromkeys(table.inside[person] for person in there if person in table.inside))
        others = frozenset[PersonId]().union(*(apart.get(person, set()) for person in people))
        if people and (rooms or others or len(people) > 1):
            units.append(_Unit(people, rooms, others))
    dice.shuffle(units)
    return sorted(units, key=lambda unit: (not unit.rooms, -len(unit.people), -len(unit.apart)))


def _kept_apart(groupings: Iterable[Grouping], there: Iterable[PersonId]) -> dict[PersonId, set[PersonId]]:
    apart: dict[PersonId, set[PersonId]] = {}
    for grouping in groupings:
        if grouping.keeping == "apart":
            for first, second in permutations([person for person in grouping.people if person in there], 2):
                apart.setdefault(first, set()).add(second)
    return apart
