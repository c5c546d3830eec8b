"""What the events of presentations make of the state."""

from typing import assert_never

from reconvene.meeting import presenting_events as e
from reconvene.meeting.changing import replace
from reconvene.meeting.presentations import Presentation, Screen, followed_by
from reconvene.meeting.state import State


def evolve_presentations(state: State, event: e.PresentingEvent) -> State:
    """Return the state after ``event``."""
    presentations = dict(state.presentations)
    match event:
        case e.ScreenShared(room, person, sound):
            presentations[room] = followed_by(presentations.get(room), person, Screen(sound))
        case e.PresentationEnded(room):
            presentations.pop(room, None)
        case e.FloorAsked() | e.FloorOffered() | e.FloorAskEnded():
            presentations[event.room] = _asked(presentations[event.room], event)
        case _:
            assert_never(event)
    return replace(state, presentations=presentations)


def _asked(shown: Presentation, event: e.FloorAsked | e.FloorOffered | e.FloorAskEnded) -> Presentation:
    match event:
        case e.FloorAsked(_, person):
            return replace(shown, asked=(*shown.asked, person))
        case e.FloorOffered(_, person):
            return replace(shown, offered=person)
        case e.FloorAskEnded(_, person):
            asked = tuple(other for other in shown.asked if other != person)
            return replace(shown, asked=asked, offered=None if shown.offered == person else shown.offered)
        case _:
            assert_never(event)
