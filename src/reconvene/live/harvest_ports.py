"""What bringing content back needs from the outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reconvene.meeting.ids import MeetingId, RoomId


@dataclass(frozen=True, slots=True)
class HarvestPart:
    """What one room had: the note's text, and the board as a Yjs update (``None`` for an empty one)."""

    room: RoomId
    note: str
    board: bytes | None


class HarvestStore(Protocol):
    """Where harvests' content is kept. Every method raises `LogUnavailable` if it cannot be used now."""

    async def read(self, meeting: MeetingId, number: int) -> Sequence[HarvestPart]:
        """Return a harvest's parts; none if nothing of it was stored yet."""
        ...

    async def keep(self, meeting: MeetingId, number: int, parts: Sequence[HarvestPart]) -> None:
        """Store all parts of a harvest at once; one that is stored already stays as it is."""
        ...

    async def forget(self, meeting: MeetingId) -> None:
        """Delete what is kept of a meeting."""
        ...
