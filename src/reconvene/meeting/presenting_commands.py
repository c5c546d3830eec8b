"""What may be asked about presentations (RM1, RM3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import PersonId, RoomId


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
class AskToPresent:
    """Ask whoever presents in one's room to hand over, or ask no longer."""

    asking: bool = True


@dataclass(frozen=True, slots=True)
class HandOver:
    """Let somebody who asked present next: they take over as soon as they show something."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class KeepPresenting:
    """Say no to somebody who asked, or take a hand-over back that they have not made use of."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class EndPresentation:
    """RM1: stop what is presented in a room, whoever presents it."""

    room: RoomId


PresenterCommand: TypeAlias = ShareScreen | StopPresenting | AskToPresent | HandOver | KeepPresenting
PresentingCommand: TypeAlias = PresenterCommand | EndPresentation
