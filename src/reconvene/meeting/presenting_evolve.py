"""What the events of presentations make of the state."""

from dataclasses import replace
from typing import assert_never

from reconvene.meeting import presenting_events as e
from reconvene.meeting.presentations import Presentation, Screen
from reconvene.meeting.state import State


def evolve_presentations(state: State, event: e.PresentingEvent) -> State:
    """Return the state after ``event``."""
    presentations = dict(state.presentations)
    match event:
        case e.ScreenShared(room, person, sound):
            presentations[room] = Presentation(person, Screen(sound))
        case e.PresentationEnded(room):
            presentations.pop(room, None)
        case _:
            assert_never(event)
    return replace(state, presentations=presentations)
