"""What a room is being shown (RM1, RM3): one presentation at a time."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import FileId, Millis, PersonId


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, window or tab of the presenter; ``sound`` if what it plays is sent too."""

    sound: bool = False


@dataclass(frozen=True, slots=True)
class Playback:
    """How sound or film goes on: at time ``at`` it stood at ``position`` (in milliseconds)."""

    playing: bool
    position: Millis
    at: Millis


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of the room: ``page`` for what has pages, ``playback`` for what takes its time."""

    file: FileId
    page: int = 1
    playback: Playback | None = None


Shown: TypeAlias = Screen | ShownFile


@dataclass(frozen=True, slots=True)
class Presentation:
    """What the people of a room are shown, and by whom."""

    by: PersonId
    what: Shown
