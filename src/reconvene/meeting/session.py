"""Opening and ending a breakout session, and what happens by itself when its time comes (ST, EN, TM)."""

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.deadline import closing_begins, next_deadline
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import MAIN, Millis, RoomId
from reconvene.meeting.placing import meet, schedule
from reconvene.meeting.refusals import Code, Refusal

_MINUTE = 60_000


def start(decision: Decision) -> None:
    """ST1: open the session; every assigned participant gets a countdown, moderators stay."""
    state = decision.state
    if state.running:
        raise Refusal(Code.ALREADY_OPEN)
    if state.phase != "draft":
        raise Refusal(Code.NO_DRAFT)
    if not state.rooms:
        raise Refusal(Code.NO_ROOMS)
    limit = None if state.time_limit is None else Millis(state.time_limit * _MINUTE)
    decision.add(e.SessionStarted(None if limit is None else decision.after(limit)))
    assigned = [
        (person.id, person.assignment)
        for person in state.people.values()
        if person.assignment is not None and not person.moderates
    ]
    schedule(decision, assigned, decision.after(decision.limits.move_countdown))
    meet(decision, assigned)


def end(decision: Decision) -> None:
    """EN1: bring everybody to main with a countdown; a draft closes at once."""
    match decision.state.phase:
        case "draft":
            decision.add(e.SessionClosed())
        case "open":
            _begin_closing(decision, decision.after(decision.limits.end_countdown))
        case "closing":
            pass
        case "none" | "closed":
            raise Refusal(Code.NOT_OPEN)


def _begin_closing(decision: Decision, closes_at: Millis) -> None:
    decision.add(e.SessionClosing(closes_at))
    schedule(decision, [(person, MAIN) for person in decision.state.people], closes_at)


def add_time(decision: Decision, command: c.AddTime) -> None:
    """TM2: change when the session ends; while it closes for lack of time, this opens it again."""
    state = decision.state
    if not state.running:
        raise Refusal(Code.NOT_OPEN)
    if state.ends_at is None:
        raise Refusal(Code.NO_TIME_LIMIT)
    if state.phase == "closing" and state.closes_at != state.ends_at:
        raise Refusal(Code.SESSION_CLOSING)
    ends_at = Millis(state.ends_at + command.minutes * _MINUTE)
    longest = decision.limits.time_limit
    if not decision.after(decision.limits.end_countdown) <= ends_at <= decision.now + longest * _MINUTE:
        raise Refusal(Code.TIME_LIMIT, limit=longest)
    if ends_at == state.ends_at:
        return
    if state.phase == "closing":
        _call_off_return(decision)
    decision.add(e.EndChanged(ends_at))


def _call_off_return(decision: Decision) -> None:
    """Let everybody stay where they are, but for those whose room is being deleted (CF3)."""
    state = decision.state
    staying = tuple(
        person.id
        for person in state.people.values()
        if person.move is not None and state.rooms[person.seat].closes_at is None
    )
    if staying:
        decision.add(e.MovesCancelled(staying))


def tick(decision: Decision) -> None:
    """Carry out, in the order of their times, all that is due by ``decision.now``."""
    while (due := next_deadline(decision.state)) is not None and due <= decision.now:
        _carry_out(decision, due)


def _carry_out(decision: Decision, due: Millis) -> None:
    """Let everything happen that has its deadline at ``due`` or before."""
    state = decision.state
    _arrive(decision, due)
    for room in state.rooms.values():
        if room.closes_at is not None and room.closes_at <= due:
            _finish_room(decision, room.id)
    for person in state.people.values():
        if person.away_since is not None and person.away_since + decision.limits.keep_seat <= due:
            decision.add(e.Left(person.id))
    if state.closes_at is not None:
        if state.closes_at <= due:
            _close(decision)
    elif state.ends_at is not None and closing_begins(state, state.ends_at) <= due:
        _begin_closing(decision, state.ends_at)


def _arrive(decision: Decision, due: Millis) -> None:
    people = decision.state.people.values()
    moves = tuple((p.id, p.move.room) for p in people if p.move is not None and p.move.due <= due)
    if moves:
        decision.add(e.Moved(moves))


def _finish_room(decision: Decision, room: RoomId) -> None:
    """Delete a room that was closing; whoever is still inside goes where they are bound for, else to main."""
    people = decision.state.people.values()
    inside = tuple((p.id, MAIN if p.move is None else p.move.room) for p in people if p.seat == room)
    if inside:
        decision.add(e.Moved(inside))
    decision.add(e.RoomDeleted(room))


def _close(decision: Decision) -> None:
    """EN1: nobody stays outside main, and nothing is left to happen."""
    outside = tuple((p.id, MAIN) for p in decision.state.people.values() if p.seat != MAIN or p.move)
    if outside:
        decision.add(e.Moved(outside))
    for room in decision.state.rooms.values():
        if room.closes_at is not None:
            decision.add(e.RoomDeleted(room.id))
    decision.add(e.SessionClosed())
