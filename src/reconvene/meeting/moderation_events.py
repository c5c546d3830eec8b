"""Facts of keeping a meeting in order (RM1, JN3). ``by`` is nobody for the server's operator."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import Millis, PersonId, TextId
from reconvene.meeting.permissions import Permissions


@dataclass(frozen=True, slots=True)
class PermissionsSet:
    """Participants may do this from now on."""

    permissions: Permissions


@dataclass(frozen=True, slots=True)
class Muted:
    """A moderator switched these people's microphones off."""

    people: tuple[PersonId, ...]
    by: PersonId | None


@dataclass(frozen=True, slots=True)
class CameraStopped:
    """A moderator switched somebody's camera off."""

    person: PersonId
    by: PersonId | None


@dataclass(frozen=True, slots=True)
class HandsLowered:
    """A moderator lowered these people's hands."""

    people: tuple[PersonId, ...]
    by: PersonId | None


@dataclass(frozen=True, slots=True)
class Knocked:
    """A person waits in the lobby."""

    person: PersonId
    at: Millis


@dataclass(frozen=True, slots=True)
class Admitted:
    """These people wait no longer: they were let in."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class WaitEnded:
    """These people wait no longer and were not let in."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """These people's seat tokens open nothing any more: they were removed or refused."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class PasscodeSet:
    """Newcomers must know these words, or none."""

    passcode: TextId | None


ModerationEvent: TypeAlias = (
    PermissionsSet
    | Muted
    | CameraStopped
    | HandsLowered
    | Knocked
    | Admitted
    | WaitEnded
    | Barred
    | PasscodeSet
)
