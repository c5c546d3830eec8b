"""The action log: what moderators did, for moderators to read."""

from typing import get_args

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.state import Action

MAIN_NAME = "Main room"

_LOGGED = get_args(c.BreakoutCommand)


def note(decision: Decision, request: c.Request) -> None:
    """Note a moderator's command that led to something; what people do for themselves is not noted."""
    if not isinstance(request.command, _LOGGED):
        return
    last = decision.state.actions[-1].number if decision.state.actions else 0
    people, room = _subjects(request.command)
    kind = type(request.command).__name__
    name = "" if room is None else _name(decision, room)
    decision.add(e.ActionTaken(Action(last + 1, decision.now, request.by, kind, people, name)))


def _name(decision: Decision, room: RoomId) -> str:
    """Return a room's name before the command, so that a deleted room is still called something."""
    if room == MAIN:
        return MAIN_NAME
    found = decision.before.rooms.get(room) or decision.state.rooms.get(room)
    return "" if found is None else found.name


def _subjects(command: c.Command) -> tuple[tuple[PersonId, ...], RoomId | None]:
    """Return whom and which room a command is about."""
    match command:
        case c.MovePeople(people, room):
            return people, room
        case c.SwapPeople(first, second):
            return (first, second), None
        case c.MoveRoom(_, to):
            return (), to
        case c.RenameRoom(room) | c.DeleteRoom(room):
            return (), room
        case (
            c.PinPerson(person)
            | c.AnswerCall(person)
            | c.ClaimCall(person)
            | c.DismissCall(person)
            | c.SetRole(person)
        ):
            return (person,), None
        case _:
            return (), None
