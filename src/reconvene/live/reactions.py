"""Reactions: shown for a moment to those in the same room, never kept, and few enough to be followed."""

from typing import Final

from reconvene.live.allowance import Allowances
from reconvene.meeting.ids import Millis, PersonId, RoomId

PERSON: Final = 4
PERSON_PER_SECOND: Final = 2
"""Reactions of one person at once, and in the long run; what is beyond is not shown."""

ROOM: Final = 20
ROOM_PER_SECOND: Final = 20
"""Reactions in one room: in a large room nobody can follow more."""


class Reactions:
    """Decides which reactions are shown."""

    def __init__(self) -> None:
        self._people = Allowances(PERSON, PERSON_PER_SECOND)
        self._rooms = Allowances(ROOM, ROOM_PER_SECOND)

    def lets(self, person: PersonId, room: RoomId, now: Millis) -> bool:
        """Return whether a reaction of ``person`` in ``room`` is shown now, and count it if so."""
        return (
            self._rooms.holds(room, now) and self._people.spend(person, now) and self._rooms.spend(room, now)
        )
