"""What people are told once, besides what they see (JN4, CA1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting import events as e
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


Notice: TypeAlias = LateJoiner | CallDismissed


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
            case _:
                pass
    return told
