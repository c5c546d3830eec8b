"""What the facts of keeping order make of the state."""

from collections.abc import Callable, Iterable
from typing import assert_never

from reconvene.meeting import moderation_events as e
from reconvene.meeting.changing import replace
from reconvene.meeting.door_state import Door
from reconvene.meeting.ids import PersonId
from reconvene.meeting.state import Person, State


def evolve_moderation(state: State, event: e.ModerationEvent) -> State:
    """Return the state after ``event``."""
    match event:
        case e.PermissionsSet(permissions):
            return replace(state, permissions=permissions)
        case e.Muted(people):
            return _each(state, people, lambda person: replace(person, microphone=False))
        case e.CameraStopped(person):
            return _each(state, (person,), lambda person: replace(person, camera=False))
        case e.HandsLowered(people):
            return _each(state, people, lambda person: replace(person, hand=False, hand_at=None))
        case e.Knocked() | e.Admitted() | e.WaitEnded() | e.Barred() | e.PasscodeSet():
            return replace(state, door=_door(state.door, event))
        case _:
            assert_never(event)


def _each(state: State, people: Iterable[PersonId], change: Callable[[Person], Person]) -> State:
    changed = {person: change(state.people[person]) for person in people}
    return replace(state, people={**state.people, **changed})


def _door(door: Door, event: e.Knocked | e.Admitted | e.WaitEnded | e.Barred | e.PasscodeSet) -> Door:
    match event:
        case e.Knocked(person, at):
            return replace(door, waiting={**door.waiting, person: at})
        case e.Admitted(people) | e.WaitEnded(people):
            waiting = {person: since for person, since in door.waiting.items() if person not in people}
            return replace(door, waiting=waiting)
        case e.Barred(people):
            return replace(door, barred=(*door.barred, *people))
        case e.PasscodeSet(passcode):
            return replace(door, passcode=passcode)
        case _:
            assert_never(event)
