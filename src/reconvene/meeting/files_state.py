"""What is known of files: whose room's they are and what can be done with them, never their content."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting.ids import FileId, Millis, PersonId, RoomId, TextId

FileKind: TypeAlias = Literal["image", "pdf", "audio", "video", "other"]
"""What a file is by its content; ``other`` can be downloaded and nothing else."""


@dataclass(frozen=True, slots=True)
class File:
    """RM3: a file that belongs to ``room``; ``size`` in bytes, ``name`` names its words."""

    id: FileId
    room: RoomId
    by: PersonId
    at: Millis
    name: TextId
    size: int
    kind: FileKind
