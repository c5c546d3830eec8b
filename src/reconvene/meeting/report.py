"""CF2: what happened in a meeting, read from its log: a pure function of commits and names.

Rooms of every set there ever was are in it, with their last names; who was in which room from when to when;
broadcasts, calls and actions. What was erased of names and texts is said to be so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from reconvene.meeting import events as e
from reconvene.meeting.actions import MAIN_NAME
from reconvene.meeting.ids import MAIN, MeetingId, Millis, PersonId, RoomId, TextId
from reconvene.meeting.records import ActionRecord
from reconvene.meeting.state import Announcement, Role
from reconvene.meeting.texts import Texts
from reconvene.meeting.view import action_record

Outcome: TypeAlias = Literal["open", "answered", "dismissed", "ended"]
"""What became of a call; ``ended``: the caller left or took it back, or the session was over."""


@dataclass(frozen=True, slots=True)
class ReportedRoom:
    """A breakout room; ``end`` is when it was deleted, null if never."""

    id: RoomId
    name: str
    begin: Millis
    end: Millis | None = None


@dataclass(frozen=True, slots=True)
class RoomSet:
    """Rooms that were set up together, and those added later; ``end`` is when others replaced them (CF2)."""

    number: int
    begin: Millis
    end: Millis | None
    rooms: tuple[ReportedRoom, ...]


@dataclass(frozen=True, slots=True)
class ReportedSession:
    """From *Start breakout* until everybody was back; ``end`` is null while it runs."""

    room_set: int
    begin: Millis
    end: Millis | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in a room; ``end`` is null if they are there now. ``room_set`` is null for the main room."""

    person: PersonId
    name: str
    role: Role
    room: RoomId
    room_name: str
    room_set: int | None
    begin: Millis
    end: Millis | None = None


@dataclass(frozen=True, slots=True)
class ReportedBroadcast:
    """A text sent to rooms, and how many people received it."""

    id: TextId
    at: Millis
    by: str
    text: str
    rooms: tuple[str, ...]
    received: int


@dataclass(frozen=True, slots=True)
class ReportedCall:
    """A call for a moderator; ``claimed_by`` is the last who said to be on the way."""

    person: PersonId
    name: str
    room_name: str
    begin: Millis
    end: Millis | None
    reason: str | None
    claimed_by: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """What happened; every list is in the order of beginning."""

    meeting: MeetingId
    title: str
    room_sets: tuple[RoomSet, ...]
    sessions: tuple[ReportedSession, ...]
    stays: tuple[Stay, ...]
    broadcasts: tuple[ReportedBroadcast, ...]
    calls: tuple[ReportedCall, ...]
    actions: tuple[ActionRecord, ...]


def report(history: Iterable[tuple[Millis, tuple[e.Event, ...]]], texts: Texts) -> Report:
    """Return the report of a meeting whose log holds these events at these times."""
    reporter = _Reporter(texts)
    for at, events in history:
        reporter.follow(at, events)
    return reporter.finished()


@dataclass(slots=True)
class _Reporter:
    """Reads one commit after the other; what is still going on is the last of its kind."""

    texts: Texts
    at: Millis = Millis(0)
    sets: list[RoomSet] = field(default_factory=list)
    rooms: dict[RoomId, ReportedRoom] = field(default_factory=dict)
    set_of: dict[RoomId, int] = field(default_factory=dict)
    sessions: list[ReportedSession] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    now_in: dict[PersonId, int] = field(default_factory=dict)
    roles: dict[PersonId, Role] = field(default_factory=dict)
    broadcasts: list[Announcement] = field(default_factory=list)
    calls: list[ReportedCall] = field(default_factory=list)
    calling: dict[PersonId, int] = field(default_factory=dict)
    actions: list[ActionRecord] = field(default_factory=list)

    def follow(self, at: Millis, events: tuple[e.Event, ...]) -> None:
        """Read one commit."""
        self.at = at
        answered = {
            person
            for event in events
            if isinstance(event, e.ActionTaken) and event.action.kind == "AnswerCall"
            for person in event.action.people
        }
        for event in events:
            self._rooms_changed(event)
            self._people_moved(event)
            self._call_changed(event, answered)
            self._noted(event)

    def finished(self) -> Report:
        """Return what was read."""
        return Report(
            meeting=self.texts.meeting,
            title=self.texts.title,
            room_sets=tuple(self._with_rooms(room_set) for room_set in self.sets),
            sessions=tuple(self.sessions),
            stays=tuple(replace(stay, room_name=self._room_name(stay.room)) for stay in self.stays),
            broadcasts=tuple(self._broadcast(sent) for sent in self.broadcasts),
            calls=tuple(self.calls),
            actions=tuple(self.actions),
        )

    def _with_rooms(self, room_set: RoomSet) -> RoomSet:
        rooms = tuple(room for room in self.rooms.values() if self.set_of[room.id] == room_set.number)
        return replace(room_set, rooms=rooms)

    def _broadcast(self, sent: Announcement) -> ReportedBroadcast:
        names = tuple(self._room_name(room) for room in sent.rooms)
        text = self.texts.text(sent.id) or ""
        return ReportedBroadcast(sent.id, sent.at, self.texts.author(sent.by), text, names, sent.received)

    def _room_name(self, room: RoomId) -> str:
        return MAIN_NAME if room == MAIN else self.rooms[room].name

    def _rooms_changed(self, event: e.Event) -> None:
        match event:
            case e.RoomsAdded(added):
                if not self.sets or self.sets[-1].end is not None:
                    self.sets.append(RoomSet(len(self.sets) + 1, self.at, None, ()))
                for room, name in added:
                    self.rooms[room] = ReportedRoom(room, name, self.at)
                    self.set_of[room] = len(self.sets)
            case e.RoomRenamed(room, name):
                self.rooms[room] = replace(self.rooms[room], name=name)
            case e.RoomDeleted(room):
                self.rooms[room] = replace(self.rooms[room], end=self.at)
            case e.RoomsArchived() if self.sets:
                self.sets[-1] = replace(self.sets[-1], end=self.at)
            case e.SessionStarted():
                self.sessions.append(ReportedSession(len(self.sets), self.at))
            case e.SessionClosed() if self.sessions and self.sessions[-1].end is None:
                self.sessions[-1] = replace(self.sessions[-1], end=self.at)
            case _:
                pass

    def _people_moved(self, event: e.Event) -> None:
        match event:
            case e.Joined(person, role):
                self.roles[person] = role
                self._enter(person, MAIN)
            case e.Moved(moves):
                for person, room in moves:
                    self._enter(person, room)
            case e.RoleSet(person, role):
                self.roles[person] = role
            case e.Left(person):
                self._leave(person)
            case _:
                pass

    def _enter(self, person: PersonId, room: RoomId) -> None:
        if person in self.now_in and self.stays[self.now_in[person]].room == room:
            return
        self._leave(person)
        self.now_in[person] = len(self.stays)
        name, role = self.texts.name(person), self.roles[person]
        self.stays.append(Stay(person, name, role, room, "", self.set_of.get(room), self.at))

    def _leave(self, person: PersonId) -> None:
        index = self.now_in.pop(person, None)
        if index is not None:
            self.stays[index] = replace(self.stays[index], end=self.at)

    def _call_changed(self, event: e.Event, answered: set[PersonId]) -> None:
        match event:
            case e.Called(person, _, reason):
                if person not in self.calling:
                    self.calling[person] = len(self.calls)
                    room = self._room_name(self.stays[self.now_in[person]].room)
                    name = self.texts.name(person)
                    self.calls.append(ReportedCall(person, name, room, self.at, None, None, None, "open"))
                if reason is not None:
                    self._change_call(person, reason=self.texts.text(reason))
            case e.CallClaimed(person, by):
                self._change_call(person, claimed_by=self.texts.name(by))
            case e.CallCleared(person, dismissed):
                joined: Outcome = "answered" if person in answered else "ended"
                self._end_call(person, "dismissed" if dismissed else joined)
            case e.Left(person) if person in self.calling:
                self._end_call(person, "ended")
            case _:
                pass

    def _end_call(self, person: PersonId, outcome: Outcome) -> None:
        self._change_call(person, end=self.at, outcome=outcome)
        del self.calling[person]

    def _change_call(self, person: PersonId, **change: object) -> None:
        index = self.calling[person]
        self.calls[index] = replace(self.calls[index], **change)  # type: ignore[arg-type]

    def _noted(self, event: e.Event) -> None:
        match event:
            case e.Announced(announcement):
                self.broadcasts.append(announcement)
            case e.ActionTaken(action):
                self.actions.append(action_record(action, self.texts))
            case _:
                pass
