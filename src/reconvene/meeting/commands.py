"""What people and the server may ask of a meeting.

The field names and types here are the wire format: `wire` derives its schema from them.
"""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.state import Allow, Assign, Role


@dataclass(frozen=True, slots=True)
class ConfigureBreakout:
    """CF1: make a new set of rooms and open the draft; ``time_limit`` in minutes."""

    rooms: int
    assign: Assign
    time_limit: int | None
    allow: Allow


@dataclass(frozen=True, slots=True)
class KeepRooms:
    """CF2 *Keep existing rooms*: open a draft with the former rooms, assignments and settings."""


@dataclass(frozen=True, slots=True)
class AddRoom:
    """CF3: add a room at the end; without a name it gets the next number."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class RenameRoom:
    """CF3: give a breakout room another name."""

    room: RoomId
    name: str


@dataclass(frozen=True, slots=True)
class DeleteRoom:
    """CF3: remove a breakout room; people inside go to main with a countdown first."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class MovePeople:
    """MV2: in draft, assign people to a room (main: to none); while open, move them with a countdown."""

    people: tuple[PersonId, ...]
    room: RoomId


@dataclass(frozen=True, slots=True)
class Shuffle:
    """SH1: deal all participants out anew; while open, move them with a countdown."""


@dataclass(frozen=True, slots=True)
class StartBreakout:
    """ST1: open the session; assigned participants get a countdown."""


@dataclass(frozen=True, slots=True)
class EndBreakout:
    """EN1: bring everybody to main with a countdown and close; a draft closes at once."""


@dataclass(frozen=True, slots=True)
class AddTime:
    """TM2: put the end off by some minutes, or bring it forward by a negative number."""

    minutes: int


@dataclass(frozen=True, slots=True)
class JoinRoom:
    """MV3, MV4: go to a room oneself, at once."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class SetMicrophone:
    """Say whether one's microphone is on."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetCamera:
    """Say whether one's camera is on."""

    on: bool


@dataclass(frozen=True, slots=True)
class RaiseHand:
    """Raise or lower one's hand."""

    raised: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the meeting for good."""


@dataclass(frozen=True, slots=True)
class Join:
    """JN1, JN2: take a seat, or come back to the one kept. Only the server says this."""

    role: Role


@dataclass(frozen=True, slots=True)
class Disconnect:
    """JN2: the person has no connection any more; their seat is kept. Only the server says this."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Let what is due happen. Only the server says this."""


BreakoutCommand: TypeAlias = (
    ConfigureBreakout
    | KeepRooms
    | AddRoom
    | RenameRoom
    | DeleteRoom
    | MovePeople
    | Shuffle
    | StartBreakout
    | EndBreakout
    | AddTime
)
OwnCommand: TypeAlias = JoinRoom | SetMicrophone | SetCamera | RaiseHand | Leave
PublicCommand: TypeAlias = BreakoutCommand | OwnCommand
"""What may come over the wire."""
ServerCommand: TypeAlias = Join | Disconnect | Tick
Command: TypeAlias = PublicCommand | ServerCommand


@dataclass(frozen=True, slots=True)
class Request:
    """A command with who asks and the randomness it may use.

    ``by`` is ``None`` for the server's operator (REST with the API key), who has a moderator's rights but
    no seat.
    """

    by: PersonId | None
    command: Command
    seed: int = 0
