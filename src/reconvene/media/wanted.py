"""Which feeds each person should hear and see (RT2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Final

from reconvene.media.feeds import Feed
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.presentations import Presentation, Screen
from reconvene.meeting.state import Person, State

MOST: Final = 64
"""Feeds of a kind that are named for one person at most; there are fewer slots than that."""

_LOW_UP_TO: Final = 180
_MIDDLE_UP_TO: Final = 360
"""Dots of height up to which the lowest and the middle simulcast layer of a camera are enough."""

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
class Gaze:
    """Which pictures a page shows in ``room``, and how high they are there (in dots)."""

    room: RoomId
    heights: Mapping[Feed, int]

    def holds(self, room: RoomId) -> bool:
        """Return whether this still says what the page shows; who looks at nothing does so in every room."""
        return not self.heights or room == self.room


_NO_GAZES: Final[Mapping[PersonId, Gaze]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Room:
    """What can be received in one room, the most important first."""

    sounds: tuple[Feed, ...] = ()
    pictures: Mapping[Feed, None] = field(default_factory=dict)


def wanted(
    state: State,
    sending: Collection[PersonId],
    speakers: Sequence[PersonId] = (),
    gazes: Mapping[PersonId, Gaze] = _NO_GAZES,
) -> dict[PersonId, Wanted]:
    """Return for every person present what they should hear and see: everybody else in their own room.

    ``sending`` are the people whose publisher connection is up; ``speakers`` those who spoke, the latest
    first. A shared screen and its sound (RM1) come first. Then only unmuted voices and running cameras are
    wanted: speakers first, then whoever is unmuted, then the rest, each in order of joining, so that short
    slots go to those who talk. Moderators who speak to all rooms (BC1) are heard in every breakout room
    besides, before all others. A page whose ``gazes`` tell what it shows gets the pictures of these alone,
    the largest first, in the layer that its tile needs; any other page may get all.
    """
    everywhere = _voices_to_all(state, sending)
    rooms = {
        room: _room(state, room, people, everywhere)
        for room, people in _by_room(state, sending, speakers).items()
    }
    alone = _Room(sounds=everywhere)
    return {
        person.id: _for(
            person,
            rooms.get(person.seat, alone if person.seat != MAIN else _Room()),
            gazes.get(person.id),
        )
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
    return _Room(tuple(sounds), dict.fromkeys((*screen, *cameras)))


def _shown(state: State, room: RoomId, people: Sequence[Person]) -> tuple[tuple[Feed, ...], tuple[Feed, ...]]:
    """Return picture and sound of the screen that a room is shown, where there are such."""
    match state.presentations.get(room):
        case Presentation(by, Screen(sound)) if any(person.id == by for person in people):
            return (Feed(by, "screen"),), (Feed(by, "screen_sound"),) if sound else ()
        case _:
            return (), ()


def _for(listener: Person, room: _Room, gaze: Gaze | None) -> Wanted:
    sounds = _others(listener, room.sounds)
    if gaze is None or not gaze.holds(listener.seat):
        return Wanted(sounds, _others(listener, room.pictures))
    seen = [feed for feed in gaze.heights if feed in room.pictures and feed.person != listener.id]
    seen.sort(key=lambda feed: (feed.source != "screen", -gaze.heights[feed]))
    layers = {feed: layer_for(gaze.heights[feed]) for feed in seen if feed.source == "camera"}
    return Wanted(sounds, tuple(seen), layers)


def _others(listener: Person, feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Return the first of ``feeds``, of a crowd as many as may matter, without the listener's own."""
    return tuple(feed for feed in islice(feeds, MOST + 1) if feed.person != listener.id)


def layer_for(height: int) -> int:
    """Return the simulcast layer (0 lowest, 2 highest) that a tile of this height needs."""
    if height <= _LOW_UP_TO:
        return 0
    return 1 if height <= _MIDDLE_UP_TO else 2
