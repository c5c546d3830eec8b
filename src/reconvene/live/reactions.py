"""Reactions: shown for a moment to those in the same room, never kept, and few enough to be followed."""

from collections import deque
from typing import Final, TypeAlias

from reconvene.meeting.ids import Millis, PersonId, RoomId

PERSON: Final = 4
"""Reactions of one person within `PERSON_SPAN`; what is beyond is not shown."""

PERSON_SPAN: Final = Millis(2_000)

ROOM: Final = 20
"""Reactions in one room within `ROOM_SPAN`: in a large room nobody can follow more."""

ROOM_SPAN: Final = Millis(1_000)

_Shown: TypeAlias = deque[Millis]


class Reactions:
    """Decides which reactions are shown."""

    def __init__(self) -> None:
        self._people: dict[PersonId, _Shown] = {}
        self._rooms: dict[RoomId, _Shown] = {}

    def lets(self, person: PersonId, room: RoomId, now: Millis) -> bool:
        """Return whether a reaction of ``person`` in ``room`` is shown now, and count it if so."""
        own = self._people.setdefault(person, deque(maxlen=PERSON))
        together = self._rooms.setdefault(room, deque(maxlen=ROOM))
        if _is_full(own, now, PERSON_SPAN) or _is_full(together, now, ROOM_SPAN):
            return False
        own.append(now)
        together.append(now)
        return True

    def forget(self, person: PersonId) -> None:
        """Drop what is known of somebody who is gone."""
        self._people.pop(person, None)


def _is_full(shown: _Shown, now: Millis, span: Millis) -> bool:
    return len(shown) == shown.maxlen and shown[0] + span > now
