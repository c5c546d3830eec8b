"""Which feeds each person should hear and see (RT2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from reconvene.media.feeds import Feed
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.presentations import Presentation, Screen
from reconvene.meeting.state import Person, State
from reconvene.meeting.touched import changed_people

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
    """Which pictures a page shows in ``room``, and how high they are there (in dots).

    ``whole``: nothing was left out, so what the page could not yet know of is shown too.
    """

    room: RoomId
    heights: Mapping[Feed, int]
    whole: bool = False

    def holds(self, room: RoomId) -> bool:
        """Return whether this still says what the page shows; who looks at nothing does so in every room."""
        return room == self.room or (not self.heights and not self.whole)


_NOWHERE: Final = RoomId("")
"""Stands for breakout rooms in which nobody sends anything."""

_NO_GAZES: Final[Mapping[PersonId, Gaze]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Room:
    """What can be received in one room, the most important first.

    ``crowd`` is what everybody wants there who is not among the ``heads``, the first senders, and whose page
    does not say what it shows.
    """

    sounds: tuple[Feed, ...] = ()
    pictures: tuple[Feed, ...] = ()
    shown: frozenset[Feed] = frozenset()
    heads: frozenset[PersonId] = frozenset()
    crowd: Wanted = field(default_factory=Wanted)


_EMPTY: Final = _Room()


def wanted(
    state: State,
    sending: Collection[PersonId],
    speakers: Sequence[PersonId] = (),
    gazes: Mapping[PersonId, Gaze] = _NO_GAZES,
) -> dict[PersonId, Wanted]:
    """Return for every person present what they should hear and see; see `Wishes`."""
    return Wishes().follow(state, sending, speakers, gazes)


class Wishes:
    """What everybody present should hear and see: everybody else in their own room.

    Whom nothing touches is given the same object as the time before. So what follows for a thousand people
    costs little when one of them does something.
    """

    def __init__(self) -> None:
        self._rooms: dict[RoomId, _Room] = {}
        self._given: dict[PersonId, tuple[_Room, Gaze | None, Wanted]] = {}

    def follow(
        self,
        state: State,
        sending: Collection[PersonId],
        speakers: Sequence[PersonId] = (),
        gazes: Mapping[PersonId, Gaze] = _NO_GAZES,
    ) -> dict[PersonId, Wanted]:
        """Return what each person should hear and see now.

        ``sending`` are the people whose publisher connection is up; ``speakers`` those who spoke, the latest
        first. A shared screen and its sound (RM1) come first. Then only unmuted voices and running cameras
        are wanted: speakers first, then whoever is unmuted, then the rest, each in order of joining, so that
        short slots go to those who talk. Moderators who speak to all rooms (BC1) are heard in every breakout
        room besides, before all others. A page whose ``gazes`` tell what it shows gets the pictures of these
        alone, the largest first, in the layer that its tile needs, and what it could not yet know of; any
        other page may get all.
        """
        self._rooms = self._rooms_now(state, sending, speakers)
        silent = self._rooms[_NOWHERE]
        given, self._given = self._given, {}
        for person in state.people.values():
            if person.away_since is None:
                room = self._rooms.get(person.seat, silent if person.seat != MAIN else _EMPTY)
                gaze = gazes.get(person.id)
                known = given.get(person.id)
                if known is None or known[0] is not room or known[1] is not gaze:
                    known = (room, gaze, _for(person, room, gaze))
                self._given[person.id] = known
        return {person: wishes for person, (_, _, wishes) in self._given.items()}

    def _rooms_now(
        self, state: State, sending: Collection[PersonId], speakers: Sequence[PersonId]
    ) -> dict[RoomId, _Room]:
        """Return what can be received in each room; a room where that is as before is the same object."""
        everywhere = _voices_to_all(state, sending)
        rooms = {
            room: _room(state, room, people, everywhere)
            for room, people in _by_room(state, sending, speakers).items()
        }
        rooms[_NOWHERE] = _whole(everywhere, ())
        known = self._rooms
        return {name: known[name] if known.get(name) == room else room for name, room in rooms.items()}


def touches_media(before: State, after: State) -> bool:
    """Return whether anything is different that says who hears and sees whom."""
    if before.presentations is not after.presentations or before.speaking_to_all != after.speaking_to_all:
        return True
    return any(
        _standing(before.people.get(person)) != _standing(after.people.get(person))
        for person in changed_people(before, after)
    )


def _standing(person: Person | None) -> tuple[object, ...] | None:
    if person is None:
        return None
    return person.seat, person.microphone, person.camera, person.away_since is None


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
    return _whole(tuple(sounds), tuple(dict.fromkeys((*screen, *cameras))))


def _whole(sounds: tuple[Feed, ...], pictures: tuple[Feed, ...]) -> _Room:
    crowd = Wanted(sounds[: MOST + 1], pictures[: MOST + 1])
    heads = frozenset(feed.person for feed in (*crowd.audio, *crowd.video))
    return _Room(sounds, pictures, frozenset(pictures), heads, crowd)


def _shown(state: State, room: RoomId, people: Sequence[Person]) -> tuple[tuple[Feed, ...], tuple[Feed, ...]]:
    """Return picture and sound of the screen that a room is shown, where there are such."""
    match state.presentations.get(room):
        case Presentation(by, Screen(sound)) if any(person.id == by for person in people):
            return (Feed(by, "screen"),), (Feed(by, "screen_sound"),) if sound else ()
        case _:
            return (), ()


def _for(listener: Person, room: _Room, gaze: Gaze | None) -> Wanted:
    looks = gaze is not None and gaze.holds(listener.seat)
    if not looks and listener.id not in room.heads:
        return room.crowd
    sounds = _others(listener, room.crowd.audio)
    if gaze is None or not looks:
        return Wanted(sounds, _others(listener, room.crowd.video))
    seen = [feed for feed in gaze.heights if feed in room.shown and feed.person != listener.id]
    seen.sort(key=lambda feed: (feed.source != "screen", -gaze.heights[feed]))
    layers = {feed: layer_for(gaze.heights[feed]) for feed in seen if feed.source == "camera"}
    coming = room.crowd.video if gaze.whole else ()
    return Wanted(sounds, tuple(dict.fromkeys((*seen, *_others(listener, coming)))), layers)


def _others(listener: Person, feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Return ``feeds`` without the listener's own."""
    return tuple(feed for feed in feeds if feed.person != listener.id)


def layer_for(height: int) -> int:
    """Return the simulcast layer (0 lowest, 2 highest) that a tile of this height needs."""
    if height <= _LOW_UP_TO:
        return 0
    return 1 if height <= _MIDDLE_UP_TO else 2
