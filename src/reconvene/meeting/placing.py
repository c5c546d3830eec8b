"""Assigning and moving people: what every rule about places is made of (MV)."""

from collections.abc import Iterable, Sequence

from reconvene.meeting import events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Assignments, Person


def place(person: Person) -> RoomId:
    """Return where a person is or, if under way, will be."""
    return person.seat if person.move is None else person.move.room


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


def reassign(decision: Decision, targets: Sequence[tuple[PersonId, RoomId]]) -> None:
    """MV2, MV5: change where people belong so that it can be undone; while open, move them with a countdown.

    Main means: belonging nowhere. Moderators belong nowhere in any case and are only moved.
    """
    people = decision.state.people
    belong = [
        (person, None if room == MAIN else room) for person, room in targets if not people[person].moderates
    ]
    before = tuple(
        (person, people[person].assignment) for person, room in belong if people[person].assignment != room
    )
    if before:
        decision.add(e.UndoKept(Assignments(before, decision.state.round)))
        assign(decision, belong)
    if decision.state.phase == "open":
        schedule(decision, targets, decision.after(decision.limits.move_countdown))


def meet(decision: Decision, going: Iterable[tuple[PersonId, RoomId]]) -> None:
    """SH1: note who is brought together, so that a shuffle with memory can avoid repeating it."""
    groups: dict[RoomId, list[PersonId]] = {}
    for person, room in going:
        groups.setdefault(room, []).append(person)
    together = tuple(tuple(group) for group in groups.values() if len(group) > 1)
    if together:
        decision.add(e.Met(together))


def require_session(decision: Decision) -> None:
    """Raise `Refusal` unless rooms and places may be changed now: in a draft and while open."""
    if decision.state.phase == "closing":
        raise Refusal(Code.SESSION_CLOSING)
    if decision.state.phase not in ("draft", "open"):
        raise Refusal(Code.NO_DRAFT)


def require_open(decision: Decision) -> None:
    """Raise `Refusal` unless a session is open."""
    if decision.state.phase == "closing":
        raise Refusal(Code.SESSION_CLOSING)
    if decision.state.phase != "open":
        raise Refusal(Code.NOT_OPEN)


def require_person(decision: Decision, person: PersonId) -> Person:
    """Return someone in the meeting; raise `Refusal` for anyone else."""
    found = decision.state.people.get(person)
    if found is None:
        raise Refusal(Code.UNKNOWN_PERSON)
    return found


def require_participant(decision: Decision, person: PersonId) -> Person:
    """Return a participant; raise `Refusal` for moderators, who are not assigned."""
    found = require_person(decision, person)
    if found.moderates:
        raise Refusal(Code.MODERATOR_CHOOSES)
    return found
