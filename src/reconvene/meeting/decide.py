"""The rules: what a command leads to."""

from typing import assert_never

from reconvene.meeting import attendance, moves, rooms, session
from reconvene.meeting import commands as c
from reconvene.meeting.decision import Decision
from reconvene.meeting.events import Event
from reconvene.meeting.ids import Millis
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import authorise
from reconvene.meeting.state import State


def decide(state: State, request: c.Request, now: Millis) -> tuple[Event, ...]:
    """Return the events that ``request`` leads to at time ``now``; none where all is so already.

    What is due by ``now`` happens first, so a request is never decided on a state that is out of date.
    Raises `Refusal` if the request cannot be granted; nothing has changed then.
    """
    decision = Decision(state, now, request.seed)
    session.tick(decision)
    authorise(decision.state, request)
    match request.command:
        case c.Tick():
            pass
        case c.Join() | c.Disconnect() | c.Leave():
            _attendance(decision, request, request.command)
        case c.SetMicrophone() | c.SetCamera() | c.RaiseHand():
            attendance.set_own_state(decision, request, request.command)
        case c.ConfigureBreakout() | c.KeepRooms() | c.AddRoom() | c.RenameRoom() | c.DeleteRoom():
            _rooms(decision, request.command)
        case c.MovePeople():
            moves.move_people(decision, request.command)
        case c.Shuffle():
            moves.shuffle(decision)
        case c.JoinRoom():
            moves.join_room(decision, request, request.command)
        case c.StartBreakout():
            session.start(decision)
        case c.EndBreakout():
            session.end(decision)
        case c.AddTime():
            session.add_time(decision, request.command)
        case _:
            assert_never(request.command)
    return tuple(decision.events)


def _attendance(decision: Decision, request: c.Request, command: c.Join | c.Disconnect | c.Leave) -> None:
    if request.by is None:
        raise Refusal(Code.NO_SEAT)
    match command:
        case c.Join():
            attendance.join(decision, request.by, command)
        case c.Disconnect():
            attendance.disconnect(decision, request.by)
        case c.Leave():
            attendance.leave(decision, request.by)
        case _:
            assert_never(command)


def _rooms(
    decision: Decision, command: c.ConfigureBreakout | c.KeepRooms | c.AddRoom | c.RenameRoom | c.DeleteRoom
) -> None:
    match command:
        case c.ConfigureBreakout():
            rooms.configure(decision, command)
        case c.KeepRooms():
            rooms.keep(decision)
        case c.AddRoom():
            rooms.add(decision, command)
        case c.RenameRoom():
            rooms.rename(decision, command)
        case c.DeleteRoom():
            rooms.delete(decision, command)
        case _:
            assert_never(command)
