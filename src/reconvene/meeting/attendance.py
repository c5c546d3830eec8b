"""Who is in the meeting, and what people say of themselves (JN)."""

from typing import assert_never

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.assign import smallest_room
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import PersonId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.state import Person, Role, State


def join(decision: Decision, person: PersonId, command: c.Join) -> None:
    """JN1, JN2: take a seat in main, or come back to the seat that was kept, with all that belongs to it."""
    known = decision.state.people.get(person)
    if known is None:
        decision.add(e.Joined(person, _role(decision, person, command.role), decision.now))
        _assign_late_joiner(decision, person)
    elif known.away_since is not None:
        decision.add(e.Reconnected(person))


def _role(decision: Decision, person: PersonId, role: Role) -> Role:
    """Return the role to seat someone with: the first to come as moderator owns the meeting.

    A role that a moderator gave or took counts for more than the link somebody comes back by (RM1).
    """
    role = decision.state.roles_given.get(person, role)
    if role == "participant":
        return role
    return "host" if decision.state.host in (None, person) else "moderator"


def _assign_late_joiner(decision: Decision, person: PersonId) -> None:
    """JN4: with the policy `smallest` nobody stays without a room; in a draft, with automatic assignment."""
    state = decision.state
    room = smallest_room(state, person)
    wanted = (state.phase == "open" and state.late == "smallest") or (
        state.phase == "draft" and state.assign == "automatic"
    )
    if not wanted or room is None or state.people[person].moderates:
        return
    decision.add(e.Assigned(((person, room),)))
    if state.phase == "open":
        decision.add(e.MovesScheduled(((person, room),), decision.after(decision.limits.move_countdown)))


def disconnect(decision: Decision, person: PersonId) -> None:
    """JN2: keep the seat of someone who has no connection any more."""
    known = decision.state.people.get(person)
    if known is not None and known.away_since is None:
        if person in decision.state.speaking_to_all:
            decision.add(e.VoiceSet(person, on=False))
        decision.add(e.Disconnected(person, decision.now))


def leave(decision: Decision, person: PersonId) -> None:
    """Give the seat up."""
    if person in decision.state.people:
        decision.add(e.Left(person))


def set_own_state(
    decision: Decision, request: c.Request, command: c.SetMicrophone | c.SetCamera | c.RaiseHand
) -> None:
    """Note that someone's microphone, camera or hand changed; saying the same again changes nothing.

    RM1: participants switch on only what the moderators allow.
    """
    person = require_seat(decision.state, request)
    match command:
        case c.SetMicrophone(on) if on != person.microphone:
            _require_permission(decision.state, person, command)
            decision.add(e.MicrophoneSet(person.id, on))
        case c.SetCamera(on) if on != person.camera:
            _require_permission(decision.state, person, command)
            decision.add(e.CameraSet(person.id, on))
        case c.RaiseHand(raised) if raised != person.hand:
            decision.add(e.HandSet(person.id, raised, decision.now))
        case c.SetMicrophone() | c.SetCamera() | c.RaiseHand():
            pass
        case _:
            assert_never(command)


def _require_permission(state: State, person: Person, command: c.SetMicrophone | c.SetCamera) -> None:
    if person.moderates or not command.on:
        return
    match command:
        case c.SetMicrophone() if not state.permissions.unmute:
            raise Refusal(Code.UNMUTE_NOT_ALLOWED)
        case c.SetCamera() if not state.permissions.camera:
            raise Refusal(Code.CAMERA_NOT_ALLOWED)
        case _:
            pass
