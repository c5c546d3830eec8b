"""Moving many at once: round robin, gathering, sending back, undoing (RR, GA, MV5)."""

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.assign import open_rooms
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, RoomId
from reconvene.meeting.placing import (
    place,
    reassign,
    require_open,
    require_participant,
    require_session,
    schedule,
)
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rooms import require_room
from reconvene.meeting.state import Person


def move_to_next_room(decision: Decision, command: c.MoveToNextRoom) -> None:
    """RR1: each room's participants go on together, the last room's to the first.

    The counter goes along, forth and back, and stays at 0 when people go back from where they began.
    People who are under way count as being where they go; pinned people, moderators and people in main stay.
    """
    require_open(decision)
    rooms = open_rooms(decision.state)
    step = -1 if command.back else 1
    following = {room: rooms[(index + step) % len(rooms)] for index, room in enumerate(rooms)}
    moving = [
        (person.id, following[place(person)])
        for person in decision.state.people.values()
        if not person.moderates and not person.pinned and place(person) in following
    ]
    if not moving or len(rooms) == 1:
        raise Refusal(Code.NOBODY_TO_MOVE)
    now_round = decision.state.round
    reassign(decision, moving)
    if now_round + step >= 0:
        decision.add(e.RoundSet(now_round + step))


def gather(decision: Decision) -> None:
    """GA1: everybody in a breakout room, or on the way to one, is on the way to main; assignments stay.

    Who is on the way to main already keeps the countdown they have: gathering twice puts nothing off.
    """
    require_open(decision)
    people = decision.state.people.values()
    if all(person.seat == place(person) == MAIN for person in people):
        raise Refusal(Code.NOBODY_TO_MOVE)
    outside = [(person.id, MAIN) for person in people if place(person) != MAIN]
    schedule(decision, outside, decision.after(decision.limits.end_countdown))


def send_back(decision: Decision) -> None:
    """GA1: participants who belong to a room and are in main, or on the way there, go to their rooms."""
    require_open(decision)
    rooms = open_rooms(decision.state)
    returning = [
        (person.id, person.assignment)
        for person in decision.state.people.values()
        if person.assignment in rooms and not person.moderates and place(person) == MAIN
    ]
    if not returning:
        raise Refusal(Code.NOBODY_TO_MOVE)
    schedule(decision, returning, decision.after(decision.limits.move_countdown))


def undo(decision: Decision) -> None:
    """MV5: put the assignments back as they were before a moderator's last change, and people with them.

    Who has left or become a moderator, and rooms that are gone, are passed over. Undoing again restores
    what was undone.
    """
    require_session(decision)
    kept = decision.state.undo
    if kept is None:
        raise Refusal(Code.NOTHING_TO_UNDO)
    rooms = open_rooms(decision.state)
    participants = {person.id for person in decision.state.people.values() if not person.moderates}
    before = [
        (person, MAIN if room is None else room)
        for person, room in kept.before
        if person in participants and (room is None or room in rooms)
    ]
    if not before:
        raise Refusal(Code.NOTHING_TO_UNDO)
    reassign(decision, before)
    if kept.round != decision.state.round:
        decision.add(e.RoundSet(kept.round))


def swap(decision: Decision, command: c.SwapPeople) -> None:
    """MV5: two participants change places."""
    require_session(decision)
    first, second = (require_participant(decision, person).id for person in (command.first, command.second))
    if first == second:
        return
    people = decision.state.people
    places = [_planned_place(decision, people[person]) for person in (second, first)]
    reassign(decision, list(zip((first, second), places, strict=True)))


def _planned_place(decision: Decision, person: Person) -> RoomId:
    """Return where a participant is shown on the dashboard: in a draft where they belong."""
    return (person.assignment or MAIN) if decision.state.phase == "draft" else place(person)


def move_room(decision: Decision, command: c.MoveRoom) -> None:
    """MV5: all participants of a room move to another, or to main."""
    require_session(decision)
    to = MAIN if command.to == MAIN else require_room(decision, command.to).id
    if command.room != MAIN and command.room not in decision.state.rooms:
        raise Refusal(Code.UNKNOWN_ROOM)
    moving = [
        (person.id, to)
        for person in decision.state.people.values()
        if not person.moderates and _planned_place(decision, person) == command.room
    ]
    if not moving:
        raise Refusal(Code.NOBODY_TO_MOVE)
    reassign(decision, moving)


def pin(decision: Decision, command: c.PinPerson) -> None:
    """MV5: keep a participant where they are in shuffles and rounds, or let them go again."""
    person = require_participant(decision, command.person)
    if person.pinned != command.pinned:
        decision.add(e.Pinned(person.id, command.pinned))
