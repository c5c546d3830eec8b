"""What moderators may ask for to keep a meeting in order (RM1, JN3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.permissions import Permissions


@dataclass(frozen=True, slots=True)
class SetPermissions:
    """RM1, JN3: say what participants may do from now on; without a lobby nobody waits any more."""

    permissions: Permissions


@dataclass(frozen=True, slots=True)
class MutePerson:
    """RM1: switch somebody's microphone off; they may switch it on again if that is allowed."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MuteAll:
    """RM1: switch the microphones of all participants off, in one room or everywhere."""

    room: RoomId | None = None


@dataclass(frozen=True, slots=True)
class StopCameraOf:
    """RM1: switch somebody's camera off; they may switch it on again if that is allowed."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class LowerHand:
    """RM1: lower somebody's hand."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class LowerAllHands:
    """RM1: lower all hands, in one room or everywhere."""

    room: RoomId | None = None


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """RT3: take somebody out of the meeting, with their media and their token."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class AdmitPeople:
    """JN3: let people in from the lobby; without ``people`` all who wait."""

    people: tuple[PersonId, ...] | None = None


@dataclass(frozen=True, slots=True)
class RefusePeople:
    """JN3: turn away people who wait in the lobby; without ``people`` all of them."""

    people: tuple[PersonId, ...] | None = None


@dataclass(frozen=True, slots=True)
class SetPasscode:
    """JN3: ask newcomers for a passcode from now on, or with null no longer."""

    passcode: str | None


ModerationCommand: TypeAlias = (
    SetPermissions
    | MutePerson
    | MuteAll
    | StopCameraOf
    | LowerHand
    | LowerAllHands
    | RemovePerson
    | AdmitPeople
    | RefusePeople
    | SetPasscode
)
"""For moderators only."""


def subjects(command: ModerationCommand) -> tuple[tuple[PersonId, ...], RoomId | None]:
    """Return whom and which room a command is about, for the action log."""
    match command:
        case AdmitPeople(people) | RefusePeople(people):
            return people or (), None
        case MuteAll(room) | LowerAllHands(room):
            return (), room
        case MutePerson(person) | StopCameraOf(person) | LowerHand(person) | RemovePerson(person):
            return (person,), None
        case SetPermissions() | SetPasscode():
            return (), None
