"""What is true of a meeting at one moment; changed only by `evolve`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from reconvene.meeting.changing import swift
from reconvene.meeting.chat_state import Chat
from reconvene.meeting.door_state import Door
from reconvene.meeting.files_state import File
from reconvene.meeting.grouping_state import Groupings
from reconvene.meeting.harvest_state import Harvest
from reconvene.meeting.ids import FileId, Millis, PersonId, RoomId, TextId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presentations import Presentation

Role: TypeAlias = Literal["host", "moderator", "participant"]
Phase: TypeAlias = Literal["none", "draft", "open", "closing", "closed"]
Assign: TypeAlias = Literal["automatic", "manual", "choose"]
Late: TypeAlias = Literal["smallest", "choose", "hold"]
"""JN4: what becomes of participants who come while a session is open."""


KEPT_ACTIONS: Final = 500
"""Entries of the action log that are shown; the log of commits keeps all."""

KEPT_ANNOUNCEMENTS: Final = 100
"""Announcements that stay readable."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a meeting may go and how long its waits are; the same for every meeting of a server.

    Limits steer decisions only. Replaying a log never consults them, so changing them is safe.
    """

    rooms: int = 100
    room_name: int = 64
    broadcast: int = 2_000
    """Longest broadcast, in characters."""
    chat_line: int = 4_000
    """Longest line of the chat, in characters."""
    call_reason: int = 200
    """Longest reason of a call, in characters."""
    groupings: int = 200
    """Most groupings of people to keep together or apart."""
    grouping_people: int = 100
    """Most people in one of them."""
    passcode: int = 64
    """Longest passcode, in characters."""
    time_limit: int = 24 * 60
    """Longest time limit, in minutes."""
    file_bytes: int = 200 * 1024 * 1024
    """Largest file, in bytes."""
    files: int = 1_000
    """Most files of a meeting."""
    files_bytes: int = 5 * 1024**3
    """What all files of a meeting may have together, in bytes."""
    move_countdown: Millis = Millis(5_000)
    end_countdown: Millis = Millis(10_000)
    keep_seat: Millis = Millis(600_000)


@dataclass(frozen=True, slots=True)
class Allow:
    """What participants may do in a breakout session (CF1)."""

    call: bool = True
    return_to_main: bool = True
    switch_rooms: bool = False


@swift
@dataclass(frozen=True, slots=True)
class PendingMove:
    """A countdown: at ``due`` the person is in ``room`` (MV1)."""

    room: RoomId
    due: Millis


@dataclass(frozen=True, slots=True)
class Call:
    """CA1: a participant asks for a moderator. ``claimed_by`` is the moderator who is on the way."""

    at: Millis
    reason: TextId | None
    claimed_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """BC1: a broadcast text, to be read in ``rooms`` for as long as they exist."""

    id: TextId
    by: PersonId | None
    at: Millis
    rooms: tuple[RoomId, ...]
    received: int


@dataclass(frozen=True, slots=True)
class Action:
    """What a moderator did (or, with ``by`` none, the operator): one entry of the action log.

    ``room`` and ``rooms`` hold the names that rooms had then. What ``rooms``, ``count`` and ``how`` mean
    depends on ``kind`` and stands in `docs/protocol.md`; entries of older logs have them empty.
    """

    number: int
    at: Millis
    by: PersonId | None
    kind: str
    people: tuple[PersonId, ...]
    room: str
    """Empty where no room was meant."""
    rooms: tuple[str, ...] = ()
    count: int | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Assignments:
    """Who belonged where before the last change by a moderator, and the round it was (MV5 undo)."""

    before: tuple[tuple[PersonId, RoomId | None], ...]
    round: int


@swift
@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the meeting; ``seat`` is where they are, ``assignment`` where they belong.

    ``hand_at`` is when a hand that is up was raised.
    """

    id: PersonId
    role: Role
    joined: Millis
    seat: RoomId
    assignment: RoomId | None = None
    move: PendingMove | None = None
    microphone: bool = False
    camera: bool = False
    hand: bool = False
    away_since: Millis | None = None
    pinned: bool = False
    call: Call | None = None
    hand_at: Millis | None = None

    @property
    def moderates(self) -> bool:
        """Whether this person has a moderator's rights; a host has them too."""
        return self.role != "participant"


@dataclass(frozen=True, slots=True)
class Room:
    """A breakout room. ``closes_at`` is set while it empties before being deleted (CF3)."""

    id: RoomId
    name: str
    closes_at: Millis | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything the rules need to know.

    ``people`` is in order of joining, ``rooms`` in dashboard order and without the main room.
    ``rooms_made`` counts every breakout room there ever was, so that ids are never used twice.
    ``archived`` are sets of rooms replaced by *Create new rooms* (CF2). ``round`` counts the moves to the
    next room (RR1). ``met`` counts, for pairs in order of their ids, how often they were in a room together.
    ``capacity`` limits how many participants may choose a room. ``roles_given`` are the roles that moderators
    gave or took, also of people who have left: coming back to their seat they have them still (RM1).
    ``files`` are those of all rooms, of archived ones too, in the order in which they came.
    """

    limits: Limits = field(default_factory=Limits)
    host: PersonId | None = None
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    roles_given: Mapping[PersonId, Role] = field(default_factory=dict)
    rooms: Mapping[RoomId, Room] = field(default_factory=dict)
    rooms_made: int = 0
    archived: tuple[tuple[Room, ...], ...] = ()
    round: int = 0
    undo: Assignments | None = None
    met: Mapping[tuple[PersonId, PersonId], int] = field(default_factory=dict)
    groupings: Groupings = field(default_factory=Groupings)
    announcements: tuple[Announcement, ...] = ()
    speaking_to_all: tuple[PersonId, ...] = ()
    actions: tuple[Action, ...] = ()
    phase: Phase = "none"
    assign: Assign = "automatic"
    late: Late = "smallest"
    capacity: int | None = None
    time_limit: int | None = None
    allow: Allow = field(default_factory=Allow)
    ends_at: Millis | None = None
    closes_at: Millis | None = None
    permissions: Permissions = field(default_factory=Permissions)
    harvests: tuple[Harvest, ...] = ()
    presentations: Mapping[RoomId, Presentation] = field(default_factory=dict)
    files: Mapping[FileId, File] = field(default_factory=dict)
    chat: Chat = field(default_factory=Chat)
    door: Door = field(default_factory=Door)

    @property
    def running(self) -> bool:
        """Whether a session is open or on its way to close."""
        return self.phase in ("open", "closing")
