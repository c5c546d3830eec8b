"""A meeting under random but guided use, with everything checked that must always hold.

The actor is a moderator most of the time, the start is populated, commands are drawn for the phase they
belong to, and time jumps to just before, at or just after what is due next.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from reconvene.meeting import commands as c
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.moderation_commands import AdmitPeople, SetPermissions
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.refusals import Refusal
from reconvene.meeting.state import Allow, Assign, Late, Limits, State
from tests.support.chat_isolation import check_chat
from tests.support.followed import Followed
from tests.support.invariants import Shadow, check_always, check_dealt, check_quiet
from tests.support.isolation import Seen, check_isolation, check_places, check_view_keys
from tests.support.meeting import HOST, MINUTE, MOD, START, Story, texts

PEOPLE = tuple(PersonId(f"p_{letter}") for letter in "abcdefg")
Rule = TypeVar("Rule", bound=Callable[..., None])
FEW = 5
OWN = (c.SetMicrophone, c.SetCamera, c.RaiseHand)
ANY_TIME: tuple[c.Command, ...] = (
    c.StartBreakout(),
    c.Shuffle(),
    c.KeepRooms(),
    c.AddTime(1),
    c.AddRoom(),
    c.MovePeople((), MAIN),
    c.JoinRoom(RoomId("r1")),
    c.EndBreakout(),
    c.ConfigureBreakout(1, "manual", None, Allow()),
    c.ConfigureBreakout(None, "choose", None, Allow(), people_per_room=0),
    c.SwapPeople(PEOPLE[0], PEOPLE[1]),
    c.MoveRoom(MAIN, MAIN),
    c.Undo(),
    c.MoveToNextRoom(),
    c.GatherEveryone(),
    c.SendBack(),
    c.Broadcast("Hello"),
    c.BroadcastVoice(True),
    c.CallModerator(),
    SetPermissions(Permissions()),
    AdmitPeople(),
)

limits = st.builds(
    Limits,
    rooms=st.integers(2, 5),
    room_name=st.just(8),
    time_limit=st.integers(2, 4),
    broadcast=st.just(10),
    call_reason=st.just(10),
    groupings=st.just(3),
    grouping_people=st.just(3),
    file_bytes=st.just(10),
    files=st.integers(1, 4),
    files_bytes=st.just(12),
    chat_line=st.just(10),
    move_countdown=st.sampled_from([1, 5_000, 20_000]).map(Millis),
    end_countdown=st.sampled_from([1, 10_000, 90_000]).map(Millis),
    keep_seat=st.sampled_from([3_000, 30_000, 600_000]).map(Millis),
)
allowances = st.builds(Allow, call=st.booleans(), return_to_main=st.booleans(), switch_rooms=st.booleans())
seeds = st.integers(0, 2**31)
numbers = st.integers(0, 9)
names = st.sampled_from(["Fish", "", "Bird", "Room 2", "", " Fish ", "x" * 99])
time_limits = st.sampled_from([1, None, 2, 3])
some = st.lists(numbers, min_size=1, max_size=4)


@dataclass
class Reach:
    """What came about in a whole run; a check of nothing proves nothing."""

    events: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    commands: Counter[str] = field(default_factory=Counter)
    things: Counter[str] = field(default_factory=Counter)


def in_phase(*phases: str) -> Callable[[Rule], Rule]:
    """Draw a rule in these phases only."""
    return precondition(lambda machine: machine.story.state.phase in phases)


class MeetingMachine(RuleBasedStateMachine):
    """One meeting from its first person on; ``reach`` is that of the whole run."""

    reach: ClassVar[Reach]

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.shadow = Shadow(self.story.state)
        self.followed = Followed(self.story.state)

    @initialize(
        limits=limits,
        participants=st.integers(3, 6),
        assign=st.sampled_from(["automatic", "manual", "choose"]),
        limit=time_limits,
        allow=allowances,
        phase=st.sampled_from(["open", "draft", "open", "none"]),
    )
    def begin(
        self, limits: Limits, participants: int, assign: Assign, limit: int | None, allow: Allow, phase: str
    ) -> None:
        """Start populated: people are there, and mostly a session is open."""
        self.story = Story(limits)
        self.shadow = Shadow(self.story.state)
        self.followed = Followed(self.story.state)
        for person in (HOST, MOD):
            self.ask(person, c.Join("moderator"))
        for person in PEOPLE[:participants]:
            self.ask(person, c.Join("participant"))
        if phase != "none":
            self.ask(
                HOST, c.ConfigureBreakout(2, assign, min(limit, limits.time_limit) if limit else None, allow)
            )
            self.ask(HOST, c.Shuffle(), seed=participants)
        if phase == "open":
            self.ask(HOST, c.StartBreakout())

    def ask(self, by: PersonId | None, command: c.Command, seed: int = 0) -> bool:
        """Have a command carried out; return whether it was granted. Who asks has a connection (JN2)."""
        known = None if by is None else self.story.state.people.get(by)
        if (
            known is not None
            and known.away_since is not None
            and isinstance(command, get_args(c.PublicCommand))
        ):
            self.ask(by, c.Join(known.role))
        name = type(command).__name__
        self.reach.commands[name] += 1
        before = self.story.state
        try:
            events = self.story.do(by, command, seed)
        except Refusal as refusal:
            self.reach.refusals[refusal.code] += 1
            self.shadow.check(self.story.state, "a refusal changes nothing")
            return False
        self.shadow.follow(events)
        self.shadow.check(self.story.state, "replaying the log leads to the live state")
        self.followed.check(self.story.state)
        self.reach.events.update(type(event).__name__ for event in events)
        self.note(before, ticked=isinstance(command, c.Tick))
        return True

    def note(self, before: State, *, ticked: bool) -> None:
        """Count what is worth reaching, and check what only a whole step can show (MV1)."""
        after = self.story.state
        for person in before.people.keys() & after.people.keys() if ticked else ():
            was, now = before.people[person], after.people[person]
            assert (was.microphone, was.camera, was.hand) == (now.microphone, now.camera, now.hand)
            if was.move is not None and now.seat == was.move.room:
                self.reach.things["move completed"] += 1
                self.reach.things["move into a room completed"] += was.move.room != MAIN
        if ticked and (before.phase, after.phase) == ("open", "closed"):
            self.reach.things["ended unseen"] += 1
        if ticked and (before.phase, after.phase) == ("open", "closing"):
            self.reach.things["time ran out"] += 1
        if (before.phase, after.phase) == ("closing", "open"):
            self.reach.things["reopened"] += 1
        self.reach.things["room with people deleted"] += any(
            room.closes_at is not None and room.id not in after.rooms for room in before.rooms.values()
        )

    def leads(self, number: int) -> PersonId | None:
        """Return who asks: a moderator mostly, else the operator or anybody else."""
        return {7: None, 8: PEOPLE[0], 9: PEOPLE[-1]}.get(number, MOD if number % 2 else HOST)

    def someone(self, number: int) -> PersonId:
        """Return a person, mostly one who is there, participants more often than not."""
        there = [p.id for p in self.story.state.people.values() if not p.moderates] or [HOST]
        return {8: MOD, 9: PEOPLE[-1]}.get(number, there[number % len(there)])

    def settled(self) -> list[PersonId]:
        """Return the participants in breakout rooms who are not about to be moved."""
        people = self.story.state.people.values()
        return [p.id for p in people if not p.moderates and p.move is None and p.seat != MAIN]

    def room(self, number: int) -> RoomId:
        """Return a room, mostly one that exists."""
        rooms = [*self.story.state.rooms, MAIN]
        return RoomId("r99") if number == 9 else rooms[number % len(rooms)]

    @rule(who=numbers, what=st.sampled_from(["join", "drop", "drop", "back", "back", "leave", "moderate"]))
    def come_and_go(self, who: int, what: str) -> None:
        """Join, drop out, come back, leave; a second moderator may come too."""
        away = [p.id for p in self.story.state.people.values() if p.away_since is not None]
        match what:
            case "join":
                self.ask(PEOPLE[who % len(PEOPLE)], c.Join("participant"))
            case "moderate":
                self.ask(PEOPLE[-1], c.Join("moderator"))
            case "drop":
                self.ask(self.someone(who), c.Disconnect())
            case "back" if away:
                self.ask(away[who % len(away)], c.Join("participant"))
            case "leave" if len(self.story.state.people) > FEW:
                self.ask(self.someone(who), c.Leave())

    @rule(who=numbers, command=st.sampled_from([make(on) for make in OWN for on in (True, False)]))
    def say(self, who: int, command: c.Command) -> None:
        """Say what one sends."""
        self.ask(self.someone(who), command)

    @in_phase("none", "draft", "closed")
    @rule(
        by=numbers,
        rooms=st.sampled_from([2, 3, 1, 2, 3, 0, 6, 7]),
        assign=st.sampled_from(["automatic", "automatic", "manual", "choose"]),
        limit=time_limits,
        allow=allowances,
        late=st.sampled_from([None, None, "smallest", "choose", "hold"]),
        capacity=st.sampled_from([None, 1, 2, 0]),
        seed=seeds,
    )
    def configure(  # noqa: PLR0917 - drawn by name
        self,
        by: int,
        rooms: int,
        assign: Assign,
        limit: int | None,
        allow: Allow,
        late: Late | None,
        capacity: int | None,
        seed: int,
    ) -> None:
        """Set up, most of the time with a number of rooms that is allowed; six means: by people per room."""
        count, each = (None, 2) if rooms == FEW + 1 else (rooms, None)
        command = c.ConfigureBreakout(count, assign, limit, allow, each, late, capacity)
        granted = self.ask(self.leads(by), command, seed)
        if granted and assign == "automatic":
            check_dealt(self.story.state)

    @in_phase("draft", "closed")
    @rule(by=numbers)
    def keep_or_start(self, by: int) -> None:
        """Go on from a draft, or back to one."""
        draft = self.story.state.phase == "draft"
        self.ask(self.leads(by), c.StartBreakout() if draft else c.KeepRooms())

    @in_phase("draft", "open")
    @rule(by=numbers, people=some, room=numbers, again=numbers)
    def move(self, by: int, people: list[int], room: int, again: int) -> None:
        """Move people, and sometimes change one's mind at once."""
        chosen = tuple(self.someone(number) for number in people)
        self.ask(self.leads(by), c.MovePeople(chosen, self.room(room)))
        if again > FEW:
            self.ask(self.leads(by), c.MovePeople(chosen[:1], self.room(again)))

    @in_phase("draft", "open")
    @rule(by=numbers, seed=seeds, memory=st.booleans())
    def shuffle(self, by: int, seed: int, memory: bool = False) -> None:  # noqa: FBT001, FBT002 - drawn
        """Deal everybody out anew."""
        if self.ask(self.leads(by), c.Shuffle(memory), seed):
            check_dealt(self.story.state)

    @in_phase("draft", "open")
    @rule(by=numbers, what=st.sampled_from(["add", "rename", "delete"]), room=numbers, name=names)
    def change_rooms(self, by: int, what: str, room: int, name: str) -> None:
        """Add, rename or delete a room."""
        changes: dict[str, c.Command] = {
            "add": c.AddRoom(name or None),
            "rename": c.RenameRoom(self.room(room), name),
            "delete": c.DeleteRoom(self.room(room)),
        }
        self.ask(self.leads(by), changes[what])

    @in_phase("open", "closing")
    @rule(who=numbers, room=numbers)
    def join_room(self, who: int, room: int) -> None:
        """Go to a room oneself, a moderator now and then."""
        self.ask(HOST if who in (2, 6) else self.someone(who), c.JoinRoom(self.room(room)))

    @precondition(lambda self: self.settled())
    @rule(who=numbers, step=st.integers(1, 3))
    def walk(self, who: int, step: int) -> None:
        """Go to another room of those in order, without being on the way; allowed or not (MV4)."""
        person = self.settled()[who % len(self.settled())]
        rooms = [MAIN, *self.story.state.rooms]
        here = rooms.index(self.story.state.people[person].seat)
        self.ask(person, c.JoinRoom(rooms[(here + step) % len(rooms)]))

    @in_phase("open", "closing")
    @rule(by=numbers, minutes=st.sampled_from([1, 2, -1, 3, 0]))
    def add_time(self, by: int, minutes: int) -> None:
        """Put the end off or bring it forward."""
        self.ask(self.leads(by), c.AddTime(minutes))

    @in_phase("open", "draft")
    @rule(by=numbers, sure=numbers)
    def end(self, by: int, sure: int) -> None:
        """End now and then, so that sessions live long enough to be interesting."""
        if sure > FEW:
            self.ask(self.leads(by), c.EndBreakout())

    @rule(by=numbers, command=st.sampled_from(ANY_TIME))
    def ask_at_any_time(self, by: int, command: c.Command) -> None:
        """Ask for what may not fit the phase."""
        self.ask(self.leads(by), command)

    @precondition(lambda self: next_deadline(self.story.state) is not None)
    @rule(offset=st.sampled_from([0, -1, 1]), pleads=st.integers(0, 2))
    def jump(self, offset: int, pleads: int) -> None:
        """Look just before, at or after the next deadline; plead for time if it is the last countdown."""
        due = next_deadline(self.story.state)
        assert due is not None
        self.look(max(self.story.now, due + offset))
        if pleads and self.story.state.phase == "closing":
            self.ask(HOST, c.AddTime(pleads))

    @rule(wait=st.sampled_from([1, 997, 5_001, 20_000, 20_000, MINUTE, 60 * MINUTE]), looks=st.booleans())
    def wait(self, wait: int, looks: bool) -> None:  # noqa: FBT001 - drawn by name
        """Let time pass, an hour as if the server were down; with nobody looking, a command comes first."""
        if looks:
            self.look(self.story.now + wait)
        else:
            self.story.now = Millis(self.story.now + wait)

    def look(self, now: int) -> None:
        """Tick at ``now``; nothing due may be left."""
        self.story.now = Millis(now)
        self.ask(None, c.Tick())
        due = next_deadline(self.story.state)
        assert due is None or due > self.story.now, "something due was left"

    @invariant()
    def always(self) -> None:
        """Check what style and spec say must hold at any moment."""
        state = self.story.state
        seen = Seen(state, texts(state))
        check_always(state)
        check_quiet(state)
        check_places(seen)
        check_isolation(seen)
        check_chat(seen)
        check_view_keys(seen)

    @override
    def teardown(self) -> None:
        """Replay the whole log once more, from nothing."""
        if self.story.now >= START:
            self.shadow.check_from_nothing(self.story.state)
