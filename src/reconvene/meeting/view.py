"""What each audience sees: records by key, and nothing that it may not know (RT2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting.ids import MAIN, MeetingId, Millis, PersonId, RoomId
from reconvene.meeting.state import Allow, Assign, Person, Phase, Role, State

MAIN_NAME = "Main room"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that belong to ids: they are kept outside the log, so that they can be erased."""

    meeting: MeetingId
    title: str
    names: Mapping[PersonId, str]

    def name(self, person: PersonId) -> str:
        """Return the person's name; someone erased has none."""
        return self.names.get(person, "")


@dataclass(frozen=True, slots=True)
class Everyone:
    """All people of the meeting."""


@dataclass(frozen=True, slots=True)
class Moderators:
    """The host and the moderators, wherever they are."""


@dataclass(frozen=True, slots=True)
class InRoom:
    """The people whose seat is in ``room``."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class Only:
    """One person."""

    person: PersonId


Audience: TypeAlias = Everyone | Moderators | InRoom | Only


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """``meeting``, for everyone. ``time_limit`` in minutes; ``ends_at`` and ``closes_at`` are absolute."""

    id: MeetingId
    title: str
    phase: Phase
    assign: Assign
    allow: Allow
    time_limit: int | None
    ends_at: Millis | None
    closes_at: Millis | None
    has_rooms: bool


@dataclass(frozen=True, slots=True)
class ChoiceRecord:
    """``choice/<room>``, for everyone while participants may choose: names, who is in them, how many."""

    id: RoomId
    name: str
    order: int
    people: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class OwnMoveRecord:
    """One's own countdown."""

    room: RoomId
    room_name: str
    due: Millis


@dataclass(frozen=True, slots=True)
class MeRecord:
    """``me``, for the person it is about."""

    id: PersonId
    name: str
    role: Role
    room: RoomId
    room_name: str
    assignment: RoomId | None
    assignment_name: str | None
    move: OwnMoveRecord | None
    microphone: bool
    camera: bool
    hand: bool


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """``room``, for the people in it."""

    id: RoomId
    name: str
    kind: Literal["main", "breakout"]


@dataclass(frozen=True, slots=True)
class MateRecord:
    """``mate/<person>``, for the people in the same room, oneself included."""

    id: PersonId
    name: str
    role: Role
    microphone: bool
    camera: bool
    hand: bool
    away: bool
    joined: Millis


@dataclass(frozen=True, slots=True)
class DashboardRoomRecord:
    """``room/<room>``, for moderators; the main room is order 0."""

    id: RoomId
    name: str
    order: int
    kind: Literal["main", "breakout"]
    closes_at: Millis | None


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """Somebody's countdown, for moderators."""

    room: RoomId
    due: Millis


@dataclass(frozen=True, slots=True)
class DashboardPersonRecord:
    """``person/<person>``, for moderators. ``room`` is the seat."""

    id: PersonId
    name: str
    role: Role
    room: RoomId
    assignment: RoomId | None
    move: MoveRecord | None
    microphone: bool
    camera: bool
    hand: bool
    away: bool
    joined: Millis


Record: TypeAlias = (
    MeetingRecord
    | ChoiceRecord
    | MeRecord
    | RoomRecord
    | MateRecord
    | DashboardRoomRecord
    | DashboardPersonRecord
)
Records: TypeAlias = dict[str, Record]


def audiences(person: Person) -> tuple[Audience, ...]:
    """Return the audiences a person belongs to; their view is the union, and its keys never collide."""
    own: tuple[Audience, ...] = (Everyone(), InRoom(person.seat), Only(person.id))
    return (*own, Moderators()) if person.moderates else own


def view(state: State, texts: Texts, audience: Audience) -> Records:
    """Return all that ``audience`` sees of the meeting."""
    match audience:
        case Everyone():
            return _everyone(state, texts)
        case Moderators():
            return dict(_moderators(state, texts))
        case InRoom(room):
            return dict(_in_room(state, texts, room))
        case Only(person):
            return {"me": _me(state, texts, state.people[person])}


def room_name(state: State, room: RoomId) -> str:
    """Return a room's name for people; the main room's is fixed."""
    return MAIN_NAME if room == MAIN else state.rooms[room].name


def _everyone(state: State, texts: Texts) -> Records:
    meeting = MeetingRecord(
        id=texts.meeting,
        title=texts.title,
        phase=state.phase,
        assign=state.assign,
        allow=state.allow,
        time_limit=state.time_limit,
        ends_at=state.ends_at,
        closes_at=state.closes_at,
        has_rooms=bool(state.rooms),
    )
    choices = dict(_choices(state, texts)) if _rooms_are_public(state) else {}
    return {"meeting": meeting, **choices}


def _rooms_are_public(state: State) -> bool:
    return state.phase == "open" and (state.assign == "choose" or state.allow.switch_rooms)


def _choices(state: State, texts: Texts) -> Iterator[tuple[str, Record]]:
    inside: dict[RoomId, list[str]] = {room: [] for room in state.rooms}
    for person in state.people.values():
        if person.seat in inside:
            inside[person.seat].append(texts.name(person.id))
    for order, room in enumerate(state.rooms.values(), start=1):
        if room.closes_at is None:
            names = tuple(inside[room.id])
            yield f"choice/{room.id}", ChoiceRecord(room.id, room.name, order, names, len(names))


def _me(state: State, texts: Texts, person: Person) -> MeRecord:
    move = person.move
    return MeRecord(
        id=person.id,
        name=texts.name(person.id),
        role=person.role,
        room=person.seat,
        room_name=room_name(state, person.seat),
        assignment=person.assignment if state.running else None,
        assignment_name=state.rooms[person.assignment].name if state.running and person.assignment else None,
        move=None if move is None else OwnMoveRecord(move.room, room_name(state, move.room), move.due),
        microphone=person.microphone,
        camera=person.camera,
        hand=person.hand,
    )


def _in_room(state: State, texts: Texts, room: RoomId) -> Iterator[tuple[str, Record]]:
    if room != MAIN and room not in state.rooms:
        return
    yield "room", RoomRecord(room, room_name(state, room), "main" if room == MAIN else "breakout")
    for person in state.people.values():
        if person.seat == room:
            yield (
                f"mate/{person.id}",
                MateRecord(
                    id=person.id,
                    name=texts.name(person.id),
                    role=person.role,
                    microphone=person.microphone,
                    camera=person.camera,
                    hand=person.hand,
                    away=person.away_since is not None,
                    joined=person.joined,
                ),
            )


def _moderators(state: State, texts: Texts) -> Iterator[tuple[str, Record]]:
    yield f"room/{MAIN}", DashboardRoomRecord(MAIN, MAIN_NAME, 0, "main", None)
    for order, room in enumerate(state.rooms.values(), start=1):
        yield (
            f"room/{room.id}",
            DashboardRoomRecord(room.id, room.name, order, "breakout", room.closes_at),
        )
    for person in state.people.values():
        yield f"person/{person.id}", _dashboard_person(person, texts)


def _dashboard_person(person: Person, texts: Texts) -> DashboardPersonRecord:
    return DashboardPersonRecord(
        id=person.id,
        name=texts.name(person.id),
        role=person.role,
        room=person.seat,
        assignment=person.assignment,
        move=None if person.move is None else MoveRecord(person.move.room, person.move.due),
        microphone=person.microphone,
        camera=person.camera,
        hand=person.hand,
        away=person.away_since is not None,
        joined=person.joined,
    )
