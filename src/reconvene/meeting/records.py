"""The records that people see, as they go over the wire."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting.changing import swift
from reconvene.meeting.chat_records import ChatRecord
from reconvene.meeting.files_state import FileKind
from reconvene.meeting.grouping_state import Keeping
from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId, RoomId, TextId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presentations import Playback
from reconvene.meeting.state import Allow, Assign, Late, Phase, Role


@dataclass(frozen=True, slots=True)
class VoiceRecord:
    """A moderator who speaks to all rooms."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """``meeting``, for everyone. ``time_limit`` in minutes; ``ends_at`` and ``closes_at`` are absolute.

    ``voices`` are the moderators who speak to all rooms (BC1); ``permissions`` are those of participants.
    """

    id: MeetingId
    title: str
    phase: Phase
    assign: Assign
    allow: Allow
    late: Late
    capacity: int | None
    round: int
    voices: tuple[VoiceRecord, ...]
    time_limit: int | None
    ends_at: Millis | None
    closes_at: Millis | None
    has_rooms: bool
    permissions: Permissions


@dataclass(frozen=True, slots=True)
class ChoiceRecord:
    """``choice/<room>``, for everyone while participants may choose: names, who is in them, how many."""

    id: RoomId
    name: str
    order: int
    people: tuple[str, ...]
    count: int
    capacity: int | None
    full: bool


@swift
@dataclass(frozen=True, slots=True)
class OwnMoveRecord:
    """One's own countdown."""

    room: RoomId
    room_name: str
    due: Millis


@dataclass(frozen=True, slots=True)
class OwnCallRecord:
    """One's own open call; ``claimed_by`` is the name of the moderator who is on the way."""

    at: Millis
    reason: str | None
    claimed_by: str | None


@swift
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
    call: OwnCallRecord | None
    microphone: bool
    camera: bool
    hand: bool


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """``room``, for the people in it."""

    id: RoomId
    name: str
    kind: Literal["main", "breakout"]


@swift
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
    hand_at: Millis | None


@dataclass(frozen=True, slots=True)
class ScreenRecord:
    """A shared screen, and whether its sound is sent too."""

    sound: bool
    kind: Literal["screen"] = "screen"


@dataclass(frozen=True, slots=True)
class ShownFileRecord:
    """A file of the room: at which page it stands, or how it plays."""

    file: FileId
    page: int
    playback: Playback | None
    kind: Literal["file"] = "file"


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Somebody in a grouping, or who asks to present."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class PresentationRecord:
    """``presentation``, for the people in the room: what they are shown, and by whom.

    ``by`` is null once that person is somewhere else: a file stays, and anybody may take over. ``asked`` are
    those who ask to present, the first to ask first; to ``offered`` the presenter hands over.
    """

    by: PersonId | None
    name: str
    what: ScreenRecord | ShownFileRecord
    asked: tuple[MemberRecord, ...] = ()
    offered: PersonId | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementRecord:
    """``announcement/<id>``, for the people in the rooms it was sent to, also those who come later."""

    id: TextId
    by: str
    at: Millis
    text: str


@dataclass(frozen=True, slots=True)
class ControlRecord:
    """``control``, for moderators: whether there is something to undo."""

    undo: bool


@dataclass(frozen=True, slots=True)
class GroupingRecord:
    """``grouping/<number>``, for moderators: who of those present is kept together or apart (SH1).

    ``kept``: the present assignments are so.
    """

    number: int
    keeping: Keeping
    people: tuple[MemberRecord, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class CallRecord:
    """``call/<person>``, for moderators; the oldest is the first to be answered."""

    person: PersonId
    name: str
    room: RoomId
    room_name: str
    at: Millis
    reason: str | None
    claimed_by: PersonId | None
    claimed_by_name: str | None


@dataclass(frozen=True, slots=True)
class BroadcastRecord:
    """``broadcast/<id>``, for moderators: what was sent where, and how many people received it."""

    id: TextId
    by: str
    at: Millis
    text: str
    rooms: tuple[str, ...]
    received: int


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """``action/<number>``, for moderators: one entry of the action log; ``kind`` is a command's name.

    The other fields say whom and what it was about (`Action`).
    """

    number: int
    at: Millis
    by: str
    kind: str
    people: tuple[str, ...]
    room: str
    rooms: tuple[str, ...] = ()
    count: int | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class DashboardRoomRecord:
    """``room/<room>``, for moderators; the main room is order 0."""

    id: RoomId
    name: str
    order: int
    kind: Literal["main", "breakout"]
    closes_at: Millis | None


@swift
@dataclass(frozen=True, slots=True)
class MoveRecord:
    """Somebody's countdown, for moderators."""

    room: RoomId
    due: Millis


@swift
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
    pinned: bool
    hand_at: Millis | None


@dataclass(frozen=True, slots=True)
class LobbyRecord:
    """``lobby``, for one who waits: all they see (JN3)."""

    id: PersonId
    title: str
    name: str
    since: Millis


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """``waiting/<person>``, for moderators: somebody in the lobby; the first came first (JN3)."""

    id: PersonId
    name: str
    since: Millis


@dataclass(frozen=True, slots=True)
class DoorRecord:
    """``door``, for moderators: what newcomers must know to come in (JN3)."""

    passcode: str | None


@dataclass(frozen=True, slots=True)
class FileRecord:
    """``file/<file>``, for the people in its room (RM3). ``size`` in bytes.

    ``by`` is a name; ``by_id`` is null once that person is somewhere else.
    """

    id: FileId
    name: str
    kind: FileKind
    size: int
    at: Millis
    by: str
    by_id: PersonId | None


@dataclass(frozen=True, slots=True)
class HarvestRecord:
    """``harvest/<number>``, for the people in main: what was brought back from which rooms (RM3)."""

    number: int
    at: Millis
    by: str
    rooms: tuple[str, ...]


Record: TypeAlias = (
    MeetingRecord
    | ChoiceRecord
    | MeRecord
    | RoomRecord
    | MateRecord
    | AnnouncementRecord
    | DashboardRoomRecord
    | DashboardPersonRecord
    | ControlRecord
    | GroupingRecord
    | CallRecord
    | BroadcastRecord
    | ActionRecord
    | PresentationRecord
    | FileRecord
    | HarvestRecord
    | ChatRecord
    | LobbyRecord
    | WaitingRecord
    | DoorRecord
)
Records: TypeAlias = dict[str, Record]
