"""Who goes where (MV, SH)."""

from collections.abc import Iterable

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.assign import deal
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.rooms import require_room
from reconvene.meeting.state import Person


def schedule(decision: Decision, targets: Iterable[tuple[PersonId, RoomId]], due: Millis) -> None:
    """MV1: send people on their way; it replaces a move under way, and going where one is cancels it.

    Nobody's countdown is longer than that of the room they are in (CF3).
    """
    people = decision.state.people
    ends = {room.id: room.closes_at for room in decision.state.rooms.values() if room.closes_at is not None}
    going: dict[Millis, list[tuple[PersonId, RoomId]]] = {}
    staying = []
    for person, room in targets:
        seat = people[person].seat
        if seat != room:
            going.setdefault(min(due, ends.get(seat, due)), []).append((person, room))
        elif people[person].move is not None:
            staying.append(person)
    if staying:
        decision.add(e.MovesCancelled(tuple(staying)))
    for at, moves in going.items():
        decision.add(e.MovesScheduled(tuple(moves), at))


def assign(decision: Decision, assignments: Iterable[tuple[PersonId, RoomId | None]]) -> None:
    """Note where people belong, leaving out what is so already."""
    people = decision.state.people
    changed = tuple((person, room) for person, room in assignments if people[person].assignment != room)
    if changed:
        decision.add(e.Assigned(changed))


def move_people(decision: Decision, command: c.MovePeople) -> None:
    """MV2: assign people in a draft; while open, assign them and move them with a countdown."""
    if decision.state.phase == "closing":
        raise Refusal(Code.SESSION_CLOSING)
    if decision.state.phase not in ("draft", "open"):
        raise Refusal(Code.NO_DRAFT)
    room = MAIN if command.room == MAIN else require_room(decision, command.room).id
    people = [_require_person(decision, person) for person in dict.fromkeys(command.people)]
    if decision.state.phase == "draft" and any(person.moderates for person in people):
        raise Refusal(Code.MODERATOR_CHOOSES)
    belongs = None if room == MAIN else room
    assign(decision, [(person.id, belongs) for person in people if not person.moderates])
    if decision.state.phase == "open":
        due = decision.after(decision.limits.move_countdown)
        schedule(decision, [(person.id, room) for person in people], due)


def _require_person(decision: Decision, person: PersonId) -> Person:
    found = decision.state.people.get(person)
    if found is None:
        raise Refusal(Code.UNKNOWN_PERSON)
    return found


def shuffle(decision: Decision) -> None:
    """SH1: deal all participants out anew (CF4); while open, move them with a countdown."""
    if decision.state.phase == "closing":
        raise Refusal(Code.SESSION_CLOSING)
    if decision.state.phase not in ("draft", "open"):
        raise Refusal(Code.NO_DRAFT)
    dealt = deal(decision.state, decision.seed)
    if not dealt:
        raise Refusal(Code.NO_ROOMS)
    assign(decision, dealt)
    if decision.state.phase == "open":
        schedule(decision, dealt, decision.after(decision.limits.move_countdown))


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
    first_choice = state.assign == "choose" and person.seat == MAIN
    if not (first_choice or room in (person.assignment, person.seat) or state.allow.switch_rooms):
        raise Refusal(Code.SWITCH_NOT_ALLOWED)
