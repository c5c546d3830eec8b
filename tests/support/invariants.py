"""What must hold of a meeting at any moment, written without the rules."""

from collections import Counter

from reconvene.meeting.events import Event
from reconvene.meeting.evolve import evolve, replay
from reconvene.meeting.ids import MAIN
from reconvene.meeting.presentations import Screen
from reconvene.meeting.state import KEPT_ACTIONS, KEPT_ANNOUNCEMENTS, State
from reconvene.wire.event_log import decode_events, encode_events


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
        assert not (person.pinned and person.moderates), "moderators are not pinned"
    assert sum(person.role == "host" for person in state.people.values()) <= 1
    ids = [room.id for rooms in (*state.archived, state.rooms.values()) for room in rooms]
    assert len(ids) == len(set(ids)), "an id was used twice"
    assert len(ids) <= state.rooms_made
    assert len({room.name for room in state.rooms.values()}) == len(state.rooms), "a name was used twice"
    assert len(state.rooms) <= state.limits.rooms
    check_calls(state)
    check_memory(state)
    check_presentations(state)
    check_files(state)
    check_door(state)


def check_calls(state: State) -> None:
    """CA1, BC1: callers are in breakout rooms while a session runs; those on the way or heard moderate."""
    for person in state.people.values():
        if person.call is not None:
            assert state.running
            assert person.seat != MAIN
            claimer = person.call.claimed_by
            assert claimer is None or state.people[claimer].moderates
    for speaker in state.speaking_to_all:
        assert state.running, "nobody speaks to rooms that are not open"
        assert state.people[speaker].moderates
        assert state.people[speaker].away_since is None
    assert len(set(state.speaking_to_all)) == len(state.speaking_to_all)


def check_presentations(state: State) -> None:
    """RM1: only rooms that exist are shown something; a screen's presenter is there and may share."""
    assert state.presentations.keys() <= {MAIN, *state.rooms}
    for room, shown in state.presentations.items():
        if isinstance(shown.what, Screen):
            person = state.people[shown.by]
            assert person.seat == room
            assert person.away_since is None
            assert person.moderates or state.permissions.share
        else:
            assert state.files[shown.what.file].room == room
        assert len(set(shown.asked)) == len(shown.asked)
        assert shown.by not in shown.asked
        assert shown.offered is None or shown.offered in shown.asked
        for asking in (state.people[person] for person in shown.asked):
            assert (asking.seat, asking.away_since) == (room, None)
            assert asking.moderates or state.permissions.share


def check_door(state: State) -> None:
    """JN3, RT3, RM1: who waits is nowhere, who is barred has no place, and every hand knows its time."""
    door = state.door
    assert not door.waiting.keys() & state.people.keys()
    assert not set(door.barred) & (door.waiting.keys() | state.people.keys())
    assert state.permissions.lobby or not door.waiting, "without a lobby nobody waits"
    for person in state.people.values():
        assert person.hand == (person.hand_at is not None)


def check_memory(state: State) -> None:
    """MV5, RR1, SH1: what is remembered is of this session, in order, and no more than is shown."""
    made = {f"r{number + 1}" for number in range(state.rooms_made)}
    if state.undo is not None:
        assert state.undo.before, "an undo takes something back"
        changed = [person for person, _ in state.undo.before]
        assert len(set(changed)) == len(changed)
        rooms = {room for _, room in state.undo.before if room is not None}
        assert rooms <= made
        assert not rooms & {room.id for former in state.archived for room in former}
    if state.phase in ("none", "draft"):
        assert state.round == 0, "rounds are counted from the start of a session"
    assert all(first < second and times > 0 for (first, second), times in state.met.items())
    assert state.round >= 0
    numbers = [grouping.number for grouping in state.groupings.all]
    assert numbers == sorted(set(numbers))
    assert all(number <= state.groupings.made for number in numbers)
    assert len(numbers) <= state.limits.groupings
    numbers = [action.number for action in state.actions]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    assert len(state.actions) <= KEPT_ACTIONS
    assert len(state.announcements) <= KEPT_ANNOUNCEMENTS


def check_files(state: State) -> None:
    """RM3: every file is of a room there is, or was archived or brought back; all are within the limits."""
    rooms = {MAIN, *state.rooms, *(room.id for rooms in state.archived for room in rooms)}
    brought = {file for harvest in state.harvests for room in harvest.rooms for file in room.files}
    assert {file.room for file in state.files.values() if file.id not in brought} <= rooms
    assert len(state.files) <= state.limits.files
    sizes = [file.size for file in state.files.values()]
    assert sum(sizes) <= state.limits.files_bytes
    assert all(1 <= size <= state.limits.file_bytes for size in sizes)


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
    """CF4: every participant who is not pinned belongs to an open room; sizes differ by at most one.

    Where pinned people make a room larger, nobody else is in it.
    """
    rooms = [room.id for room in state.rooms.values() if room.closes_at is None]
    participants = [person for person in state.people.values() if not person.moderates]
    pinned = Counter(person.assignment for person in participants if person.pinned)
    sizes = Counter(person.assignment for person in participants)
    for person in participants:
        assert person.pinned or person.assignment in rooms
    least = min(sizes[room] for room in rooms)
    for room in rooms:
        assert sizes[room] <= max(pinned[room], least + 1)
