"""What must hold of a meeting at any moment, written without the rules."""

from collections import Counter

from reconvene.meeting.events import Event
from reconvene.meeting.evolve import evolve, replay
from reconvene.meeting.ids import MAIN
from reconvene.meeting.state import State
from reconvene.meeting.view import Texts
from reconvene.wire.event_log import decode_events, encode_events
from tests.support.meeting import whole_view


class Shadow:
    """A second copy of the state, made from the log's text alone; the rules never touch it."""

    def __init__(self, start: State) -> None:
        self._start = start
        self._state = start
        self._log: list[str] = []

    def follow(self, events: tuple[Event, ...]) -> None:
        """Write a commit to the log and read it back."""
        text = encode_events(events)
        self._log.append(text)
        for event in decode_events(text):
            self._state = evolve(self._state, event)

    def check(self, live: State, why: str) -> None:
        """Assert that the live state is the one the log leads to."""
        assert live == self._state, why
        assert list(live.people) == list(self._state.people), "in the same order"
        assert list(live.rooms) == list(self._state.rooms), "in the same order"

    def check_from_nothing(self, live: State) -> None:
        """Assert that the whole log, read again, leads to the live state."""
        assert replay(self._start, [e for text in self._log for e in decode_events(text)]) == live


def check_always(state: State) -> None:
    """Everyone is in a known room, bound for another known one, and belongs to an open one or to none."""
    known = {MAIN, *state.rooms}
    for person in state.people.values():
        assert person.seat in known
        seat_ends = state.rooms[person.seat].closes_at if person.seat != MAIN else None
        if person.move is not None:
            assert person.move.room in known
            assert person.move.room != person.seat, "a move leads elsewhere"
            assert person.move.room == MAIN or state.rooms[person.move.room].closes_at is None
        if seat_ends is not None:
            assert person.move is not None, "nobody stays in a room that is being deleted"
            assert person.move.due <= seat_ends
        if person.assignment is not None:
            assert not person.moderates
            assert state.rooms[person.assignment].closes_at is None
    assert sum(person.role == "host" for person in state.people.values()) <= 1
    ids = [room.id for rooms in (*state.archived, state.rooms.values()) for room in rooms]
    assert len(ids) == len(set(ids)), "an id was used twice"
    assert len(ids) <= state.rooms_made
    assert len({room.name for room in state.rooms.values()}) == len(state.rooms), "a name was used twice"
    assert len(state.rooms) <= state.limits.rooms


def check_quiet(state: State) -> None:
    """Outside a running session everyone is in main and nothing is scheduled; while closing, all go there."""
    if state.phase not in ("open", "closing"):
        assert all(p.seat == MAIN and p.move is None for p in state.people.values())
        assert state.ends_at is None
        assert all(room.closes_at is None for room in state.rooms.values())
    assert (state.closes_at is not None) == (state.phase == "closing")
    if state.closes_at is not None:
        for person in state.people.values():
            if person.seat == MAIN:
                assert person.move is None
            else:
                assert person.move is not None
                assert person.move.room == MAIN
                assert person.move.due <= state.closes_at


def check_dealt(state: State) -> None:
    """CF4: every participant belongs to an open room; sizes differ by at most one."""
    sizes = Counter(dict.fromkeys((room.id for room in state.rooms.values() if room.closes_at is None), 0))
    for person in state.people.values():
        if not person.moderates:
            assert person.assignment is not None
            assert person.assignment in sizes
            sizes[person.assignment] += 1
    assert max(sizes.values()) - min(sizes.values()) <= 1


def check_view_keys(state: State, known: Texts) -> None:
    """RT2: a person's audiences share no key, and participants get none of the moderators'."""
    for person in state.people.values():
        whole = whole_view(state, known, person.id)
        if not person.moderates:
            assert not any(key.startswith(("person/", "room/")) for key in whole)
