"""The action log: what moderators did, for moderators to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting import presenting_commands as pc
from reconvene.meeting.decision import Decision
from reconvene.meeting.grouping_commands import DropGrouping, KeepPeople
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.moderation_commands import AdmitPeople, ModerationCommand, RefusePeople, subjects
from reconvene.meeting.state import Action

MAIN_NAME = "Main room"

_LOGGED = get_args(c.BreakoutCommand)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a command was about; the fields are those of `Action`."""

    people: tuple[PersonId, ...] = ()
    room: str = ""
    rooms: tuple[str, ...] = ()
    count: int | None = None
    how: str = ""


def note(decision: Decision, request: c.Request, since: int) -> None:
    """Note a moderator's command that led to something; what people do for themselves is not noted.

    ``since`` is where the events begin that the command led to.
    """
    if not isinstance(request.command, _LOGGED):
        return
    last = decision.state.actions[-1].number if decision.state.actions else 0
    about = _subject(decision, request.command, decision.events[since:])
    kind = type(request.command).__name__
    action = Action(
        last + 1,
        decision.now,
        request.by,
        kind,
        about.people,
        about.room,
        about.rooms,
        about.count,
        about.how,
    )
    decision.add(e.ActionTaken(action))


def _subject(decision: Decision, command: c.Command, events: list[e.Event]) -> _Subject:
    """Return whom, which rooms, how many and in what way a command was about."""
    match command:
        case c.ConfigureBreakout(assign=assign):
            return _Subject(count=len(decision.state.rooms), how=assign)
        case c.KeepRooms():
            return _Subject(count=len(decision.state.rooms))
        case c.AddRoom() | c.RenameRoom() | c.DeleteRoom() | c.MoveRoom():
            return _of_room(decision, command, events)
        case c.Shuffle() | c.Undo() | c.MoveToNextRoom() | c.GatherEveryone() | c.SendBack():
            return _Subject(count=len(_moved(events)), how=_way(command))
        case c.StartBreakout():
            return _Subject(count=len(_moved(events)))
        case BringBack(rooms):
            return _Subject(rooms=_names(decision, rooms or ()))
        case c.AddTime(minutes):
            return _Subject(count=minutes)
        case c.Broadcast(rooms=rooms):
            received = (event.announcement.received for event in events if isinstance(event, e.Announced))
            return _Subject(rooms=_names(decision, rooms or ()), count=sum(received))
        case _ if isinstance(command, ModerationCommand):
            return _of_order(decision, command)
        case _:
            return _of_people(decision, command)


def _of_order(decision: Decision, command: ModerationCommand) -> _Subject:
    people, room = subjects(command)
    if isinstance(command, AdmitPeople | RefusePeople) and command.people is None:
        people = tuple(decision.before.door.waiting)
    return _Subject(people, "" if room is None else _name(decision, room))


def _of_room(
    decision: Decision, command: c.AddRoom | c.RenameRoom | c.DeleteRoom | c.MoveRoom, events: list[e.Event]
) -> _Subject:
    match command:
        case c.AddRoom():
            return _Subject(room=list(decision.state.rooms.values())[-1].name)
        case c.RenameRoom(room):
            return _Subject(room=_name(decision, room), rooms=(decision.state.rooms[room].name,))
        case c.DeleteRoom(room):
            return _Subject(room=_name(decision, room))
        case c.MoveRoom(room, to):
            names = _names(decision, (room,))
            return _Subject(room=_name(decision, to), rooms=names, count=len(_moved(events)))


def _of_people(decision: Decision, command: c.Command) -> _Subject:
    match command:
        case c.MovePeople(people, room):
            return _Subject(people, _name(decision, room))
        case c.SwapPeople(first, second):
            return _Subject((first, second))
        case c.PinPerson(person, pinned):
            return _Subject((person,), how="pinned" if pinned else "unpinned")
        case c.AnswerCall(person) | c.ClaimCall(person) | c.DismissCall(person):
            return _Subject((person,), _name(decision, decision.before.people[person].seat))
        case c.SetRole(person, role):
            return _Subject((person,), how=role)
        case pc.EndPresentation(room):
            presenter = decision.before.presentations[room].by
            return _Subject((presenter,), _name(decision, room))
        case KeepPeople(people, keeping):
            return _Subject(people, how=keeping)
        case DropGrouping(number):
            dropped = next(each for each in decision.before.groupings.all if each.number == number)
            return _Subject(dropped.people, how=dropped.keeping)
        case c.BroadcastVoice(on):
            return _Subject(how="on" if on else "off")
        case _:
            return _Subject()


def _way(command: c.Command) -> str:
    match command:
        case c.Shuffle(memory=True):
            return "memory"
        case c.MoveToNextRoom(back):
            return "back" if back else "next"
        case _:
            return ""


def _moved(events: list[e.Event]) -> set[PersonId]:
    """Return whom the events gave another room, now or in a moment."""
    moved: set[PersonId] = set()
    for event in events:
        match event:
            case e.Assigned(assignments):
                moved.update(person for person, _ in assignments)
            case e.MovesScheduled(moves):
                moved.update(person for person, _ in moves)
            case e.MovesCancelled(people):
                moved.update(people)
            case _:
                pass
    return moved


def _names(decision: Decision, rooms: Iterable[RoomId]) -> tuple[str, ...]:
    return tuple(_name(decision, room) for room in rooms)


def _name(decision: Decision, room: RoomId) -> str:
    """Return a room's name before the command, so that a deleted room is still called something."""
    if room == MAIN:
        return MAIN_NAME
    found = decision.before.rooms.get(room) or decision.state.rooms.get(room)
    return "" if found is None else found.name
