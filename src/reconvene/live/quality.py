"""How well everybody's connection works, as their pages say; never kept in the log."""

from typing import Final

from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.state import State

GOOD: Final = 4
"""The level that goes without saying."""


class Qualities:
    """Keeps the levels that pages have told."""

    def __init__(self) -> None:
        self._levels: dict[PersonId, int] = {}

    def note(self, person: PersonId, level: int) -> None:
        """Note how well somebody's connection works."""
        if level == GOOD:
            self._levels.pop(person, None)
        else:
            self._levels[person] = level

    def by_room(self, state: State) -> dict[RoomId, dict[PersonId, int]]:
        """Return whose connection does not work well, in each room where there is anybody (RT2)."""
        rooms: dict[RoomId, dict[PersonId, int]] = {}
        for person, level in self._levels.items():
            if person in state.people:
                rooms.setdefault(state.people[person].seat, {})[person] = level
        return rooms
