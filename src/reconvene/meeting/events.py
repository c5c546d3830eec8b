"""Facts of a meeting, as the log keeps them: ids and times, never a person's name.

The field names and types here are the log format; old logs must stay readable.
"""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.chat_events import ChatEvent
from reconvene.meeting.files_events import FilesEvent
from reconvene.meeting.grouping_events import GroupingEvent
from reconvene.meeting.harvest_events import HarvestEvent
from reconvene.meeting.ids import Millis, PersonId, RoomId, TextId
from reconvene.meeting.moderation_events import ModerationEvent
from reconvene.meeting.presenting_events import PresentingEvent
from reconvene.meeting.showing_events import ShowingEvent
from reconvene.meeting.state import Action, Allow, Announcement, Assign, Assignments, Late, Role


@dataclass(frozen=True, slots=True)
class Joined:
    """A person took a seat in main."""

    person: PersonId
    role: Role
    at: Millis


@dataclass(frozen=True, slots=True)
class Disconnected:
    """A person lost their connection; the seat is kept from ``at`` on."""

    person: PersonId
    at: Millis


@dataclass(frozen=True, slots=True)
class Reconnected:
    """A person is back in the seat that was kept."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Left:
    """A person is no longer in the meeting."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MicrophoneSet:
    """A person's microphone went on or off."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True)
class CameraSet:
    """A person's camera went on or off."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True)
class HandSet:
    """A person's hand went up or down, at ``at``; older logs do not say when."""

    person: PersonId
    raised: bool
    at: Millis = Millis(0)


@dataclass(frozen=True, slots=True)
class BreakoutConfigured:
    """A draft was opened with these settings; ``time_limit`` in minutes."""

    assign: Assign
    time_limit: int | None
    allow: Allow
    late: Late = "smallest"
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class RoomsArchived:
    """The present set of rooms was put aside; nobody is assigned any more."""


@dataclass(frozen=True, slots=True)
class DraftReopened:
    """A draft was opened with the former rooms, assignments and settings."""


@dataclass(frozen=True, slots=True)
class RoomsAdded:
    """Rooms were added at the end, in this order."""

    rooms: tuple[tuple[RoomId, str], ...]


@dataclass(frozen=True, slots=True)
class RoomRenamed:
    """A room has another name."""

    room: RoomId
    name: str


@dataclass(frozen=True, slots=True)
class RoomClosing:
    """A room takes nobody in any more and is deleted at ``due``."""

    room: RoomId
    due: Millis


@dataclass(frozen=True, slots=True)
class RoomDeleted:
    """A room is gone; nobody is assigned to it any more."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class Assigned:
    """People belong to other rooms now (``None``: to none)."""

    assignments: tuple[tuple[PersonId, RoomId | None], ...]


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """The session is open, until ``ends_at`` if there is a limit."""

    ends_at: Millis | None


@dataclass(frozen=True, slots=True)
class EndChanged:
    """The session ends at another time; if it was closing for lack of time, it is open again."""

    ends_at: Millis


@dataclass(frozen=True, slots=True)
class SessionClosing:
    """Everybody is on the way to main; the session is closed at ``closes_at``."""

    closes_at: Millis


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """The session is over; rooms and assignments are kept."""


@dataclass(frozen=True, slots=True)
class MovesScheduled:
    """Countdowns began; each replaces the one the person had."""

    moves: tuple[tuple[PersonId, RoomId], ...]
    due: Millis


@dataclass(frozen=True, slots=True)
class MovesCancelled:
    """Countdowns ended without a move."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """People are in these rooms now and have no countdown."""

    moves: tuple[tuple[PersonId, RoomId], ...]


@dataclass(frozen=True, slots=True)
class RoleSet:
    """A person has another role."""

    person: PersonId
    role: Role


@dataclass(frozen=True, slots=True)
class Pinned:
    """A person stays where they are in shuffles and rounds, or no longer does."""

    person: PersonId
    pinned: bool


@dataclass(frozen=True, slots=True)
class UndoKept:
    """The next undo restores these assignments."""

    undo: Assignments


@dataclass(frozen=True, slots=True)
class RoundSet:
    """The round counter stands here."""

    round: int


@dataclass(frozen=True, slots=True)
class Met:
    """These groups of people were brought together; pairs count how often."""

    groups: tuple[tuple[PersonId, ...], ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """A text was broadcast."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class VoiceSet:
    """A moderator speaks to all rooms, or no longer does."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True)
class Called:
    """A person asks for a moderator, or gave another reason for it."""

    person: PersonId
    at: Millis
    reason: TextId | None


@dataclass(frozen=True, slots=True)
class CallClaimed:
    """A moderator is on the way to a caller."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True)
class CallCleared:
    """A call is over. ``dismissed`` if a moderator put it aside without going."""

    person: PersonId
    dismissed: bool


@dataclass(frozen=True, slots=True)
class ActionTaken:
    """A moderator did something; the other events of the same commit say what came of it."""

    action: Action


Event: TypeAlias = (
    Joined
    | Disconnected
    | Reconnected
    | Left
    | MicrophoneSet
    | CameraSet
    | HandSet
    | BreakoutConfigured
    | RoomsArchived
    | DraftReopened
    | RoomsAdded
    | RoomRenamed
    | RoomClosing
    | RoomDeleted
    | Assigned
    | SessionStarted
    | EndChanged
    | SessionClosing
    | SessionClosed
    | MovesScheduled
    | MovesCancelled
    | Moved
    | RoleSet
    | Pinned
    | UndoKept
    | RoundSet
    | Met
    | Announced
    | VoiceSet
    | Called
    | CallClaimed
    | CallCleared
    | ActionTaken
    | ModerationEvent
    | PresentingEvent
    | GroupingEvent
    | FilesEvent
    | ChatEvent
    | ShowingEvent
    | HarvestEvent
)
