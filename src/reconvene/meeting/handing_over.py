"""How one presenter hands over to another (RM1): somebody asks, the presenter says yes or no."""

from typing import assert_never

from reconvene.meeting import presenting_commands as c
from reconvene.meeting import presenting_events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.presentations import Presentation
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person, State


def handle(
    decision: Decision, person: Person, command: c.AskToPresent | c.HandOver | c.KeepPresenting
) -> None:
    """Carry out a command about who presents next; saying the same again changes nothing."""
    match command:
        case c.AskToPresent(asking):
            _ask(decision, person, asking=asking)
        case c.HandOver(other):
            shown = _require_asked(decision, person, other)
            if shown.offered != other:
                decision.add(e.FloorOffered(person.seat, other))
        case c.KeepPresenting(other):
            _require_asked(decision, person, other)
            decision.add(e.FloorAskEnded(person.seat, other, kept=True))
        case _:
            assert_never(command)


def _ask(decision: Decision, person: Person, *, asking: bool) -> None:
    shown = decision.state.presentations.get(person.seat)
    asks = shown is not None and person.id in shown.asked
    if asking and not may_present(decision.state, person):
        raise Refusal(Code.SHARE_NOT_ALLOWED)
    if asking and not somebody_else_presents(decision.state, person):
        raise Refusal(Code.NOBODY_PRESENTS)
    if asking and not asks:
        decision.add(e.FloorAsked(person.seat, person.id))
    elif asks and not asking:
        decision.add(e.FloorAskEnded(person.seat, person.id, kept=False))


def _require_asked(decision: Decision, presenter: Person, other: PersonId) -> Presentation:
    """Return what ``presenter`` shows; raise `Refusal` unless they present and the other one asks for it."""
    shown = decision.state.presentations.get(presenter.seat)
    if shown is None or shown.by != presenter.id:
        raise Refusal(Code.NOT_PRESENTER)
    if other not in shown.asked:
        raise Refusal(Code.NOT_ASKING)
    return shown


def forget_the_gone(decision: Decision, room: RoomId, shown: Presentation) -> None:
    """RT2: end what people ask for who are not in the room any more, are away or may not present."""
    for asking in shown.asked:
        person = decision.state.people.get(asking)
        here = person is not None and person.seat == room and person.away_since is None
        if person is None or not here or not may_present(decision.state, person):
            decision.add(e.FloorAskEnded(room, asking, kept=False))


def somebody_else_presents(state: State, person: Person) -> bool:
    """Return whether another person, who is still in the room, presents there."""
    shown = state.presentations.get(person.seat)
    if shown is None or shown.by == person.id:
        return False
    by = state.people.get(shown.by)
    return by is not None and by.seat == person.seat and by.away_since is None


def may_present(state: State, person: Person) -> bool:
    """Return whether the moderators let this person present."""
    return person.moderates or state.permissions.share
