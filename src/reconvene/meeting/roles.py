"""Who may do what, given and taken (RM1)."""

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.placing import require_person
from reconvene.meeting.refusals import Code, Refusal


def set_role(decision: Decision, command: c.SetRole) -> None:
    """RM1: make someone a moderator or a participant; they stay where they are.

    What only the one can have ends with it: an assignment, a pin, a call; speaking to all rooms, and being
    on the way to somebody who calls.
    """
    person = require_person(decision, command.person)
    if "host" in (person.role, command.role):
        if person.role != command.role:
            raise Refusal(Code.HOST_FIXED)
        return
    if person.role == command.role:
        return
    if person.id in decision.state.speaking_to_all:
        decision.add(e.VoiceSet(person.id, on=False))
    if person.call is not None:
        decision.add(e.CallCleared(person.id, dismissed=False))
    if person.pinned:
        decision.add(e.Pinned(person.id, pinned=False))
    if person.assignment is not None:
        decision.add(e.Assigned(((person.id, None),)))
    decision.add(e.RoleSet(person.id, command.role))
