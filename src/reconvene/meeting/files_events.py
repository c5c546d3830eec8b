"""Facts about files, as the log keeps them."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.files_state import File
from reconvene.meeting.ids import FileId


@dataclass(frozen=True, slots=True)
class FileAdded:
    """A room has one file more."""

    file: File


@dataclass(frozen=True, slots=True)
class FileRemoved:
    """A room has one file less."""

    file: FileId


FilesEvent: TypeAlias = FileAdded | FileRemoved
