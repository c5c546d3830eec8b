"""What people are told once, besides what they see (JN4, CA1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting import events as e
from reconvene.meeting import moderation_events as m
from reconvene.meeting import presenting_events as pe
from reconvene.meeting.ids import PersonId
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.view import Audience, Moderators, Only, room_name


@dataclass(frozen=True, slots=True)
class LateJoiner:
    """JN4, to moderators: somebody came while a session is open; ``room`` is where they are sent."""

    person: PersonId
    name: str
    room: str | None
    kind: Literal["late_joiner"] = "late_joiner"


@dataclass(frozen=True, slots=True)
class CallDismissed:
    """CA1, to the caller: no moderator is coming."""

    kind: Literal["call_dismissed"] = "call_dismissed"


@dataclass(frozen=True, slots=True)
class MutedBy:
    """RM1, to who was muted: ``by`` is the moderator's name, empty for the operator."""

    by: str
    kind: Literal["muted"] = "muted"


@dataclass(frozen=True, slots=True)
class CameraStoppedBy:
    """RM1, to whose camera was stopped."""

    by: str
    kind: Literal["camera_stopped"] = "camera_stopped"


@dataclass(frozen=True, slots=True)
class HandLoweredBy:
    """RM1, to whose hand was lowered."""

    by: str
    kind: Literal["hand_lowered"] = "hand_lowered"


@dataclass(frozen=True, slots=True)
class FloorKept:
    """RM1, to who asked to present: the presenter goes on."""

    by: str
    kind: Literal["floor_kept"] = "floor_kept"


@dataclass(frozen=True, slots=True)
class WordsErased:
    """RT3, to everyone: ``everything`` or some names and texts were erased; pages put away what they read."""

    everything: bool
    kind: Literal["words_erased"] = "words_erased"


Notice: TypeAlias = (
    LateJoiner | CallDismissed | MutedBy | CameraStoppedBy | HandLoweredBy | FloorKept | WordsErased
)


def notices(events: Iterable[e.Event], after: State, texts: Texts) -> list[tuple[Audience, Notice]]:
    """Return who is told what of one commit's events."""
    told: list[tuple[Audience, Notice]] = []
    for event in events:
        match event:
            case e.Joined(person, "participant") if after.phase == "open" and person in after.people:
                move = after.people[person].move
                room = None if move is None else room_name(after, move.room)
                told.append((Moderators(), LateJoiner(person, texts.name(person), room)))
            case e.CallCleared(person, dismissed=True):
                told.append((Only(person), CallDismissed()))
            case m.Muted(people, by):
                told += [(Only(person), MutedBy(texts.author(by))) for person in people if person != by]
            case m.CameraStopped(person, by) if person != by:
                told.append((Only(person), CameraStoppedBy(texts.author(by))))
            case m.HandsLowered(people, by):
                told += [(Only(person), HandLoweredBy(texts.author(by))) for person in people if person != by]
            case pe.FloorAskEnded(room, person, kept=True):
                told.append((Only(person), FloorKept(texts.name(after.presentations[room].by))))
            case _:
                pass
    return told
