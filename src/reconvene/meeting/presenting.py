"""Who shows what to a room (RM1, RM3): one presenter at a time."""

from typing import assert_never

from reconvene.meeting import handing_over
from reconvene.meeting import presenting_commands as c
from reconvene.meeting import presenting_events as e
from reconvene.meeting.commands import Request
from reconvene.meeting.decision import Decision
from reconvene.meeting.handing_over import may_present, somebody_else_presents
from reconvene.meeting.ids import MAIN, RoomId
from reconvene.meeting.presentations import Presentation, Screen, ShownFile
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.state import Person, State


def handle(decision: Decision, request: Request, command: c.PresentingCommand) -> None:
    """Carry out a command about presentations; saying the same again changes nothing."""
    match command:
        case c.ShareScreen(sound):
            person = require_floor(decision, request)
            shown = decision.state.presentations.get(person.seat)
            if shown is None or (shown.by, shown.what) != (person.id, Screen(sound)):
                decision.add(e.ScreenShared(person.seat, person.id, sound))
        case c.StopPresenting():
            person = require_seat(decision.state, request)
            shown = decision.state.presentations.get(person.seat)
            if shown is not None and (
                shown.by == person.id or not somebody_else_presents(decision.state, person)
            ):
                decision.add(e.PresentationEnded(person.seat))
        case c.AskToPresent() | c.HandOver() | c.KeepPresenting():
            handing_over.handle(decision, require_seat(decision.state, request), command)
        case c.EndPresentation(room):
            _require_known(decision.state, room)
            if room in decision.state.presentations:
                decision.add(e.PresentationEnded(room))
        case _:
            assert_never(command)


def require_floor(decision: Decision, request: Request) -> Person:
    """Return who asks; raise `Refusal` unless they may present in the room they are in now.

    Where somebody else presents, only a moderator takes over and the person to whom the presenter hands over;
    what an absent person left anybody may.
    """
    person = require_seat(decision.state, request)
    if not may_present(decision.state, person):
        raise Refusal(Code.SHARE_NOT_ALLOWED)
    if somebody_else_presents(decision.state, person) and not (
        person.moderates or decision.state.presentations[person.seat].offered == person.id
    ):
        raise Refusal(Code.SOMEBODY_PRESENTS)
    return person


def end_what_cannot_go_on(decision: Decision) -> None:
    """End what is shown in rooms that are gone, files that are, and screens whose presenter may not go on.

    Who has gone asks for nothing in that room any more.
    """
    for room, shown in tuple(decision.state.presentations.items()):
        if not _goes_on(decision.state, room, shown):
            decision.add(e.PresentationEnded(room))
        else:
            handing_over.forget_the_gone(decision, room, shown)


def _goes_on(state: State, room: RoomId, shown: Presentation) -> bool:
    if room != MAIN and room not in state.rooms:
        return False
    match shown.what:
        case Screen():
            by = state.people.get(shown.by)
            return by is not None and by.seat == room and by.away_since is None and may_present(state, by)
        case ShownFile(file):
            return file in state.files
        case _:
            assert_never(shown.what)


def _require_known(state: State, room: RoomId) -> None:
    if room != MAIN and room not in state.rooms:
        raise Refusal(Code.UNKNOWN_ROOM)
