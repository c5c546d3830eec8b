"""What people and the server may ask of a meeting.

The field names and types here are the wire format: `wire` derives its schema from them.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from reconvene.meeting.chat_commands import ChatCommand, DeleteLine, EditLine, Say
from reconvene.meeting.chat_state import OlderLine
from reconvene.meeting.files_commands import AddFile, EraseFiles, RemoveFile
from reconvene.meeting.grouping_commands import GroupingCommand
from reconvene.meeting.harvest_commands import HarvestCommand
from reconvene.meeting.ids import LineId, PersonId, RoomId, TextId
from reconvene.meeting.moderation_commands import ModerationCommand, SetPasscode
from reconvene.meeting.names import clean_text
from reconvene.meeting.presenting_commands import EndPresentation, PresenterCommand
from reconvene.meeting.showing_commands import ShowingCommand
from reconvene.meeting.state import Allow, Assign, Late, Role


@dataclass(frozen=True, slots=True)
class ConfigureBreakout:
    """CF1: make a new set of rooms and open the draft; ``time_limit`` in minutes.

    With ``people_per_room`` there are as many rooms as the participants need, and ``rooms`` is null.
    ``late`` is null for what suits ``assign`` (JN4); ``capacity`` limits how many may choose a room.
    """

    rooms: int | None
    assign: Assign
    time_limit: int | None
    allow: Allow
    people_per_room: int | None = None
    late: Late | None = None
    capacity: int | None = None


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
    """SH1: deal all participants out anew; while open, move them with a countdown.

    With ``memory``, people meet whom they have met least.
    """

    memory: bool = False


@dataclass(frozen=True, slots=True)
class SwapPeople:
    """MV5: let two participants change places."""

    first: PersonId
    second: PersonId


@dataclass(frozen=True, slots=True)
class MoveRoom:
    """MV5: move all participants of a room to another, or to main."""

    room: RoomId
    to: RoomId


@dataclass(frozen=True, slots=True)
class PinPerson:
    """MV5: keep a participant where they are in shuffles and rounds, or let them go again."""

    person: PersonId
    pinned: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """MV5: take the last change of assignments by a moderator back; saying it again restores it."""


@dataclass(frozen=True, slots=True)
class MoveToNextRoom:
    """RR1: every room's participants go on to the next room together, or back to the one before."""

    back: bool = False


@dataclass(frozen=True, slots=True)
class GatherEveryone:
    """GA1: bring everybody to main with a countdown; the session stays open and assignments stay."""


@dataclass(frozen=True, slots=True)
class SendBack:
    """GA1: send the participants in main back to the rooms they belong to."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """BC1: show a text to everyone in all breakout rooms, or in ``rooms`` only."""

    text: str
    rooms: tuple[RoomId, ...] | None = None


@dataclass(frozen=True, slots=True)
class BroadcastVoice:
    """BC1: speak to all breakout rooms at once, or stop doing so."""

    on: bool


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """CA1 *Join*: go to the caller's room, at once, and clear the call."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class ClaimCall:
    """CA1 *On my way*: let everyone know that the call is taken care of."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class DismissCall:
    """CA1 *X*: clear a call without going; the caller is told."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class SetRole:
    """RM1: make someone a moderator, or take it back."""

    person: PersonId
    role: Role


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
class CallModerator:
    """CA1: ask for a moderator, for a reason if one likes; asking again renews the reason only."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CancelCall:
    """CA1: take one's call back."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the meeting for good."""


@dataclass(frozen=True, slots=True)
class Join:
    """JN1, JN2: take a seat, or come back to the one kept. Only the server says this.

    ``passcode`` names the words that the person knew when they were given their seat token (JN3).
    """

    role: Role
    passcode: TextId | None = None


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
    | SwapPeople
    | MoveRoom
    | PinPerson
    | Undo
    | MoveToNextRoom
    | GatherEveryone
    | SendBack
    | StartBreakout
    | EndBreakout
    | AddTime
    | Broadcast
    | BroadcastVoice
    | AnswerCall
    | ClaimCall
    | DismissCall
    | SetRole
    | ModerationCommand
    | EndPresentation
    | GroupingCommand
    | HarvestCommand
)
OwnCommand: TypeAlias = (
    JoinRoom
    | SetMicrophone
    | SetCamera
    | RaiseHand
    | CallModerator
    | CancelCall
    | Leave
    | PresenterCommand
    | RemoveFile
    | ChatCommand
    | ShowingCommand
)
PublicCommand: TypeAlias = BreakoutCommand | OwnCommand
"""What may come over the wire."""
ServerCommand: TypeAlias = Join | Disconnect | Tick | AddFile | EraseFiles
Command: TypeAlias = PublicCommand | ServerCommand


NO_TEXT: Final = TextId("")


@dataclass(frozen=True, slots=True)
class Request:
    """A command with who asks and the randomness it may use.

    ``by`` is ``None`` for the server's operator (REST with the API key), who has a moderator's rights but
    no seat. ``text`` names the command's text, if it has one: events hold the name, not the words. ``older``
    is the line that the command is about, if the state does not know it any more.
    """

    by: PersonId | None
    command: Command
    seed: int = 0
    text: TextId = NO_TEXT
    older: OlderLine | None = None


def text_of(command: Command) -> str | None:
    """Return the words of a command that has any: they are kept outside the log."""
    match command:
        case Broadcast(text):
            return text
        case AddFile(name=name):
            return name
        case CallModerator(reason):
            return reason if reason is not None and reason.strip() else None
        case Say(_, text) | EditLine(_, text):
            return clean_text(text)
        case SetPasscode(passcode):
            return passcode
        case _:
            return None


def line_of(command: Command) -> LineId | None:
    """Return the line of the chat that a command is about."""
    return command.line if isinstance(command, EditLine | DeleteLine) else None


def speaks(command: Command) -> bool:
    """Return whether a command brings people something to read, or takes it away: nobody may flood others."""
    return isinstance(command, Broadcast | CallModerator | Say | EditLine | DeleteLine)
