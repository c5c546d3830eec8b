"""The rules: what a command leads to."""

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from reconvene.meeting import (
    actions,
    attendance,
    broadcasts,
    calls,
    chat,
    door,
    files,
    groupings,
    harvests,
    moderation,
    moves,
    presenting,
    roles,
    rooms,
    rounds,
    session,
    showing,
)
from reconvene.meeting import chat_commands as cc
from reconvene.meeting import commands as c
from reconvene.meeting import grouping_commands as g
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import presenting_commands as pc
from reconvene.meeting import showing_commands as sc
from reconvene.meeting.decision import Decision
from reconvene.meeting.events import Event
from reconvene.meeting.files_commands import AddFile, EraseFiles, RemoveFile
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.ids import Millis
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import authorise
from reconvene.meeting.state import State

_Attendance: TypeAlias = c.Join | c.Disconnect | c.Leave
_Rooms: TypeAlias = c.ConfigureBreakout | c.KeepRooms | c.AddRoom | c.RenameRoom | c.DeleteRoom
_Places: TypeAlias = (
    c.MovePeople | c.Shuffle | c.SwapPeople | c.MoveRoom | c.PinPerson | c.Undo | c.MoveToNextRoom
)
_Session: TypeAlias = c.StartBreakout | c.EndBreakout | c.AddTime | c.GatherEveryone | c.SendBack
_Own: TypeAlias = c.JoinRoom | c.SetMicrophone | c.SetCamera | c.RaiseHand
_Talk: TypeAlias = (
    c.Broadcast
    | c.BroadcastVoice
    | c.CallModerator
    | c.CancelCall
    | c.AnswerCall
    | c.ClaimCall
    | c.DismissCall
)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a request leads to: the facts, and the state ``after`` them, which is what they evolve to."""

    events: tuple[Event, ...]
    after: State


def decide(state: State, request: c.Request, now: Millis) -> tuple[Event, ...]:
    """Return the events that ``request`` leads to; see `conclude`."""
    return conclude(state, request, now).events


def conclude(state: State, request: c.Request, now: Millis) -> Conclusion:
    """Return what ``request`` leads to at time ``now``; no events where all is so already.

    What is due by ``now`` happens first, so a request is never decided on a state that is out of date.
    Raises `Refusal` if the request cannot be granted; nothing has changed then.
    """
    decision = Decision(state, now, request.seed)
    session.tick(decision)
    authorise(decision.state, request)
    by_itself = len(decision.events)
    _carry_out(decision, request)
    if len(decision.events) > by_itself:
        actions.note(decision, request, by_itself)
    calls.clear_in_main(decision)
    presenting.end_what_cannot_go_on(decision)
    return Conclusion(tuple(decision.events), decision.state)


def _carry_out(decision: Decision, request: c.Request) -> None:
    match request.command:
        case c.Tick():
            pass
        case c.Join() | c.Disconnect() | c.Leave():
            _attendance(decision, request, request.command)
        case c.ConfigureBreakout() | c.KeepRooms() | c.AddRoom() | c.RenameRoom() | c.DeleteRoom():
            _rooms(decision, request.command)
        case c.StartBreakout() | c.EndBreakout() | c.AddTime() | c.GatherEveryone() | c.SendBack():
            _session(decision, request.command)
        case c.JoinRoom() | c.SetMicrophone() | c.SetCamera() | c.RaiseHand():
            _own(decision, request, request.command)
        case g.KeepPeople() | g.DropGrouping():
            groupings.handle(decision, request.command)
        case BringBack():
            harvests.handle(decision, request.by, request.command)
        case (
            m.SetPermissions()
            | m.MutePerson()
            | m.MuteAll()
            | m.StopCameraOf()
            | m.LowerHand()
            | m.LowerAllHands()
            | m.RemovePerson()
            | m.AdmitPeople()
            | m.RefusePeople()
            | m.SetPasscode()
        ):
            moderation.handle(decision, request, request.command)
        case cc.Say() | cc.EditLine() | cc.DeleteLine():
            chat.handle(decision, request, request.command)
        case c.SetRole():
            roles.set_role(decision, request.command)
        case (
            pc.ShareScreen()
            | pc.StopPresenting()
            | pc.AskToPresent()
            | pc.HandOver()
            | pc.KeepPresenting()
            | pc.EndPresentation()
        ):
            presenting.handle(decision, request, request.command)
        case (
            c.MovePeople()
            | c.Shuffle()
            | c.SwapPeople()
            | c.MoveRoom()
            | c.PinPerson()
            | c.Undo()
            | c.MoveToNextRoom()
        ):
            _places(decision, request.command)
        case AddFile() | RemoveFile() | EraseFiles():
            files.handle(decision, request, request.command)
        case sc.ShowFile() | sc.TurnPage() | sc.SetPlayback():
            showing.handle(decision, request, request.command)
        case _:
            _talk(decision, request, request.command)


def _attendance(decision: Decision, request: c.Request, command: _Attendance) -> None:
    if request.by is None:
        raise Refusal(Code.NO_SEAT)
    match command:
        case c.Join():
            door.join(decision, request.by, command)
        case c.Disconnect() | c.Leave() if request.by in decision.state.door.waiting:
            door.stop_waiting(decision, request.by)
        case c.Disconnect():
            attendance.disconnect(decision, request.by)
        case c.Leave():
            attendance.leave(decision, request.by)
        case _:
            assert_never(command)


def _rooms(decision: Decision, command: _Rooms) -> None:
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


def _session(decision: Decision, command: _Session) -> None:
    match command:
        case c.StartBreakout():
            session.start(decision)
        case c.EndBreakout():
            session.end(decision)
        case c.AddTime():
            session.add_time(decision, command)
        case c.GatherEveryone():
            rounds.gather(decision)
        case c.SendBack():
            rounds.send_back(decision)
        case _:
            assert_never(command)


def _places(decision: Decision, command: _Places) -> None:
    match command:
        case c.MovePeople():
            moves.move_people(decision, command)
        case c.Shuffle():
            moves.shuffle(decision, command)
        case c.SwapPeople():
            rounds.swap(decision, command)
        case c.MoveRoom():
            rounds.move_room(decision, command)
        case c.PinPerson():
            rounds.pin(decision, command)
        case c.Undo():
            rounds.undo(decision)
        case c.MoveToNextRoom():
            rounds.move_to_next_room(decision, command)
        case _:
            assert_never(command)


def _own(decision: Decision, request: c.Request, command: _Own) -> None:
    match command:
        case c.JoinRoom():
            moves.join_room(decision, request, command)
        case c.SetMicrophone() | c.SetCamera() | c.RaiseHand():
            attendance.set_own_state(decision, request, command)
        case _:
            assert_never(command)


def _talk(decision: Decision, request: c.Request, command: _Talk) -> None:
    match command:
        case c.Broadcast():
            broadcasts.broadcast(decision, request, command)
        case c.BroadcastVoice():
            broadcasts.speak(decision, request, command)
        case c.CallModerator():
            calls.call(decision, request, command)
        case c.CancelCall():
            calls.cancel(decision, request)
        case c.AnswerCall():
            calls.answer(decision, request, command)
        case c.ClaimCall():
            calls.claim(decision, request, command)
        case c.DismissCall():
            calls.dismiss(decision, command)
        case _:
            assert_never(command)
