"""Who speaks now and who spoke last; never kept in the log."""

from collections.abc import Iterable
from typing import Final

from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.state import State

REMEMBERED: Final = 64
"""How many people who spoke are remembered, the latest first."""


class Speakers:
    """Keeps who speaks. Only unmuted people in the meeting count."""

    def __init__(self) -> None:
        self._now: dict[PersonId, None] = {}
        self._latest: list[PersonId] = []

    def note(self, person: PersonId, *, on: bool) -> None:
        """Note that someone began or stopped speaking."""
        if not on:
            self._now.pop(person, None)
            return
        self._now[person] = None
        self._latest = [person, *(other for other in self._latest if other != person)][:REMEMBERED]

    def latest(self) -> tuple[PersonId, ...]:
        """Return those who speak now, then those who spoke, the latest first.

        Who goes on speaking is not put behind those who only said a word meanwhile.
        """
        return tuple(sorted(self._latest, key=lambda person: person not in self._now))

    def by_room(self, state: State) -> dict[RoomId, tuple[PersonId, ...]]:
        """Return who speaks in each room where anyone does."""
        rooms: dict[RoomId, list[PersonId]] = {}
        for person in self._heard(state):
            rooms.setdefault(state.people[person].seat, []).append(person)
        return {room: tuple(people) for room, people in rooms.items()}

    def _heard(self, state: State) -> Iterable[PersonId]:
        known = (person for person in self._now if person in state.people)
        return (person for person in known if state.people[person].microphone)
