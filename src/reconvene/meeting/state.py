"""What is true of a meeting at one moment; changed only by `evolve`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reconvene.meeting.ids import Millis, PersonId, RoomId

Role: TypeAlias = Literal["host", "moderator", "participant"]
Phase: TypeAlias = Literal["none", "draft", "open", "closing", "closed"]
Assign: TypeAlias = Literal["automatic", "manual", "choose"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a meeting may go and how long its waits are; the same for every meeting of a server.

    Limits steer decisions only. Replaying a log never consults them, so changing them is safe.
    """

    rooms: int = 100
    room_name: int = 64
    time_limit: int = 24 * 60
    """Longest time limit, in minutes."""
    move_countdown: Millis = Millis(5_000)
    end_countdown: Millis = Millis(10_000)
    keep_seat: Millis = Millis(600_000)


@dataclass(frozen=True, slots=True)
class Allow:
    """What participants may do in a breakout session (CF1)."""

    call: bool = True
    return_to_main: bool = True
    switch_rooms: bool = False


@dataclass(frozen=True, slots=True)
class PendingMove:
    """A countdown: at ``due`` the person is in ``room`` (MV1)."""

    room: RoomId
    due: Millis


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the meeting; ``seat`` is where they are, ``assignment`` where they belong."""

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
    ``archived`` are sets of rooms replaced by *Create new rooms* (CF2).
    """

    limits: Limits = field(default_factory=Limits)
    host: PersonId | None = None
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    rooms: Mapping[RoomId, Room] = field(default_factory=dict)
    rooms_made: int = 0
    archived: tuple[tuple[Room, ...], ...] = ()
    phase: Phase = "none"
    assign: Assign = "automatic"
    time_limit: int | None = None
    allow: Allow = field(default_factory=Allow)
    ends_at: Millis | None = None
    closes_at: Millis | None = None

    @property
    def running(self) -> bool:
        """Whether a session is open or on its way to close."""
        return self.phase in ("open", "closing")
