"""What people and the server may ask about files."""

from dataclasses import dataclass

from reconvene.meeting.files_state import FileKind
from reconvene.meeting.ids import FileId, RoomId


@dataclass(frozen=True, slots=True)
class AddFile:
    """RM3: put a file that was uploaded into the room it was begun in. Only the server says this."""

    file: FileId
    room: RoomId
    name: str
    size: int
    kind: FileKind


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """RM3: take a file away: whoever added it, or a moderator."""

    file: FileId
