"""What happened to presentations, as the log keeps it (RM1, RM3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import PersonId, RoomId


@dataclass(frozen=True, slots=True)
class ScreenShared:
    """A room is shown a person's screen, in place of what it was shown before."""

    room: RoomId
    person: PersonId
    sound: bool


@dataclass(frozen=True, slots=True)
class PresentationEnded:
    """A room is shown nothing any more."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class FloorAsked:
    """A person asks to present in a room in which somebody else does."""

    room: RoomId
    person: PersonId


@dataclass(frozen=True, slots=True)
class FloorOffered:
    """A room's presenter hands over to somebody who asked, as soon as they show something."""

    room: RoomId
    person: PersonId


@dataclass(frozen=True, slots=True)
class FloorAskEnded:
    """A person does not ask any more, nor is anything handed over to them.

    ``kept`` if it was the presenter who said so.
    """

    room: RoomId
    person: PersonId
    kept: bool


PresentingEvent: TypeAlias = ScreenShared | PresentationEnded | FloorAsked | FloorOffered | FloorAskEnded
