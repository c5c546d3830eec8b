"""Who may do what, given and taken (RM1)."""

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.placing import require_person
from reconvene.meeting.refusals import Code, Refusal


def set_role(decision: Decision, command: c.SetRole) -> None:
    """RM1: make someone a moderator or a participant; they stay where they are."""
    person = require_person(decision, command.person)
    if "host" in (person.role, command.role):
        if person.role != command.role:
            raise Refusal(Code.HOST_FIXED)
        return
    if person.role == command.role:
        return
    if person.id in decision.state.speaking_to_all:
        decision.add(e.VoiceSet(person.id, on=False))
    if command.role == "moderator" and person.assignment is not None:
        decision.add(e.Assigned(((person.id, None),)))
    decision.add(e.RoleSet(person.id, command.role))
