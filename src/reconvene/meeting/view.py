"""What each audience sees: records by key, and nothing that it may not know (RT2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias, assert_never

from reconvene.meeting.actions import MAIN_NAME
from reconvene.meeting.chat_view import backchannel, private_talks, room_lines, room_talks
from reconvene.meeting.files import files_of
from reconvene.meeting.files_state import File
from reconvene.meeting.former import Former
from reconvene.meeting.grouping_state import Grouping
from reconvene.meeting.groupings import is_kept
from reconvene.meeting.harvest_state import Harvest
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.moves import is_full, rooms_to_choose
from reconvene.meeting.presentations import Presentation, Screen, ShownFile
from reconvene.meeting.records import (
    ActionRecord,
    AnnouncementRecord,
    BroadcastRecord,
    CallRecord,
    ChoiceRecord,
    ControlRecord,
    DashboardPersonRecord,
    DashboardRoomRecord,
    DoorRecord,
    FileRecord,
    GroupingRecord,
    HarvestRecord,
    LobbyRecord,
    MateRecord,
    MeetingRecord,
    MemberRecord,
    MeRecord,
    MoveRecord,
    OwnCallRecord,
    OwnMoveRecord,
    PresentationRecord,
    Record,
    Records,
    RoomRecord,
    ScreenRecord,
    ShownFileRecord,
    VoiceRecord,
    WaitingRecord,
)
from reconvene.meeting.state import Action, Announcement, Person, State
from reconvene.meeting.texts import Texts


class Everyone(NamedTuple):
    """All people of the meeting."""

    kind: Literal["everyone"] = "everyone"


class Moderators(NamedTuple):
    """The host and the moderators, wherever they are."""

    kind: Literal["moderators"] = "moderators"


class InRoom(NamedTuple):
    """The people whose seat is in ``room``."""

    room: RoomId
    kind: Literal["room"] = "room"


class Only(NamedTuple):
    """One person."""

    person: PersonId
    kind: Literal["person"] = "person"


class AtDoor(NamedTuple):
    """One person who waits in the lobby (JN3): somebody who sees nobody."""

    person: PersonId
    kind: Literal["door"] = "door"


Audience: TypeAlias = Everyone | Moderators | InRoom | Only | AtDoor
"""Tuples, because they are looked up often and tuples are the quickest keys; the kinds keep them apart."""


_EVERYONE: Final = Everyone()
_MODERATORS: Final = Moderators()


def audiences(person: Person) -> tuple[Audience, ...]:
    """Return the audiences a person belongs to; their view is the union, and its keys never collide."""
    own: tuple[Audience, ...] = (_EVERYONE, InRoom(person.seat), Only(person.id))
    return (*own, _MODERATORS) if person.moderates else own


@dataclass(frozen=True, slots=True)
class Earlier:
    """What audiences saw of an earlier ``state``, with the same names and words.

    Of it are taken over, as the same objects, records made of what has not changed since.
    """

    state: State = field(default_factory=State)
    views: Mapping[Audience, Records] = field(default_factory=dict)

    def of(self, audience: Audience) -> Former:
        """Return what one audience saw."""
        return Former(self.state, self.views.get(audience, {}))


_NOTHING: Final = Earlier()


def view(state: State, texts: Texts, audience: Audience) -> Records:
    """Return all that ``audience`` sees of the meeting."""
    return views(state, texts, (audience,))[audience]


def views(
    state: State, texts: Texts, wanted: Iterable[Audience], earlier: Earlier = _NOTHING
) -> dict[Audience, Records]:
    """Return all that each of the ``wanted`` audiences sees of the meeting."""
    inside: dict[RoomId, list[Person]] = {}
    for person in state.people.values():
        inside.setdefault(person.seat, []).append(person)
    return {audience: _view(state, texts, audience, inside, earlier) for audience in wanted}


def _view(
    state: State,
    texts: Texts,
    audience: Audience,
    inside: Mapping[RoomId, Sequence[Person]],
    earlier: Earlier,
) -> Records:
    match audience:
        case Only(person):
            return _own(state, texts, state.people[person], earlier)
        case InRoom(room):
            former = earlier.of(audience)
            return dict(_in_room(state, texts, room, inside.get(room, ()), former))
        case Moderators():
            return dict(_moderators(state, texts, earlier.of(audience)))
        case Everyone():
            return _everyone(state, texts)
        case AtDoor(person):
            since = state.door.waiting[person]
            return {"lobby": LobbyRecord(person, texts.title, texts.name(person), since)}


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
        late=state.late,
        capacity=state.capacity,
        round=state.round,
        voices=tuple(VoiceRecord(person, texts.name(person)) for person in state.speaking_to_all),
        time_limit=state.time_limit,
        ends_at=state.ends_at,
        closes_at=state.closes_at,
        has_rooms=bool(state.rooms),
        permissions=state.permissions,
    )
    choices = dict(_choices(state, texts)) if _rooms_are_public(state) else {}
    return {"meeting": meeting, **choices}


def _rooms_are_public(state: State) -> bool:
    return state.phase == "open" and (rooms_to_choose(state) or state.allow.switch_rooms)


def _choices(state: State, texts: Texts) -> Iterator[tuple[str, Record]]:
    inside: dict[RoomId, list[str]] = {room: [] for room in state.rooms}
    for person in state.people.values():
        if person.seat in inside:
            inside[person.seat].append(texts.name(person.id))
    for order, room in enumerate(state.rooms.values(), start=1):
        if room.closes_at is None:
            names = tuple(inside[room.id])
            yield (
                f"choice/{room.id}",
                ChoiceRecord(
                    room.id, room.name, order, names, len(names), state.capacity, full=is_full(state, room.id)
                ),
            )


def _own(state: State, texts: Texts, person: Person, earlier: Earlier) -> Records:
    own: Records = {"me": _me(state, texts, person)}
    if person.id in state.chat.partners:
        own.update(private_talks(state, texts, person, earlier.of(Only(person.id))))
    return own


def _me(state: State, texts: Texts, person: Person) -> MeRecord:
    move, call = person.move, person.call
    claimer = None if call is None or call.claimed_by is None else texts.name(call.claimed_by)
    return MeRecord(
        id=person.id,
        name=texts.name(person.id),
        role=person.role,
        room=person.seat,
        room_name=room_name(state, person.seat),
        assignment=person.assignment if state.running else None,
        assignment_name=state.rooms[person.assignment].name if state.running and person.assignment else None,
        move=None if move is None else OwnMoveRecord(move.room, room_name(state, move.room), move.due),
        call=None if call is None else OwnCallRecord(call.at, texts.text(call.reason), claimer),
        microphone=person.microphone,
        camera=person.camera,
        hand=person.hand,
    )


def _in_room(
    state: State, texts: Texts, room: RoomId, inside: Sequence[Person], former: Former
) -> Iterator[tuple[str, Record]]:
    if room != MAIN and room not in state.rooms:
        return
    yield "room", RoomRecord(room, room_name(state, room), "main" if room == MAIN else "breakout")
    shown = state.presentations.get(room)
    if shown is not None:
        yield "presentation", _presentation(state, texts, room, shown)
    if room == MAIN:
        for harvest in state.harvests:
            yield f"harvest/{harvest.number}", _harvest(harvest, texts)
    for sent in state.announcements:
        if room in sent.rooms:
            yield f"announcement/{sent.id}", _announcement(sent, texts)
    for file in files_of(state, room):
        yield f"file/{file.id}", file_record(state, texts, file)
    yield from room_lines(state, texts, room, former)
    for person in inside:
        key = f"mate/{person.id}"
        yield key, former.of_seen(key, person) or _mate(person, texts)


def _mate(person: Person, texts: Texts) -> MateRecord:
    return MateRecord(
        id=person.id,
        name=texts.name(person.id),
        role=person.role,
        microphone=person.microphone,
        camera=person.camera,
        hand=person.hand,
        away=person.away_since is not None,
        joined=person.joined,
        hand_at=person.hand_at,
    )


def _presentation(state: State, texts: Texts, room: RoomId, shown: Presentation) -> PresentationRecord:
    presenter = state.people.get(shown.by)
    by = shown.by if presenter is not None and presenter.seat == room else None
    asked = tuple(MemberRecord(person, texts.name(person)) for person in shown.asked)
    return PresentationRecord(by, texts.name(shown.by), _what(shown), asked, shown.offered)


def _what(shown: Presentation) -> ScreenRecord | ShownFileRecord:
    match shown.what:
        case Screen(sound):
            return ScreenRecord(sound)
        case ShownFile(file, page, playback):
            return ShownFileRecord(file, page, playback)
        case _:
            assert_never(shown.what)


def file_record(state: State, texts: Texts, file: File) -> FileRecord:
    """Return what is shown of a file in its room."""
    adder = state.people.get(file.by)
    return FileRecord(
        id=file.id,
        name=texts.text(file.name) or "",
        kind=file.kind,
        size=file.size,
        at=file.at,
        by=texts.name(file.by),
        by_id=file.by if adder is not None and adder.seat == file.room else None,
    )


def _harvest(harvest: Harvest, texts: Texts) -> HarvestRecord:
    rooms = tuple(room.name for room in harvest.rooms)
    return HarvestRecord(harvest.number, harvest.at, texts.author(harvest.by), rooms)


def _announcement(sent: Announcement, texts: Texts) -> AnnouncementRecord:
    return AnnouncementRecord(sent.id, texts.author(sent.by), sent.at, texts.text(sent.id) or "")


def _moderators(state: State, texts: Texts, former: Former) -> Iterator[tuple[str, Record]]:
    yield f"room/{MAIN}", DashboardRoomRecord(MAIN, MAIN_NAME, 0, "main", None)
    for order, room in enumerate(state.rooms.values(), start=1):
        yield (
            f"room/{room.id}",
            DashboardRoomRecord(room.id, room.name, order, "breakout", room.closes_at),
        )
    for person in state.people.values():
        key = f"person/{person.id}"
        yield key, former.of_person(key, person) or _dashboard_person(person, texts)
    yield "control", ControlRecord(undo=state.undo is not None)
    for grouping in state.groupings.all:
        yield f"grouping/{grouping.number}", _grouping(state, grouping, texts)
    yield "door", DoorRecord(texts.text(state.door.passcode))
    for waiting, since in state.door.waiting.items():
        yield f"waiting/{waiting}", WaitingRecord(waiting, texts.name(waiting), since)
    yield from _calls(state, texts)
    for sent in state.announcements:
        yield f"broadcast/{sent.id}", _broadcast(state, sent, texts)
    for action in state.actions:
        key = f"action/{action.number}"
        yield key, former.of_action(key) or action_record(action, texts)
    yield from room_talks(state)
    yield from backchannel(state, texts, former)


def _grouping(state: State, grouping: Grouping, texts: Texts) -> GroupingRecord:
    people = tuple(
        MemberRecord(person, texts.name(person)) for person in grouping.people if person in state.people
    )
    return GroupingRecord(grouping.number, grouping.keeping, people, is_kept(state, grouping))


def _calls(state: State, texts: Texts) -> Iterator[tuple[str, Record]]:
    for person in state.people.values():
        call = person.call
        if call is not None:
            yield (
                f"call/{person.id}",
                CallRecord(
                    person=person.id,
                    name=texts.name(person.id),
                    room=person.seat,
                    room_name=room_name(state, person.seat),
                    at=call.at,
                    reason=texts.text(call.reason),
                    claimed_by=call.claimed_by,
                    claimed_by_name=None if call.claimed_by is None else texts.name(call.claimed_by),
                ),
            )


def _broadcast(state: State, sent: Announcement, texts: Texts) -> BroadcastRecord:
    rooms = tuple(state.rooms[room].name for room in sent.rooms if room in state.rooms)
    text = texts.text(sent.id) or ""
    return BroadcastRecord(sent.id, texts.author(sent.by), sent.at, text, rooms, sent.received)


def action_record(action: Action, texts: Texts) -> ActionRecord:
    """Return an entry of the action log as moderators read it."""
    people = tuple(texts.name(person) for person in action.people)
    return ActionRecord(
        number=action.number,
        at=action.at,
        by=texts.author(action.by),
        kind=action.kind,
        people=people,
        room=action.room,
        rooms=action.rooms,
        count=action.count,
        how=action.how,
    )


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
        pinned=person.pinned,
        hand_at=person.hand_at,
    )
