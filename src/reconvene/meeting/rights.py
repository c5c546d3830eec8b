"""RT1: who may ask for what, in one place."""

from typing import get_args

from reconvene.meeting.commands import BreakoutCommand, Leave, OwnCommand, Request
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person, State

_MODERATORS = get_args(BreakoutCommand)
_ANYONE_SEATED = get_args(OwnCommand)


def authorise(state: State, request: Request) -> None:
    """Raise `Refusal` unless the one who asks has the right to ask for this kind of command.

    Whether it is possible just now, and for participants whether the session allows it (MV4), is for the
    command's own rule to say.
    """
    if isinstance(request.command, _MODERATORS):
        _require_moderator(state, request)
    elif isinstance(request.command, _ANYONE_SEATED) and not _leaves_the_lobby(state, request):
        require_seat(state, request)


def _leaves_the_lobby(state: State, request: Request) -> bool:
    """Return whether somebody asks to wait no longer: all that people in the lobby may ask for (JN3)."""
    return isinstance(request.command, Leave) and request.by in state.door.waiting


def _require_moderator(state: State, request: Request) -> None:
    if request.by is not None and not require_seat(state, request).moderates:
        raise Refusal(Code.NOT_MODERATOR)


def require_seat(state: State, request: Request) -> Person:
    """Return the person who asks; raise `Refusal` for an operator or someone who is not in the meeting."""
    if request.by is None:
        raise Refusal(Code.NO_SEAT)
    person = state.people.get(request.by)
    if person is None:
        raise Refusal(Code.NOT_IN_MEETING)
    return person
