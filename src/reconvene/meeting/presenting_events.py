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


PresentingEvent: TypeAlias = ScreenShared | PresentationEnded
