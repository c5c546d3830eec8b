"""When something happens by itself."""

from collections.abc import Iterator

from reconvene.meeting.ids import Millis
from reconvene.meeting.state import State


def next_deadline(state: State) -> Millis | None:
    """Return when the next `Tick` has something to do; ``None`` if never."""
    return min(_deadlines(state), default=None)


class Deadline:
    """`next_deadline`, looked for once in each state: it is asked for more often than anything changes."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._found: Millis | None = None

    def of(self, state: State) -> Millis | None:
        """Return when the next `Tick` has something to do; ``None`` if never."""
        if state is not self._state:
            self._state, self._found = state, next_deadline(state)
        return self._found


def wake_at(state: State, now: Millis) -> Millis | None:
    """Return when the meeting must run again after a restart: with people in it, at once."""
    present = any(person.away_since is None for person in state.people.values())
    return now if present or state.door.waiting else next_deadline(state)


def _deadlines(state: State) -> Iterator[Millis]:
    for person in state.people.values():
        if person.move is not None:
            yield person.move.due
        if person.away_since is not None:
            yield Millis(person.away_since + state.limits.keep_seat)
    for room in state.rooms.values():
        if room.closes_at is not None:
            yield room.closes_at
    if state.closes_at is not None:
        yield state.closes_at
    elif state.ends_at is not None:
        yield closing_begins(state, state.ends_at)


def closing_begins(state: State, ends_at: Millis) -> Millis:
    """TM3: return when the countdown begins that finishes at ``ends_at``."""
    return Millis(ends_at - state.limits.end_countdown)
