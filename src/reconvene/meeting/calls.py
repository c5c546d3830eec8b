"""Asking for a moderator, and what moderators do about it (CA)."""

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, PersonId
from reconvene.meeting.placing import require_open, require_person
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.rooms import require_room
from reconvene.meeting.state import Person


def call(decision: Decision, request: c.Request, command: c.CallModerator) -> None:
    """CA1: open a call, or renew the reason of the one that is open; repeats merge.

    Moderators have nobody to call: they see each other in the dashboard.
    """
    person = require_seat(decision.state, request)
    if person.moderates:
        raise Refusal(Code.NOT_PARTICIPANT)
    if not decision.state.allow.call:
        raise Refusal(Code.CALL_NOT_ALLOWED)
    if person.seat == MAIN:
        raise Refusal(Code.NOT_IN_BREAKOUT)
    if command.reason is not None and len(command.reason) > decision.limits.call_reason:
        raise Refusal(Code.CALL_REASON, limit=decision.limits.call_reason)
    given = c.text_of(command) is not None
    if person.call is None or given:
        decision.add(e.Called(person.id, decision.now, request.text if given else None))


def cancel(decision: Decision, request: c.Request) -> None:
    """CA1: take one's own call back; without one there is nothing to do."""
    person = require_seat(decision.state, request)
    if person.call is not None:
        decision.add(e.CallCleared(person.id, dismissed=False))


def answer(decision: Decision, request: c.Request, command: c.AnswerCall) -> None:
    """CA1 *Join*: the moderator is in the caller's room, and the call is over."""
    moderator = require_seat(decision.state, request)
    caller = _require_caller(decision, command.person)
    require_open(decision)
    require_room(decision, caller.seat)
    if moderator.seat != caller.seat:
        decision.add(e.Moved(((moderator.id, caller.seat),)))
    elif moderator.move is not None:
        decision.add(e.MovesCancelled((moderator.id,)))
    decision.add(e.CallCleared(caller.id, dismissed=False))


def claim(decision: Decision, request: c.Request, command: c.ClaimCall) -> None:
    """CA1 *On my way*: two moderators need not both go; the last to say so counts."""
    moderator = require_seat(decision.state, request)
    caller = _require_caller(decision, command.person)
    if caller.call is not None and caller.call.claimed_by != moderator.id:
        decision.add(e.CallClaimed(caller.id, moderator.id))


def dismiss(decision: Decision, command: c.DismissCall) -> None:
    """CA1 *X*: the call is over and the caller is told."""
    caller = _require_caller(decision, command.person)
    decision.add(e.CallCleared(caller.id, dismissed=True))


def _require_caller(decision: Decision, person: PersonId) -> Person:
    caller = require_person(decision, person)
    if caller.call is None:
        raise Refusal(Code.NO_CALL)
    return caller


def clear_in_main(decision: Decision) -> None:
    """CA1: who is back in main asks for nobody any more, and a session that ended has no calls."""
    for person in decision.state.people.values():
        if person.call is not None and person.seat == MAIN:
            decision.add(e.CallCleared(person.id, dismissed=False))
