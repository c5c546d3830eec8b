"""What may be asked about bringing content back to main (RM3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import RoomId


@dataclass(frozen=True, slots=True)
class BringBack:
    """RM3 *Bring back to main*: show notes, boards and files of ``rooms`` in main; null for all rooms."""

    rooms: tuple[RoomId, ...] | None = None


HarvestCommand: TypeAlias = BringBack
"""Moderators' commands."""
