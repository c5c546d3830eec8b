"""Keeping a meeting in order: what moderators do about others (RM1)."""

from typing import assert_never

from reconvene.meeting import commands as c
from reconvene.meeting import door
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import moderation_events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, RoomId
from reconvene.meeting.placing import require_person
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person


def handle(decision: Decision, request: c.Request, command: m.ModerationCommand) -> None:
    """Carry out a moderator's command."""
    match command:
        case m.SetPermissions():
            _set_permissions(decision, command)
        case m.MutePerson() | m.MuteAll():
            _mute(decision, request, command)
        case m.StopCameraOf():
            _stop_camera(decision, request, command)
        case m.LowerHand() | m.LowerAllHands():
            _lower_hands(decision, request, command)
        case m.RemovePerson():
            door.remove(decision, command)
        case m.AdmitPeople():
            door.admit(decision, command)
        case m.RefusePeople():
            door.refuse(decision, command)
        case m.SetPasscode():
            door.set_passcode(decision, request, command)
        case _:
            assert_never(command)


def _set_permissions(decision: Decision, command: m.SetPermissions) -> None:
    """Note what participants may do; what runs goes on, and without a lobby who waited is let in."""
    if command.permissions != decision.state.permissions:
        decision.add(e.PermissionsSet(command.permissions))
    if not command.permissions.lobby:
        door.let_in(decision, tuple(decision.state.door.waiting))


def _mute(decision: Decision, request: c.Request, command: m.MutePerson | m.MuteAll) -> None:
    """Switch microphones off; *Mute all* leaves those of moderators on."""
    if isinstance(command, m.MutePerson):
        meant: tuple[Person, ...] = (require_person(decision, command.person),)
    else:
        people = _people_in(decision, command.room)
        meant = tuple(person for person in people if not person.moderates)
    heard = tuple(person.id for person in meant if person.microphone)
    if heard:
        decision.add(e.Muted(heard, request.by))


def _stop_camera(decision: Decision, request: c.Request, command: m.StopCameraOf) -> None:
    person = require_person(decision, command.person)
    if person.camera:
        decision.add(e.CameraStopped(person.id, request.by))


def _lower_hands(decision: Decision, request: c.Request, command: m.LowerHand | m.LowerAllHands) -> None:
    if isinstance(command, m.LowerHand):
        meant: tuple[Person, ...] = (require_person(decision, command.person),)
    else:
        meant = _people_in(decision, command.room)
    raised = tuple(person.id for person in meant if person.hand)
    if raised:
        decision.add(e.HandsLowered(raised, request.by))


def _people_in(decision: Decision, room: RoomId | None) -> tuple[Person, ...]:
    """Return who is in a room, or everybody; raise `Refusal` for a room that does not exist."""
    if room is not None and room != MAIN and room not in decision.state.rooms:
        raise Refusal(Code.UNKNOWN_ROOM)
    people = decision.state.people.values()
    return tuple(person for person in people if room is None or person.seat == room)
