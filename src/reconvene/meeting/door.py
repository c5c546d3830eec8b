"""Who comes in (JN3): the lock, the passcode and the lobby, which stop newcomers only.

Moderators' links open every door, and whoever has a seat returns to it.
"""

from collections.abc import Sequence

from reconvene.meeting import attendance
from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import moderation_events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import PersonId
from reconvene.meeting.names import clean_name
from reconvene.meeting.placing import require_person
from reconvene.meeting.refusals import Code, Refusal


def join(decision: Decision, person: PersonId, command: c.Join) -> None:
    """JN1 to JN3: take a seat, come back to the one that was kept, or wait in the lobby."""
    state = decision.state
    if person in state.door.barred:
        raise Refusal(Code.REMOVED)
    role = state.roles_given.get(person, command.role)
    if person in state.people or role != "participant":
        if person in state.door.waiting:
            decision.add(e.Admitted((person,)))
        attendance.join(decision, person, command)
    elif person in state.door.waiting:
        return
    elif state.permissions.locked:
        raise Refusal(Code.MEETING_LOCKED)
    elif state.door.passcode not in (None, command.passcode):
        raise Refusal(Code.PASSCODE_REQUIRED)
    elif state.permissions.lobby:
        decision.add(e.Knocked(person, decision.now))
    else:
        attendance.join(decision, person, command)


def stop_waiting(decision: Decision, person: PersonId) -> None:
    """JN3: let somebody go who waits no longer; on coming back they wait anew."""
    decision.add(e.WaitEnded((person,)))


def admit(decision: Decision, command: m.AdmitPeople) -> None:
    """JN3: let people in from the lobby; they are late joiners like any other (JN4)."""
    let_in(decision, _waiting(decision, command.people))


def let_in(decision: Decision, people: Sequence[PersonId]) -> None:
    """Seat people who waited, in the order they came."""
    if people:
        decision.add(e.Admitted(tuple(people)))
    for person in people:
        attendance.join(decision, person, c.Join("participant"))


def refuse(decision: Decision, command: m.RefusePeople) -> None:
    """JN3: turn waiting people away; their seat token opens nothing any more."""
    people = _waiting(decision, command.people)
    if people:
        decision.add(e.WaitEnded(people))
        decision.add(e.Barred(people))


def _waiting(decision: Decision, people: tuple[PersonId, ...] | None) -> tuple[PersonId, ...]:
    """Return the people meant, or all who wait; raise `Refusal` for anybody who does not wait."""
    waiting = decision.state.door.waiting
    if people is None:
        return tuple(waiting)
    if any(person not in waiting for person in people):
        raise Refusal(Code.NOT_WAITING)
    return tuple(dict.fromkeys(people))


def set_passcode(decision: Decision, request: c.Request, command: m.SetPasscode) -> None:
    """JN3: ask newcomers for a passcode, or no longer."""
    if command.passcode is None:
        if decision.state.door.passcode is not None:
            decision.add(e.PasscodeSet(None))
        return
    limit = decision.limits.passcode
    if clean_name(command.passcode, limit) != command.passcode:
        raise Refusal(Code.PASSCODE, limit=limit)
    decision.add(e.PasscodeSet(request.text))


def remove(decision: Decision, command: m.RemovePerson) -> None:
    """RT3: take somebody out of every room, with their media and their token; the host stays."""
    person = require_person(decision, command.person)
    if person.role == "host":
        raise Refusal(Code.HOST_FIXED)
    decision.add(e.Barred((person.id,)))
    attendance.leave(decision, person.id)
