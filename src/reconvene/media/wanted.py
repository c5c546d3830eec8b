"""Which feeds each person should hear and see (RT2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from reconvene.media.feeds import Feed
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.presentations import Presentation, Screen
from reconvene.meeting.state import Person, State

MOST: Final = 64
"""Feeds of a kind that are named for one person at most; there are fewer slots than that."""

_NO_LAYERS: Final[Mapping[Feed, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Feeds one person should receive, the most important first; there may be more than there are slots.

    ``layers`` are simulcast layers of pictures whose size on the screen is known.
    """

    audio: tuple[Feed, ...] = ()
    video: tuple[Feed, ...] = ()
    layers: Mapping[Feed, int] = field(default_factory=lambda: _NO_LAYERS)


@dataclass(frozen=True, slots=True)
class _Room:
    """What can be received in one room, the most important first."""

    sounds: tuple[Feed, ...] = ()
    pictures: tuple[Feed, ...] = ()


def wanted(
    state: State, sending: Collection[PersonId], speakers: Sequence[PersonId] = ()
) -> dict[PersonId, Wanted]:
    """Return for every person present what they should hear and see: everybody else in their own room.

    ``sending`` are the people whose publisher connection is up; ``speakers`` those who spoke, the latest
    first. A shared screen and its sound (RM1) come first. Then only unmuted voices and running cameras are
    wanted: speakers first, then whoever is unmuted, then the rest, each in order of joining, so that short
    slots go to those who talk. Moderators who speak to all rooms (BC1) are heard in every breakout room
    besides, before all others.
    """
    everywhere = _voices_to_all(state, sending)
    rooms = {
        room: _room(state, room, people, everywhere)
        for room, people in _by_room(state, sending, speakers).items()
    }
    alone = _Room(sounds=everywhere)
    return {
        person.id: _for(person, rooms.get(person.seat, alone if person.seat != MAIN else _Room()))
        for person in state.people.values()
        if person.away_since is None
    }


def _by_room(
    state: State, sending: Collection[PersonId], speakers: Sequence[PersonId]
) -> dict[RoomId, list[Person]]:
    """Return who can be heard and seen in each room, the most important first."""
    ranks = {person: rank for rank, person in enumerate(speakers)}
    rooms: dict[RoomId, list[Person]] = {}
    for person in state.people.values():
        if person.away_since is None and person.id in sending:
            rooms.setdefault(person.seat, []).append(person)
    for people in rooms.values():
        people.sort(key=lambda person: (ranks.get(person.id, len(ranks)), not person.microphone))
    return rooms


def _voices_to_all(state: State, sending: Collection[PersonId]) -> tuple[Feed, ...]:
    speaking = (state.people[person] for person in state.speaking_to_all if person in sending)
    return tuple(Feed(p.id, "microphone") for p in speaking if p.away_since is None and p.microphone)


def _room(state: State, room: RoomId, people: Sequence[Person], everywhere: tuple[Feed, ...]) -> _Room:
    voices = (Feed(person.id, "microphone") for person in people if person.microphone)
    cameras = (Feed(person.id, "camera") for person in people if person.camera)
    screen, screen_sound = _shown(state, room, people)
    sounds = dict.fromkeys((*(everywhere if room != MAIN else ()), *screen_sound, *voices))
    return _Room(tuple(sounds), (*screen, *cameras))


def _shown(state: State, room: RoomId, people: Sequence[Person]) -> tuple[tuple[Feed, ...], tuple[Feed, ...]]:
    """Return picture and sound of the screen that a room is shown, where there are such."""
    match state.presentations.get(room):
        case Presentation(by, Screen(sound)) if any(person.id == by for person in people):
            return (Feed(by, "screen"),), (Feed(by, "screen_sound"),) if sound else ()
        case _:
            return (), ()


def _for(listener: Person, room: _Room) -> Wanted:
    return Wanted(_others(listener, room.sounds), _others(listener, room.pictures))


def _others(listener: Person, feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """Return the first of ``feeds``, of a crowd as many as may matter, without the listener's own."""
    return tuple(feed for feed in feeds[: MOST + 1] if feed.person != listener.id)
