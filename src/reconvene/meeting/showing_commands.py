"""What may be asked about a file that is shown to a room (RM3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import FileId, Millis


@dataclass(frozen=True, slots=True)
class ShowFile:
    """*Show to everyone*: let the room one is in see or hear one of its files."""

    file: FileId


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Show another page of the PDF that is shown; the first is 1."""

    page: int


@dataclass(frozen=True, slots=True)
class SetPlayback:
    """Play the sound or film that is shown from ``position`` on, or let it rest there."""

    playing: bool
    position: Millis


ShowingCommand: TypeAlias = ShowFile | TurnPage | SetPlayback
