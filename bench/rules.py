"""The rules' own cost: big meetings, many commands, long logs. CPU time, nothing waits for anything."""

from collections.abc import Iterator, Sequence
from itertools import count, islice, pairwise
from pathlib import Path
from time import process_time

from bench.measure import Figure
from reconvene.live.fanout import Fanout
from reconvene.meeting import commands as c
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.decide import conclude, decide
from reconvene.meeting.events import Event
from reconvene.meeting.evolve import replay
from reconvene.meeting.grouping_commands import KeepPeople
from reconvene.meeting.ids import MeetingId, Millis, PersonId
from reconvene.meeting.notices import notices
from reconvene.meeting.state import Allow, Limits, State
from reconvene.meeting.texts import Texts
from reconvene.wire.event_log import decode_events, encode_events

PEOPLE = 1_000
ROOMS = 100
MODERATORS = 3
TRIES = 9
HOST = PersonId("p_0")
REPLAYED = 100_000


MINUTE = 60_000
GROUPINGS = 200
GROUPED = f"Shuffle that keeps {GROUPINGS} groups together or apart"
MOVES = 20
"""What a change of everybody's room may take of the loop, in milliseconds."""
TARGETS = {"Start": MOVES, "Shuffle": MOVES, "Shuffle with memory": 150, GROUPED: 150, "Gather": MOVES}
ARRIVE = c.Tick()
MOVING = ("Start", "everybody arrives in the rooms", "Shuffle", "everybody changes rooms", "Gather")
"""What touches everybody."""


class Listener:
    """A connection that counts what it is sent."""

    def __init__(self) -> None:
        self.frames = 0

    def send(self, text: str) -> None:
        """Take a frame."""
        self.frames += bool(text)

    def close(self, code: int, reason: str) -> None:
        """End the connection."""
        raise AssertionError(code, reason)


class BigMeeting:
    """A meeting with everybody connected, in a draft that assigns them to rooms."""

    def __init__(self, count: int = PEOPLE, rooms: int = ROOMS) -> None:
        people = [PersonId(f"p_{number}") for number in range(count)]
        names = {person: f"Person {person}" for person in people}
        self.texts = Texts(MeetingId("m_1"), "Assembly", names)
        self.state = State(limits=Limits(rooms=rooms))
        self.now = Millis(1_700_000_000_000)
        for number, person in enumerate(people):
            self._quietly(person, c.Join("moderator" if number < MODERATORS else "participant"))
        self._quietly(HOST, c.ConfigureBreakout(rooms, "automatic", 30, Allow()))
        self.fanout = Fanout(self.state, self.texts)
        self.listeners = [Listener() for _ in people]
        self.longest = 0.0
        for person, listener in zip(people, self.listeners, strict=True):
            self.fanout.attach(person, listener, "page")

    def _quietly(self, by: PersonId, command: c.Command) -> None:
        self.state = replay(self.state, decide(self.state, c.Request(by, command), self.now))

    def keep_people(self) -> None:
        """SH1: make as many groupings as a meeting may have, half of each kind."""
        for number in range(MODERATORS, MODERATORS + 2 * GROUPINGS, 4):
            first, second, third, fourth = (PersonId(f"p_{number + next_one}") for next_one in range(4))
            self._quietly(HOST, KeepPeople((first, second), "together"))
            self._quietly(HOST, KeepPeople((second, third, fourth), "apart"))
        for _ in self.fanout.publish(self.state, self.texts):
            pass

    def cost(self, by: PersonId, command: c.Command) -> float:
        """Carry a command out as a running meeting does; return the milliseconds of CPU it took.

        ``longest`` is then how many of them nobody else had a turn.
        """
        before = [listener.frames for listener in self.listeners]
        turns = [process_time()]
        decided = conclude(self.state, c.Request(by, command, seed=7), self.now)
        events, self.state = decided.events, decided.after
        encode_events(events)
        turns.append(process_time())  # the log is waited for
        told = notices(events, self.state, self.texts)
        turns.extend(process_time() for _ in self.fanout.publish(self.state, self.texts, told))
        next_deadline(self.state)
        turns.append(process_time())
        self.longest = 1000 * max(end - begin for begin, end in pairwise(turns))
        took = 1000 * (turns[-1] - turns[0])
        sent = [listener.frames - old for listener, old in zip(self.listeners, before, strict=True)]
        assert max(sent) == 1, "one frame for each page"
        return took


async def measure(_: Path) -> list[Figure]:
    """Measure what the rules cost with a thousand people, by the command and by the event."""
    return [*_big_meeting(), *_huge_shuffle(), _commands(), _replay(REPLAYED), _four_hours()]


STEPS: tuple[tuple[str, c.Command], ...] = (
    ("Start", c.StartBreakout()),
    ("everybody arrives in the rooms", ARRIVE),
    ("Shuffle", c.Shuffle()),
    ("everybody changes rooms", ARRIVE),
    ("Shuffle with memory", c.Shuffle(memory=True)),
    ("Gather", c.GatherEveryone()),
    ("everybody arrives in main", ARRIVE),
    ("one hand goes up in main", c.RaiseHand(raised=True)),
)


def _big_meeting() -> list[Figure]:
    costs: dict[str, list[float]] = {}
    for _ in range(TRIES):
        big = BigMeeting()
        for name, command in STEPS:
            if command == ARRIVE:
                big.now = Millis(big.now + MINUTE)
            costs.setdefault(name, []).append(big.cost(HOST, command))
            if name in MOVING:
                costs.setdefault(f"{name}, longest without a turn", []).append(big.longest)
        big.keep_people()
        costs.setdefault(GROUPED, []).append(big.cost(HOST, c.Shuffle()))
    note = "CPU: decided, encoded for the log, one frame for each page"
    return [
        Figure(f"{name}: {PEOPLE} people in {ROOMS} rooms", "ms", tuple(samples), TARGETS.get(name), note)
        for name, samples in costs.items()
    ]


def _huge_shuffle() -> list[Figure]:
    """Shuffle ten times as many people; there is no target for it."""
    samples = []
    for _ in range(3):
        big = BigMeeting(10 * PEOPLE, 10 * ROOMS)
        big.cost(HOST, c.StartBreakout())
        big.now = Millis(big.now + MINUTE)
        big.cost(HOST, ARRIVE)
        samples.append(big.cost(HOST, c.Shuffle()))
    return [Figure(f"Shuffle: {10 * PEOPLE:,} people in {10 * ROOMS:,} rooms", "ms", tuple(samples))]


def _commands() -> Figure:
    people = _small_meeting()
    rates = []
    for _ in range(TRIES):
        began = process_time()
        done = sum(1 for _ in islice(_commits(people), 1_000))
        rates.append(done / (process_time() - began))
    note = f"decided and applied, {len(people.people)} people in 4 rooms; log and frames apart"
    return Figure("commands of an open session", "/s", tuple(rates), note=note)


def _replay(events: int) -> Figure:
    start = _small_meeting()
    log: list[str] = []
    written = 0
    for commit in _commits(start):
        log.append(encode_events(commit))
        written += len(commit)
        if written >= events:
            break
    return Figure(f"a meeting comes back from a log of {events:,} events", "s", replayed(log, start), 1)


def _four_hours() -> Figure:
    """Replay four hours in which somebody does something every second."""
    start = _small_meeting()
    log = [encode_events(commit) for commit in islice(_commits(start), 4 * 3_600)]
    return Figure("a meeting comes back from four hours of a command a second", "s", replayed(log, start))


def replayed(log: Sequence[str], start: State | None = None) -> tuple[float, ...]:
    """Return the seconds it takes to read a log, several times."""
    samples = []
    for _ in range(5):
        began = process_time()
        replay(start or State(), (event for row in log for event in decode_events(row)))
        samples.append(process_time() - began)
    return tuple(samples)


def session(commits: int) -> list[tuple[Event, ...]]:
    """Return so many commits of a meeting, from its first person on."""
    begun = list(_beginning())
    state = replay(State(), (event for commit in begun for event in commit))
    return [*begun, *islice(_commits(state), commits - len(begun))]


def _small_meeting() -> State:
    """Return an open session of twenty people in four rooms."""
    return replay(State(), (event for commit in _beginning() for event in commit))


def _beginning() -> Iterator[tuple[Event, ...]]:
    """Yield the commits that lead to an open session of twenty people in four rooms."""
    state, now = State(), Millis(0)
    joins = ((PersonId(f"p_{n}"), c.Join("participant" if n else "moderator")) for n in range(20))
    begin = (c.ConfigureBreakout(4, "automatic", None, Allow()), c.StartBreakout())
    for by, command in (*joins, *((HOST, command) for command in begin)):
        events = decide(state, c.Request(by, command), now)
        state = replay(state, events)
        yield events


def _commits(state: State) -> Iterator[tuple[Event, ...]]:
    """Yield what comes of what people do in turn, for ever: hands, microphones, moves with their arrivals."""
    for turn in count():
        person = PersonId(f"p_{turn % 19 + 1}")
        room = list(state.rooms)[turn // 19 % 4]
        requests = (
            c.Request(person, c.RaiseHand(turn % 2 == 0)),
            c.Request(person, c.SetMicrophone(turn % 3 == 0)),
            c.Request(HOST, c.MovePeople((person,), room)),
        )
        for request in requests:
            events = decide(state, request, Millis(turn * 1_000))
            state = replay(state, events)
            yield events
