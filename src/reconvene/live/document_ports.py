"""What shared documents need from the outside, as Protocols that ``adapters`` and tests implement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from reconvene.meeting.ids import MeetingId, RoomId

DocumentKind: TypeAlias = Literal["board", "note"]


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """Names a document: every room has one of each kind."""

    meeting: MeetingId
    kind: DocumentKind
    room: RoomId


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """One stored change of a document; ``seq`` grows, with gaps where changes were put together."""

    seq: int
    update: bytes


class DocumentStore(Protocol):
    """Where documents are kept, as the changes they are made of.

    Every method raises `LogUnavailable` if the store cannot be used now; nothing is stored then.
    """

    async def read(self, key: DocumentKey) -> Sequence[StoredUpdate]:
        """Return all of a document, in order; nothing for one that nobody wrote in."""
        ...

    async def append(self, key: DocumentKey, stored: StoredUpdate) -> None:
        """Store a change; once this returns it survives any crash.

        Raises `LogConflict` if there is one of that ``seq``: another process writes the document too.
        """
        ...

    async def compact(self, key: DocumentKey, whole: StoredUpdate) -> None:
        """Put ``whole`` in the place of all changes up to its ``seq``."""
        ...

    async def forget(self, meeting: MeetingId) -> None:
        """Delete all documents of a meeting."""
        ...


class PageSocket(Protocol):
    """One page's connection to a document. Neither method waits."""

    def send(self, frame: str | bytes) -> None:
        """Queue a frame. A connection that reads too slowly closes itself; the page then comes back."""
        ...

    def close(self, code: int, reason: str) -> None:
        """End the connection after what is queued, with a close code of `docs/protocol.md`."""
        ...
