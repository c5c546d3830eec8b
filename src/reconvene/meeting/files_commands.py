"""What people and the server may ask about files."""

from dataclasses import dataclass

from reconvene.meeting.files_state import FileKind
from reconvene.meeting.ids import FileId, Millis, PersonId, RoomId


@dataclass(frozen=True, slots=True)
class AddFile:
    """RM3: put a file that was uploaded into the room it was begun in. Only the server says this."""

    file: FileId
    room: RoomId
    name: str
    size: int
    kind: FileKind


@dataclass(frozen=True, slots=True)
class EraseFiles:
    """Take away the files that ``by`` added (none for everybody) before a time. Only the server says this."""

    by: PersonId | None
    before: Millis


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """RM3: take a file away: whoever added it, or a moderator."""

    file: FileId
