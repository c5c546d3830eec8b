"""What the events of shown files make of the state."""

from typing import assert_never

from reconvene.meeting import showing_events as e
from reconvene.meeting.changing import replace
from reconvene.meeting.presentations import Presentation, ShownFile, followed_by
from reconvene.meeting.state import State


def evolve_showing(state: State, event: e.ShowingEvent) -> State:
    """Return the state after ``event``."""
    presentation = _after(state, event)
    return replace(state, presentations={**state.presentations, event.room: presentation})


def _after(state: State, event: e.ShowingEvent) -> Presentation:
    match event:
        case e.FileShown(_, person, file, playback):
            return followed_by(
                state.presentations.get(event.room), person, ShownFile(file, playback=playback)
            )
        case e.PageTurned(room, page):
            shown = state.presentations[room]
            return replace(shown, what=replace(_file(shown), page=page))
        case e.PlaybackSet(room, playback):
            shown = state.presentations[room]
            return replace(shown, what=replace(_file(shown), playback=playback))
        case _:
            assert_never(event)


def _file(shown: Presentation) -> ShownFile:
    if not isinstance(shown.what, ShownFile):
        raise TypeError(shown.what)  # decided on a file: the log is broken
    return shown.what
