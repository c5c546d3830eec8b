"""Files that are shown to a room: whose hands turn the pages and hold the film (RM3)."""

from typing import Final, assert_never

from reconvene.meeting import showing_commands as c
from reconvene.meeting import showing_events as e
from reconvene.meeting.commands import Request
from reconvene.meeting.decision import Decision
from reconvene.meeting.files import require_file
from reconvene.meeting.ids import Millis
from reconvene.meeting.presentations import Playback, ShownFile
from reconvene.meeting.presenting import require_floor
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person

LAST_PAGE: Final = 100_000
LAST_POSITION: Final = Millis(24 * 60 * 60 * 1000)
"""What cannot be meant is brought to what can."""


def handle(decision: Decision, request: Request, command: c.ShowingCommand) -> None:
    """Carry out a command about what is shown; saying the same again changes nothing."""
    person = require_floor(decision, request)
    match command:
        case c.ShowFile():
            _show(decision, person, command)
        case c.TurnPage(page):
            shown = _shown(decision, person)
            page = min(max(page, 1), LAST_PAGE)
            if shown.playback is None and shown.page != page:
                decision.add(e.PageTurned(person.seat, page))
        case c.SetPlayback(playing, position):
            shown = _shown(decision, person)
            position = Millis(min(max(position, 0), LAST_POSITION))
            if shown.playback is not None:
                decision.add(e.PlaybackSet(person.seat, Playback(playing, position, decision.now)))
        case _:
            assert_never(command)


def _show(decision: Decision, person: Person, command: c.ShowFile) -> None:
    file = require_file(decision.state, person, command.file)
    if file.room != person.seat:
        raise Refusal(Code.UNKNOWN_FILE)
    if file.kind == "other":
        raise Refusal(Code.NOT_TO_BE_SHOWN)
    now = decision.state.presentations.get(person.seat)
    if (
        now is not None
        and isinstance(now.what, ShownFile)
        and now.what.file == file.id
        and now.by == person.id
    ):
        return
    takes_time = file.kind in ("audio", "video")
    playback = Playback(playing=False, position=Millis(0), at=decision.now) if takes_time else None
    decision.add(e.FileShown(person.seat, person.id, file.id, playback))


def _shown(decision: Decision, person: Person) -> ShownFile:
    now = decision.state.presentations.get(person.seat)
    if now is None or not isinstance(now.what, ShownFile):
        raise Refusal(Code.NOTHING_SHOWN)
    return now.what
