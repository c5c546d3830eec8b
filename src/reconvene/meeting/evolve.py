"""What each event makes of the state. Total: an event that was decided can always be applied."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import assert_never

from reconvene.meeting import chat_events as ce
from reconvene.meeting import events as e
from reconvene.meeting import grouping_events as g
from reconvene.meeting import grouping_evolve
from reconvene.meeting import moderation_events as m
from reconvene.meeting import presenting_events as pe
from reconvene.meeting import showing_events as se
from reconvene.meeting.changing import replace
from reconvene.meeting.chat_evolve import TOUCHES_CHAT, chat_after
from reconvene.meeting.files_events import FileAdded, FileRemoved
from reconvene.meeting.files_evolve import evolve_files, without_room
from reconvene.meeting.harvest_events import BroughtBack
from reconvene.meeting.harvest_state import KEPT_HARVESTS
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.moderation_evolve import evolve_moderation
from reconvene.meeting.presenting_evolve import evolve_presentations
from reconvene.meeting.showing_evolve import evolve_showing
from reconvene.meeting.state import KEPT_ACTIONS, KEPT_ANNOUNCEMENTS, Call, PendingMove, Person, Room, State


def evolve(state: State, event: e.Event) -> State:
    """Return the state after ``event``."""
    chat = chat_after(state, event) if isinstance(event, TOUCHES_CHAT) else state.chat
    changed = _evolve(state, event)
    return changed if chat is state.chat else replace(changed, chat=chat)


def _evolve(state: State, event: e.Event) -> State:
    """Return the state after ``event``, with the chat as it was; what happens often comes first."""
    match event:
        case e.Assigned() | e.MovesScheduled() | e.MovesCancelled() | e.Moved():
            return _places(state, event)
        case e.MicrophoneSet() | e.CameraSet() | e.HandSet():
            return _own_state(state, event)
        case e.UndoKept() | e.RoundSet() | e.Met() | e.Announced() | e.ActionTaken():
            return _records(state, event)
        case e.Joined() | e.Disconnected() | e.Reconnected() | e.Left():
            return _attendance(state, event)
        case e.RoomsArchived() | e.RoomsAdded() | e.RoomRenamed() | e.RoomClosing() | e.RoomDeleted():
            return _rooms(state, event)
        case (
            e.BreakoutConfigured()
            | e.DraftReopened()
            | e.SessionStarted()
            | e.EndChanged()
            | e.SessionClosing()
            | e.SessionClosed()
        ):
            return _session(state, event)
        case e.RoleSet() | e.Pinned() | e.VoiceSet() | e.Called() | e.CallClaimed() | e.CallCleared():
            return _standing(state, event)
        case FileAdded() | FileRemoved():
            return evolve_files(state, event)
        case se.FileShown() | se.PageTurned() | se.PlaybackSet():
            return evolve_showing(state, event)
        case g.GroupingMade() | g.GroupingDropped():
            return replace(state, groupings=grouping_evolve.evolved(state.groupings, event))
        case BroughtBack(harvest):
            return replace(state, harvests=(*state.harvests, harvest)[-KEPT_HARVESTS:])
        case (
            pe.ScreenShared()
            | pe.PresentationEnded()
            | pe.FloorAsked()
            | pe.FloorOffered()
            | pe.FloorAskEnded()
        ):
            return evolve_presentations(state, event)
        case ce.Said() | ce.LineEdited() | ce.LineDeleted():
            return state
        case (
            m.PermissionsSet()
            | m.Muted()
            | m.CameraStopped()
            | m.HandsLowered()
            | m.Knocked()
            | m.Admitted()
            | m.WaitEnded()
            | m.Barred()
            | m.PasscodeSet()
        ):
            return evolve_moderation(state, event)
        case _:
            assert_never(event)


def replay(state: State, events: Iterable[e.Event]) -> State:
    """Return the state after all ``events``, in order."""
    for event in events:
        state = evolve(state, event)
    return state


def _attendance(state: State, event: e.Joined | e.Disconnected | e.Reconnected | e.Left) -> State:
    people = dict(state.people)
    host = state.host
    match event:
        case e.Joined(person, role, at):
            people[person] = Person(id=person, role=role, joined=at, seat=MAIN)
            host = person if role == "host" else host
        case e.Disconnected(person, at):
            people[person] = replace(people[person], away_since=at)
        case e.Reconnected(person):
            people[person] = replace(people[person], away_since=None)
        case e.Left(person):
            del people[person]
            speaking = tuple(other for other in state.speaking_to_all if other != person)
            return replace(state, people=_unclaimed(people, person), speaking_to_all=speaking)
        case _:
            assert_never(event)
    return replace(state, people=people, host=host)


def _unclaimed(people: dict[PersonId, Person], claimer: PersonId) -> dict[PersonId, Person]:
    """Return people with ``claimer`` on the way to nobody: they are gone, or no moderator any more."""
    return {
        person.id: replace(person, call=replace(person.call, claimed_by=None))
        if person.call is not None and person.call.claimed_by == claimer
        else person
        for person in people.values()
    }


def _own_state(state: State, event: e.MicrophoneSet | e.CameraSet | e.HandSet) -> State:
    person = state.people[event.person]
    match event:
        case e.MicrophoneSet(_, on):
            person = replace(person, microphone=on)
        case e.CameraSet(_, on):
            person = replace(person, camera=on)
        case e.HandSet(_, raised, at):
            person = replace(person, hand=raised, hand_at=at if raised else None)
        case _:
            assert_never(event)
    return replace(state, people={**state.people, person.id: person})


def _rooms(
    state: State, event: e.RoomsArchived | e.RoomsAdded | e.RoomRenamed | e.RoomClosing | e.RoomDeleted
) -> State:
    rooms = dict(state.rooms)
    match event:
        case e.RoomsArchived():
            people = _unassigned(state.people, state.rooms)
            return replace(
                state, archived=(*state.archived, tuple(rooms.values())), rooms={}, people=people, undo=None
            )
        case e.RoomsAdded(added):
            rooms.update({room: Room(room, name) for room, name in added})
            return replace(state, rooms=rooms, rooms_made=state.rooms_made + len(added))
        case e.RoomRenamed(room, name):
            rooms[room] = replace(rooms[room], name=name)
        case e.RoomClosing(room, due):
            rooms[room] = replace(rooms[room], closes_at=due)
        case e.RoomDeleted(room):
            del rooms[room]
            left = replace(state, rooms=rooms, people=_unassigned(state.people, (room,)))
            return without_room(left, room)
        case _:
            assert_never(event)
    return replace(state, rooms=rooms)


def _unassigned(
    people: Mapping[PersonId, Person], rooms: Mapping[RoomId, Room] | tuple[RoomId, ...]
) -> dict[PersonId, Person]:
    return {
        person.id: replace(person, assignment=None) if person.assignment in rooms else person
        for person in people.values()
    }


def _places(state: State, event: e.Assigned | e.MovesScheduled | e.MovesCancelled | e.Moved) -> State:
    people = dict(state.people)
    match event:
        case e.Assigned(assignments):
            for person, assignment in assignments:
                people[person] = replace(people[person], assignment=assignment)
        case e.MovesScheduled(moves, due):
            for person, room in moves:
                people[person] = replace(people[person], move=PendingMove(room, due))
        case e.MovesCancelled(cancelled):
            for person in cancelled:
                people[person] = replace(people[person], move=None)
        case e.Moved(moves):
            for person, room in moves:
                people[person] = replace(people[person], seat=room, move=None)
        case _:
            assert_never(event)
    return replace(state, people=people)


def _standing(
    state: State,
    event: e.RoleSet | e.Pinned | e.VoiceSet | e.Called | e.CallClaimed | e.CallCleared,
) -> State:
    """Change what a person is or asks for, apart from where they are."""
    person = state.people[event.person]
    match event:
        case e.RoleSet(_, role):
            people = {**state.people, person.id: replace(person, role=role)}
            people = _unclaimed(people, person.id) if role == "participant" else people
            return replace(state, people=people, roles_given={**state.roles_given, person.id: role})
        case e.Pinned(_, pinned):
            person = replace(person, pinned=pinned)
        case e.VoiceSet(_, on):
            others = tuple(other for other in state.speaking_to_all if other != person.id)
            return replace(state, speaking_to_all=(*others, person.id) if on else others)
        case e.Called(_, at, reason):
            call = Call(at, reason) if person.call is None else replace(person.call, reason=reason)
            person = replace(person, call=call)
        case e.CallClaimed(_, by):
            if person.call is not None:
                person = replace(person, call=replace(person.call, claimed_by=by))
        case e.CallCleared():
            person = replace(person, call=None)
        case _:
            assert_never(event)
    return replace(state, people={**state.people, person.id: person})


def _records(state: State, event: e.UndoKept | e.RoundSet | e.Met | e.Announced | e.ActionTaken) -> State:
    """Change what is remembered of the session's course."""
    match event:
        case e.UndoKept(undo):
            return replace(state, undo=undo)
        case e.RoundSet(number):
            return replace(state, round=number)
        case e.Met(groups):
            met = dict(state.met)
            for group in groups:
                for pair in combinations(sorted(group), 2):
                    met[pair] = met.get(pair, 0) + 1
            return replace(state, met=met)
        case e.Announced(announcement):
            kept = (*state.announcements, announcement)[-KEPT_ANNOUNCEMENTS:]
            return replace(state, announcements=kept)
        case e.ActionTaken(action):
            return replace(state, actions=(*state.actions, action)[-KEPT_ACTIONS:])
        case _:
            assert_never(event)


def _session(
    state: State,
    event: (
        e.BreakoutConfigured
        | e.DraftReopened
        | e.SessionStarted
        | e.EndChanged
        | e.SessionClosing
        | e.SessionClosed
    ),
) -> State:
    match event:
        case e.BreakoutConfigured(assign, time_limit, allow, late, capacity):
            return replace(
                state,
                phase="draft",
                assign=assign,
                time_limit=time_limit,
                allow=allow,
                late=late,
                capacity=capacity,
                round=0,
                undo=None,
            )
        case e.DraftReopened():
            return replace(state, phase="draft", round=0, undo=None)
        case e.SessionStarted(ends_at):
            return replace(state, phase="open", ends_at=ends_at, closes_at=None)
        case e.EndChanged(ends_at):
            return replace(state, phase="open", ends_at=ends_at, closes_at=None)
        case e.SessionClosing(closes_at):
            return replace(state, phase="closing", closes_at=closes_at)
        case e.SessionClosed():
            return replace(state, phase="closed", ends_at=None, closes_at=None, speaking_to_all=())
        case _:
            assert_never(event)
