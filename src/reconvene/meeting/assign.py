"""CF4, SH1: dealing people out to rooms."""

import random  # noqa: TID251 - seeded by an argument, so a pure function of it
from collections import defaultdict
from collections.abc import Sequence

from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.state import State


def open_rooms(state: State) -> tuple[RoomId, ...]:
    """Return the breakout rooms that take people in, in dashboard order."""
    return tuple(room.id for room in state.rooms.values() if room.closes_at is None)


def deal(state: State, seed: int, *, memory: bool = False) -> tuple[tuple[PersonId, RoomId], ...]:
    """Deal participants out to the open rooms at random; room sizes differ by at most one.

    Moderators and pinned people stay where they are; pinned people count in their rooms, as far as that
    can be evened out. With ``memory`` each person goes, one after the other in random order, where those
    are whom they have met least (`State.met`). Returns one pair per person dealt; empty without rooms.
    """
    rooms = open_rooms(state)
    people = [person.id for person in state.people.values() if not person.moderates and not person.pinned]
    if not rooms or not people:
        return ()
    dice = random.Random(seed)  # noqa: S311 - not a secret
    places = _places(state, rooms, len(people), dice)
    if memory:
        return _least_met(state, people, places, dice)
    dice.shuffle(places)
    return tuple(zip(people, places, strict=True))


def _places(state: State, rooms: Sequence[RoomId], count: int, dice: random.Random) -> list[RoomId]:
    """Return ``count`` places that even the rooms out, each next one in a room with the fewest people."""
    sizes = dict.fromkeys(rooms, 0)
    for person in state.people.values():
        if person.pinned and not person.moderates and person.assignment in sizes:
            sizes[person.assignment] += 1
    order = list(rooms)
    dice.shuffle(order)
    places: list[RoomId] = []
    level = min(sizes.values())
    while len(places) < count:
        lowest = [room for room in order if sizes[room] == level][: count - len(places)]
        for room in lowest:
            sizes[room] += 1
        places.extend(lowest)
        level += 1
    return places


def _least_met(
    state: State, people: Sequence[PersonId], places: Sequence[RoomId], dice: random.Random
) -> tuple[tuple[PersonId, RoomId], ...]:
    acquainted: dict[PersonId, dict[PersonId, int]] = defaultdict(dict)
    for (first, second), times in state.met.items():
        acquainted[first][second] = acquainted[second][first] = times
    free: dict[RoomId, int] = defaultdict(int)
    for room in places:
        free[room] += 1
    inside = {p.id: p.assignment for p in state.people.values() if p.pinned and p.assignment is not None}
    order = list(people)
    dice.shuffle(order)
    for person in order:
        repeats = dict.fromkeys(free, 0)
        for other, times in acquainted[person].items():
            if inside.get(other) in repeats:
                repeats[inside[other]] += times
        # Of the rooms with the fewest repetitions the emptiest: late choices stay free for late people.
        fewest = min(repeats.values())
        room = max((room for room in free if repeats[room] == fewest), key=free.__getitem__)
        inside[person] = room
        free[room] -= 1
        if not free[room]:
            del free[room]
    return tuple((person, inside[person]) for person in people)


def smallest_room(state: State) -> RoomId | None:
    """JN4: return the open room with the fewest people assigned, the first of several; none without rooms."""
    sizes = dict.fromkeys(open_rooms(state), 0)
    for person in state.people.values():
        if person.assignment in sizes:
            sizes[person.assignment] += 1
    return min(sizes, key=sizes.__getitem__, default=None)
