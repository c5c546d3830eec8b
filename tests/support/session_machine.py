"""The meeting machine with all that a session has besides places: rounds, undo, calls, roles, haste."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reconvene.meeting import commands as c
from reconvene.meeting.events import Assigned
from reconvene.meeting.grouping_commands import DropGrouping, KeepPeople
from reconvene.meeting.grouping_state import Keeping
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.state import Allow, Role
from tests.support.machine import PEOPLE, MeetingMachine, in_phase, numbers, seeds, some
from tests.support.meeting import HOST, MOD

HASTY: tuple[c.Command, ...] = (
    c.Shuffle(),
    c.GatherEveryone(),
    c.EndBreakout(),
    c.MoveToNextRoom(),
    c.MoveToNextRoom(back=True),
    c.SendBack(),
    c.Undo(),
)
texts_sent = st.sampled_from(["Hello", "Hi", " ", "x" * 11])
reasons = st.sampled_from([None, "Stuck", "", "x" * 11])


class SessionMachine(MeetingMachine):
    """A meeting in which everything may be asked for."""

    def callers(self) -> list[PersonId]:
        """Return the people with an open call."""
        return [person.id for person in self.story.state.people.values() if person.call is not None]

    @in_phase("draft", "open")
    @rule(by=numbers, first=numbers, second=numbers)
    def swap(self, by: int, first: int, second: int) -> None:
        """Let two people change places (MV5)."""
        self.ask(self.leads(by), c.SwapPeople(self.someone(first), self.someone(second)))

    @in_phase("draft", "open")
    @rule(by=numbers, room=numbers, to=numbers)
    def move_room(self, by: int, room: int, to: int) -> None:
        """Move a whole room (MV5)."""
        self.ask(self.leads(by), c.MoveRoom(self.room(room), self.room(to)))

    @rule(by=numbers, who=numbers, pinned=st.booleans())
    def pin(self, by: int, who: int, pinned: bool) -> None:  # noqa: FBT001 - drawn by name
        """Pin somebody, or let them go (MV5)."""
        self.ask(self.leads(by), c.PinPerson(self.someone(who), pinned))

    @in_phase("draft", "open")
    @rule(by=numbers, again=st.booleans())
    def undo(self, by: int, again: bool) -> None:  # noqa: FBT001 - drawn by name
        """Take the last change back; taking that back too leaves all assignments as they were (MV5)."""
        self.look(self.story.now)
        before = self.story.assignments()
        if not self.ask(self.leads(by), c.Undo()):
            return
        self.reach.things["undone"] += before != self.story.assignments()
        if again and before != self.story.assignments():
            assert self.ask(HOST if HOST in self.story.state.people else None, c.Undo())
            assert self.story.assignments() == before
            self.reach.things["undone and redone"] += 1

    @in_phase("open")
    @rule(by=numbers, back=st.booleans(), pressed=st.integers(1, 2))
    def go_round(self, by: int, back: bool, pressed: int) -> None:  # noqa: FBT001 - drawn by name
        """Move to the next room, sometimes pressed twice (RR1): the counter knows."""
        for _ in range(pressed):
            before = self.story.state.round
            if self.ask(self.leads(by), c.MoveToNextRoom(back)):
                assert self.story.state.round == max(0, before + (-1 if back else 1))

    @in_phase("open")
    @rule(by=numbers, back=st.booleans())
    def gather_or_send_back(self, by: int, back: bool) -> None:  # noqa: FBT001 - drawn by name
        """Gather everyone, or send them back (GA1): nobody's assignment changes, all are on their way."""
        happened = len(self.story.happened)
        command = c.SendBack() if back else c.GatherEveryone()
        if self.ask(self.leads(by), command):
            assert not any(isinstance(event, Assigned) for event in self.story.happened[happened:])
            self.reach.things["sent back" if back else "gathered"] += 1
            if not back:
                assert set(self.story.bound_for().values()) == {MAIN}

    @in_phase("open", "closing")
    @rule(by=numbers, text=texts_sent, rooms=st.none() | st.lists(numbers, max_size=2))
    def broadcast(self, by: int, text: str, rooms: list[int] | None) -> None:
        """Announce something in all rooms or in some (BC1)."""
        chosen = None if rooms is None else tuple(self.room(number) for number in rooms)
        self.ask(self.leads(by), c.Broadcast(text, chosen))

    @in_phase("open", "closing")
    @rule(by=numbers, on=st.booleans())
    def speak(self, by: int, on: bool) -> None:  # noqa: FBT001 - drawn by name
        """Speak to all rooms (BC1)."""
        self.ask(self.leads(by), c.BroadcastVoice(on))

    @in_phase("open", "closing")
    @rule(who=numbers, reason=reasons)
    def call(self, who: int, reason: str | None) -> None:
        """Call a moderator, mostly from a room (CA1)."""
        settled = self.settled()
        caller = settled[who % len(settled)] if settled and who else self.someone(who)
        self.ask(caller, c.CallModerator(reason))

    @precondition(lambda self: self.callers())
    @rule(by=numbers, which=numbers, what=st.sampled_from(["answer", "claim", "claim", "dismiss", "cancel"]))
    def take_call(self, by: int, which: int, what: str) -> None:
        """Do something about a call (CA1); twice, as two moderators do."""
        caller = self.callers()[which % len(self.callers())]
        if what == "cancel":
            self.ask(caller, c.CancelCall())
            return
        ways: dict[str, c.Command] = {
            "answer": c.AnswerCall(caller),
            "claim": c.ClaimCall(caller),
            "dismiss": c.DismissCall(caller),
        }
        for moderator in (HOST if by % 3 else PEOPLE[0], MOD):
            if self.ask(moderator, ways[what]) and what == "answer" and moderator in self.story.state.people:
                people = self.story.state.people
                assert people[moderator].seat == people[caller].seat
                assert people[caller].call is None
                self.reach.things["call answered"] += 1

    @rule(by=numbers, who=numbers, role=st.sampled_from(["participant", "moderator", "participant", "host"]))
    def set_role(self, by: int, who: int, role: Role) -> None:
        """Make a moderator, or take it back; wherever that person is, they stay there (RM1)."""
        self.look(self.story.now)
        person = self.someone(who)
        seat = self.story.seats().get(person)
        if self.ask(self.leads(by), c.SetRole(person, role)):
            assert self.story.seats()[person] == seat
            self.reach.things["demoted in a room"] += role == "participant" and seat != MAIN

    @in_phase("open")
    @rule(
        presses=st.lists(st.sampled_from(HASTY), min_size=2, max_size=4), gap=st.integers(0, 300), seed=seeds
    )
    def press_at_once(self, presses: list[c.Command], gap: int, seed: int) -> None:
        """Have two moderators press within a second (SH1, GA1, RR1, EN1)."""
        for number, command in enumerate(presses):
            self.ask((HOST, MOD)[number % 2], command, seed)
            self.always()
            self.story.now = Millis(self.story.now + gap)
        self.reach.things["pressed at once"] += 1

    @rule(by=numbers, people=some, keeping=st.sampled_from(["together", "apart"]), again=st.integers(0, 3))
    def keep_people(self, by: int, people: list[int], keeping: Keeping, again: int) -> None:
        """Keep people together or apart from now on, now and then some who are grouped already (SH1)."""
        there = self.story.state.groupings.all
        chosen = tuple(self.someone(number) for number in people)
        if there and again == 0:
            chosen = there[-1].people
        self.ask(self.leads(by), KeepPeople(chosen, keeping))

    @rule(by=numbers, which=st.integers(0, 4))
    def drop_grouping(self, by: int, which: int) -> None:
        """Remove a grouping, mostly one there is (SH1)."""
        there = [grouping.number for grouping in self.story.state.groupings.all]
        number = there[which % len(there)] if there and which else which
        self.ask(self.leads(by), DropGrouping(number))

    def abandon(self, wait: int) -> None:
        """Let the last moderator leave, time pass, and the host come back (EN1, TM3)."""
        phase = self.story.state.phase
        for person in [p.id for p in self.story.state.people.values() if p.moderates]:
            self.ask(person, c.Leave())
        assert not any(person.moderates for person in self.story.state.people.values())
        self.reach.things[f"no moderator in {phase}"] += 1
        self.always()
        self.look(self.story.now + wait)
        self.ask(HOST, c.Join("moderator"))
        self.ask(MOD, c.Join("moderator"))

    @in_phase("closing")
    @rule(keep=st.booleans(), seed=seeds)
    def begin_anew_at_once(self, keep: bool, seed: int) -> None:  # noqa: FBT001 - drawn by name
        """Start the next session at the moment the last one ends, before anybody has looked (EN1)."""
        closes_at = self.story.state.closes_at
        assert closes_at is not None
        self.story.now = Millis(max(self.story.now, closes_at))
        again = c.KeepRooms() if keep else c.ConfigureBreakout(2, "automatic", None, Allow())
        if self.ask(MOD, again, seed) and self.ask(MOD, c.StartBreakout()):
            self.reach.things["began anew at once"] += 1

    def late_joiner(self, who: int) -> None:
        """Have somebody come who was not there (JN4): where the policy sends them."""
        person = PEOPLE[who % len(PEOPLE)]
        if person in self.story.state.people or self.story.state.phase != "open":
            return
        self.ask(HOST, SetPermissions(Permissions()))
        self.ask(person, c.Join("participant", self.story.state.door.passcode))
        state = self.story.state
        if state.phase != "open" or person not in state.people:
            return
        rooms: list[RoomId] = [room.id for room in state.rooms.values() if room.closes_at is None]
        if state.people[person].moderates:
            return
        placed = state.people[person].assignment in rooms
        assert placed == (state.late == "smallest" and bool(rooms))
        self.reach.things[f"late: {state.late}"] += 1
