"""Which feeds each person should hear and see (RT2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reconvene.media.feeds import Feed
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.state import Person, State


@dataclass(frozen=True, slots=True)
class Wanted:
    """Feeds one person should receive, the most important first; there may be more than there are slots."""

    audio: tuple[Feed, ...] = ()
    video: tuple[Feed, ...] = ()


def wanted(
    state: State, sending: Collection[PersonId], speakers: Sequence[PersonId] = ()
) -> dict[PersonId, Wanted]:
    """Return for every person present what they should hear and see: everybody else in their own room.

    ``sending`` are the people whose publisher connection is up; ``speakers`` those who spoke, the latest
    first. Only unmuted voices and running cameras are wanted. Speakers come first, then whoever is
    unmuted, then the rest, each in order of joining, so that short slots go to those who talk. Moderators
    who speak to all rooms (BC1) are heard in every breakout room besides, before all others.
    """
    ranks = {person: rank for rank, person in enumerate(speakers)}
    rooms: dict[RoomId, list[Person]] = {}
    for person in state.people.values():
        if person.away_since is None and person.id in sending:
            rooms.setdefault(person.seat, []).append(person)
    ranked = {room: sorted(people, key=lambda p: _rank(p, ranks)) for room, people in rooms.items()}
    everywhere = (state.people[person] for person in state.speaking_to_all if person in sending)
    voices = [person for person in everywhere if person.away_since is None]
    return {
        person.id: _for(person, ranked.get(person.seat, []), voices if person.seat != MAIN else [])
        for person in state.people.values()
        if person.away_since is None
    }


def _rank(person: Person, ranks: Mapping[PersonId, int]) -> tuple[int, bool]:
    return ranks.get(person.id, len(ranks)), not person.microphone


def _for(listener: Person, ranked: Sequence[Person], voices: Sequence[Person]) -> Wanted:
    others = [person for person in ranked if person.id != listener.id]
    heard = dict.fromkeys(person.id for person in (*voices, *others) if person.microphone)
    heard.pop(listener.id, None)
    return Wanted(
        audio=tuple(Feed(person, "microphone") for person in heard),
        video=tuple(Feed(person.id, "camera") for person in others if person.camera),
    )
