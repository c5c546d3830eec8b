"""What happened to files that are shown, as the log keeps it (RM3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import FileId, PersonId, RoomId
from reconvene.meeting.presentations import Playback


@dataclass(frozen=True, slots=True)
class FileShown:
    """A room is shown a file, in place of what it was shown before; ``playback`` if it takes its time."""

    room: RoomId
    person: PersonId
    file: FileId
    playback: Playback | None


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The file that a room is shown stands at another page."""

    room: RoomId
    page: int


@dataclass(frozen=True, slots=True)
class PlaybackSet:
    """The file that a room is shown plays on from another place, or rests."""

    room: RoomId
    playback: Playback


ShowingEvent: TypeAlias = FileShown | PageTurned | PlaybackSet
