"""CF4: dealing people out to rooms."""

import random  # noqa: TID251 - seeded by an argument, so a pure function of it
from collections.abc import Sequence

from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.state import State


def open_rooms(state: State) -> tuple[RoomId, ...]:
    """Return the breakout rooms that take people in, in dashboard order."""
    return tuple(room.id for room in state.rooms.values() if room.closes_at is None)


def deal(state: State, seed: int) -> tuple[tuple[PersonId, RoomId], ...]:
    """Deal every participant out to the open rooms at random; room sizes differ by at most one.

    Returns one pair per participant in order of joining; empty when there is no room.
    """
    rooms = open_rooms(state)
    if not rooms:
        return ()
    participants = [person.id for person in state.people.values() if not person.moderates]
    places = _places(rooms, len(participants), random.Random(seed))  # noqa: S311 - not a secret
    return tuple(zip(participants, places, strict=True))


def _places(rooms: Sequence[RoomId], count: int, dice: random.Random) -> list[RoomId]:
    """Return ``count`` places in random order, each room as often as the others or once more."""
    order = list(rooms)
    dice.shuffle(order)
    places = [order[index % len(order)] for index in range(count)]
    dice.shuffle(places)
    return places


def smallest_room(state: State) -> RoomId | None:
    """JN4: return the open room with the fewest people assigned, the first of several; none without rooms."""
    sizes = dict.fromkeys(open_rooms(state), 0)
    for person in state.people.values():
        if person.assignment in sizes:
            sizes[person.assignment] += 1
    return min(sizes, key=sizes.__getitem__, default=None)
