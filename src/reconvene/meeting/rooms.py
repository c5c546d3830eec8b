"""Setting breakout rooms up and changing them (CF)."""

from collections.abc import Mapping
from typing import Final

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.actions import MAIN_NAME
from reconvene.meeting.assign import deal
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.names import clean_name
from reconvene.meeting.placing import require_session, schedule
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Assign, Late, Room

_LARGEST_ROOM: Final = 1_000
_LATE: Final[Mapping[Assign, Late]] = {"automatic": "smallest", "choose": "choose", "manual": "hold"}
"""JN4: what becomes of late joiners unless the moderator says otherwise."""


def configure(decision: Decision, command: c.ConfigureBreakout) -> None:
    """CF1, CF2: archive what rooms there are, make new ones and open the draft."""
    if decision.state.running:
        raise Refusal(Code.ALREADY_OPEN)
    count = _room_count(decision, command)
    if command.capacity is not None and not 1 <= command.capacity <= _LARGEST_ROOM:
        raise Refusal(Code.CAPACITY, limit=_LARGEST_ROOM)
    require_minutes(decision, command.time_limit)
    if decision.state.rooms:
        decision.add(e.RoomsArchived())
    made = decision.state.rooms_made
    decision.add(e.RoomsAdded(tuple((_room_id(made + index), f"Room {index + 1}") for index in range(count))))
    decision.add(
        e.BreakoutConfigured(
            command.assign,
            command.time_limit,
            command.allow,
            _LATE[command.assign] if command.late is None else command.late,
            command.capacity,
        )
    )
    dealt = deal(decision.state, decision.seed) if command.assign == "automatic" else ()
    if dealt:
        decision.add(e.Assigned(dealt))


def _room_count(decision: Decision, command: c.ConfigureBreakout) -> int:
    """Return how many rooms to make: as many as asked for, or as many as the participants need."""
    if command.people_per_room is None:
        count = 0 if command.rooms is None else command.rooms
    elif command.rooms is not None:
        raise Refusal(Code.ROOM_COUNT, limit=decision.limits.rooms)
    elif not 1 <= command.people_per_room <= _LARGEST_ROOM:
        raise Refusal(Code.CAPACITY, limit=_LARGEST_ROOM)
    else:
        participants = sum(not person.moderates for person in decision.state.people.values())
        count = max(1, -(-participants // command.people_per_room))
    if not 1 <= count <= decision.limits.rooms:
        raise Refusal(Code.ROOM_COUNT, limit=decision.limits.rooms)
    return count


def require_minutes(decision: Decision, minutes: int | None) -> None:
    """Raise `Refusal` unless ``minutes`` is no limit or within the server's."""
    if minutes is not None and not 1 <= minutes <= decision.limits.time_limit:
        raise Refusal(Code.TIME_LIMIT, limit=decision.limits.time_limit)


def _room_id(number: int) -> RoomId:
    return RoomId(f"r{number + 1}")


def keep(decision: Decision) -> None:
    """CF2: open a draft with the rooms that exist."""
    if decision.state.running:
        raise Refusal(Code.ALREADY_OPEN)
    if not decision.state.rooms:
        raise Refusal(Code.NO_ROOMS)
    if decision.state.phase != "draft":
        decision.add(e.DraftReopened())


def add(decision: Decision, command: c.AddRoom) -> None:
    """CF3: add a room at the end."""
    require_session(decision)
    if len(decision.state.rooms) >= decision.limits.rooms:
        raise Refusal(Code.ROOM_COUNT, limit=decision.limits.rooms)
    name = _free_name(decision) if command.name is None else _valid_name(decision, command.name)
    decision.add(e.RoomsAdded(((_room_id(decision.state.rooms_made), name),)))


def _free_name(decision: Decision) -> str:
    taken = {room.name.casefold() for room in decision.state.rooms.values()}
    number = len(taken) + 1
    while f"Room {number}".casefold() in taken:
        number += 1
    return f"Room {number}"


def _valid_name(decision: Decision, wanted: str, room: RoomId | None = None) -> str:
    """Return ``wanted`` without needless white space; raise `Refusal` if it is taken or cannot be a name."""
    name = clean_name(wanted, decision.limits.room_name)
    taken = {MAIN_NAME, *(other.name for other in decision.state.rooms.values() if other.id != room)}
    if name is None or name.casefold() in {other.casefold() for other in taken}:
        raise Refusal(Code.ROOM_NAME, limit=decision.limits.room_name)
    return name


def rename(decision: Decision, command: c.RenameRoom) -> None:
    """CF3: give a room another name."""
    require_session(decision)
    room = require_room(decision, command.room)
    name = _valid_name(decision, command.name, room.id)
    if name != room.name:
        decision.add(e.RoomRenamed(room.id, name))


def delete(decision: Decision, command: c.DeleteRoom) -> None:
    """CF3: delete a room, at once if nobody is inside, else when the people inside have come to main."""
    require_session(decision)
    room = require_room(decision, command.room)
    people = decision.state.people.values()
    inside = tuple(person.id for person in people if person.seat == room.id)
    due = decision.after(decision.limits.move_countdown)
    schedule(decision, _called_off(decision, room.id), due)
    if not inside:
        decision.add(e.RoomDeleted(room.id))
        return
    decision.add(e.RoomClosing(room.id, due))
    belonging = tuple((p.id, None) for p in people if p.assignment == room.id)
    if belonging:
        decision.add(e.Assigned(belonging))
    decision.add(e.MovesScheduled(tuple((person, MAIN) for person in inside), due))


def _called_off(decision: Decision, room: RoomId) -> list[tuple[PersonId, RoomId]]:
    """Return where those go who are on the way to ``room``: nowhere, or to main if their room closes too."""
    ends = {other.id for other in decision.state.rooms.values() if other.closes_at is not None}
    return [
        (person.id, MAIN if person.seat in ends else person.seat)
        for person in decision.state.people.values()
        if person.move is not None and person.move.room == room
    ]


def require_room(decision: Decision, room: RoomId) -> Room:
    """Return a breakout room that takes people in; raise `Refusal` for main, unknown and closing rooms."""
    if room == MAIN:
        raise Refusal(Code.MAIN_ROOM_FIXED)
    found = decision.state.rooms.get(room)
    if found is None:
        raise Refusal(Code.UNKNOWN_ROOM)
    if found.closes_at is not None:
        raise Refusal(Code.ROOM_CLOSING)
    return found
