"""What files need from the outside: where contents are kept, and which file has which content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reconvene.meeting.files_state import FileKind
from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId, RoomId


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: who sends it to which room, and how many bytes it will have."""

    id: FileId
    meeting: MeetingId
    room: RoomId
    by: PersonId
    name: str
    size: int
    begun: Millis


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file: ``digest`` is its SHA-256 in hexadecimal, type and kind are decided by the bytes."""

    digest: str
    size: int
    media_type: str
    kind: FileKind


class ContentRefused(Exception):
    """A content is not let in."""


class Infected(ContentRefused):
    """The scanner does not let a content in."""


class PictureTooLarge(ContentRefused):
    """A picture has more dots than everybody's browser can be asked to draw."""


class FilesUnavailable(Exception):
    """Files cannot be written or read now (disk full, folder gone); what was there before is still there."""


class FileStore(Protocol):
    """Contents by digest, each once, and what is on its way. Nothing is ever held in memory as a whole."""

    async def uploads(self) -> Sequence[Upload]:
        """Return all uploads that were begun and neither finished nor cancelled, also before a restart."""
        ...

    async def begin(self, upload: Upload) -> None:
        """Make a place for an upload; raises `FilesUnavailable`."""
        ...

    async def offset(self, upload: FileId) -> int:
        """Return how many bytes of an upload are here."""
        ...

    async def append(self, upload: FileId, data: bytes) -> None:
        """Add bytes at the end; raises `FilesUnavailable` with nothing added that `offset` would not tell."""
        ...

    async def finish(self, upload: FileId) -> Content:
        """Keep the content for good: once this returns it survives any crash.

        Raises `ContentRefused` (the upload is gone then) or `FilesUnavailable` (it is still there).
        """
        ...

    async def cancel(self, upload: FileId) -> None:
        """Forget an upload and its bytes; one that is not there is ignored."""
        ...

    async def path(self, digest: str) -> Path:
        """Return where a content can be read; raises `FilesUnavailable` if it is not there."""
        ...

    async def discard(self, digest: str) -> None:
        """Delete a content; one that is not there is ignored."""
        ...


class FileIndex(Protocol):
    """Which file of which meeting has which content. It and the log say together what there is."""

    async def add(self, meeting: MeetingId, file: FileId, content: Content) -> None:
        """Store what a file has; adding the same file again changes nothing."""
        ...

    async def find(self, meeting: MeetingId, file: FileId) -> Content | None:
        """Return what a file has."""
        ...

    async def of_meeting(self, meeting: MeetingId) -> Mapping[FileId, Content]:
        """Return all files of a meeting."""
        ...

    async def remove(self, meeting: MeetingId, file: FileId) -> bool:
        """Forget a file; return whether its content belongs to no file any more."""
        ...
