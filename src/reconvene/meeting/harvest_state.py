"""What was brought back to main from the rooms (RM3): which rooms, when, by whom; never the content."""

from dataclasses import dataclass
from typing import Final

from reconvene.meeting.ids import FileId, Millis, PersonId, RoomId

KEPT_HARVESTS: Final = 50
"""Harvests that stay readable."""


@dataclass(frozen=True, slots=True)
class HarvestedRoom:
    """A room as it was called then, with the files it had."""

    room: RoomId
    name: str
    files: tuple[FileId, ...]


@dataclass(frozen=True, slots=True)
class Harvest:
    """Everything some rooms had at one moment; ``number`` counts from 1."""

    number: int
    by: PersonId | None
    at: Millis
    rooms: tuple[HarvestedRoom, ...]
