"""Who goes where (MV, SH)."""

from typing import Final

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.assign import deal, open_rooms
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.placing import assign, meet, place, reassign, require_person, require_session
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.rooms import require_room
from reconvene.meeting.state import Person, State

_TRIES: Final = 40
"""Of two people in two rooms every second deal leaves all as it was."""


def move_people(decision: Decision, command: c.MovePeople) -> None:
    """MV2: assign people in a draft; while open, assign them and move them with a countdown."""
    require_session(decision)
    room = MAIN if command.room == MAIN else require_room(decision, command.room).id
    people = [require_person(decision, person) for person in dict.fromkeys(command.people)]
    if decision.state.phase == "draft" and any(person.moderates for person in people):
        raise Refusal(Code.MODERATOR_CHOOSES)
    reassign(decision, [(person.id, room) for person in people])


def shuffle(decision: Decision, command: c.Shuffle) -> None:
    """SH1: deal the participants out anew (CF4); while open, move them with a countdown."""
    require_session(decision)
    if not open_rooms(decision.state):
        raise Refusal(Code.NO_ROOMS)
    dealt = _deal_otherwise(decision.state, decision.seed, memory=command.memory)
    if not dealt:
        raise Refusal(Code.NOBODY_TO_MOVE)
    before = len(decision.events)
    reassign(decision, dealt)
    if len(decision.events) == before:
        raise Refusal(Code.NO_OTHER_DEAL)
    if decision.state.phase == "open":
        meet(decision, dealt)


def _deal_otherwise(state: State, seed: int, *, memory: bool) -> tuple[tuple[PersonId, RoomId], ...]:
    """Return a deal that changes somebody's assignment, if one of a few tries does."""
    dealt: tuple[tuple[PersonId, RoomId], ...] = ()
    for again in range(_TRIES):
        dealt = deal(state, seed + again, memory=memory)
        if any(state.people[person].assignment != room for person, room in dealt):
            return dealt
    return dealt


def join_room(decision: Decision, request: c.Request, command: c.JoinRoom) -> None:
    """MV3, MV4: go to a room oneself, at once."""
    person = require_seat(decision.state, request)
    if decision.state.phase == "closing" and command.room != MAIN:
        raise Refusal(Code.SESSION_CLOSING)
    if not decision.state.running and command.room != MAIN:
        raise Refusal(Code.NOT_OPEN)
    room = MAIN if command.room == MAIN else require_room(decision, command.room).id
    if not person.moderates:
        _require_permission(decision, person, room)
        assign(decision, [(person.id, room)] if room != MAIN else [])
    if person.seat != room:
        decision.add(e.Moved(((person.id, room),)))
    elif person.move is not None:
        decision.add(e.MovesCancelled((person.id,)))


def _require_permission(decision: Decision, person: Person, room: RoomId) -> None:
    """MV4: raise `Refusal` unless the session lets this participant go to ``room`` now."""
    state = decision.state
    if person.move is not None:
        raise Refusal(Code.MOVE_PENDING)
    if room == MAIN:
        if person.seat != MAIN and not state.allow.return_to_main:
            raise Refusal(Code.RETURN_NOT_ALLOWED)
        return
    first_choice = rooms_to_choose(state) and person.assignment is None
    if not (first_choice or room in (person.assignment, person.seat) or state.allow.switch_rooms):
        raise Refusal(Code.SWITCH_NOT_ALLOWED)
    if room not in (person.assignment, person.seat) and is_full(state, room):
        raise Refusal(Code.ROOM_FULL)


def rooms_to_choose(state: State) -> bool:
    """Return whether participants in main pick a room themselves (CF1, JN4 `choose`)."""
    return "choose" in (state.assign, state.late)


def is_full(state: State, room: RoomId) -> bool:
    """Return whether no more participants may choose ``room``; the moderators may always send some."""
    if state.capacity is None:
        return False
    inside = sum(not person.moderates and place(person) == room for person in state.people.values())
    return inside >= state.capacity
