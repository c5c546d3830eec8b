"""What may be asked about presentations (RM1, RM3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import RoomId


@dataclass(frozen=True, slots=True)
class ShareScreen:
    """RM3 *Share content*: show one's screen to the room one is in; ``sound`` if its sound is sent too.

    A moderator takes over from whoever presents there.
    """

    sound: bool = False


@dataclass(frozen=True, slots=True)
class StopPresenting:
    """Stop what one presents in the room one is in."""


@dataclass(frozen=True, slots=True)
class EndPresentation:
    """RM1: stop what is presented in a room, whoever presents it."""

    room: RoomId


PresenterCommand: TypeAlias = ShareScreen | StopPresenting
PresentingCommand: TypeAlias = PresenterCommand | EndPresentation
