"""What a room is being shown (RM1, RM3): one presentation at a time."""

from dataclasses import dataclass, replace
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
    """What the people of a room are shown, and by whom.

    ``asked`` are those who ask to present, the first to ask first; ``offered`` is the one of them to whom the
    presenter hands over.
    """

    by: PersonId
    what: Shown
    asked: tuple[PersonId, ...] = ()
    offered: PersonId | None = None


def followed_by(before: Presentation | None, by: PersonId, what: Shown) -> Presentation:
    """Return what comes after ``before`` in a room; who asked for it still asks, unless they present now."""
    if before is None:
        return Presentation(by, what)
    if before.by == by:
        return replace(before, what=what)
    return Presentation(by, what, tuple(person for person in before.asked if person != by))
