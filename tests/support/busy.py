"""The meeting machine with stretches of evenly mixed use.

Hypothesis likes to repeat what it drew, which finds corners but leaves whole regions out. A busy stretch
throws fair dice for every step instead, so that what a run reaches depends on no detail of the rules.
"""

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN
from reconvene.meeting.state import Allow, Assign
from tests.support.machine import ANY_TIME, OWN, MeetingMachine
from tests.support.meeting import MINUTE

LENGTH = 12
ASSIGN: tuple[Assign, ...] = ("automatic", "manual", "choose")


class BusyMachine(MeetingMachine):
    """A meeting that is used hard from time to time."""

    @precondition(lambda self: self.story.state.people)
    @rule(seed=st.integers(0, 2**31))
    def busy_stretch(self, seed: int) -> None:
        """Take some fair steps, most of which fit the phase, with all invariants after each."""
        dice = Random(seed)
        for _ in range(LENGTH):
            dice.choice(self.actions(dice))()
            self.always()

    def actions(self, dice: Random) -> list[Callable[[], None]]:
        """Return what may be done next; what stands there twice is likelier."""
        state = self.story.state
        any_time = [
            lambda: self.come_and_go(n(), dice.choice(["join", "drop", "back", "leave", "moderate"])),
            lambda: self.say(n(), dice.choice(OWN)(dice.random() < 0.5)),
            lambda: self.ask_at_any_time(n(), dice.choice(ANY_TIME)),
            lambda: self.wait(dice.choice([1, 997, 5_001, 20_000, 60 * MINUTE]), dice.random() < 0.5),
        ]

        def n() -> int:
            return dice.randrange(10)

        if next_deadline(state) is not None:
            any_time += [lambda: self.jump(dice.choice([-1, 0, 1]), dice.randrange(3))] * 2
        match state.phase:
            case "none" | "closed":
                return [*any_time, lambda: self.set_up(dice), lambda: self.set_up(dice)]
            case "draft":
                begin = [lambda: self.keep_or_start(n())] * 3
                return [*any_time, *begin, *self.changes(dice), lambda: self.set_up(dice)]
            case "open":
                walks = [lambda: self.walk(n(), dice.randint(1, 3))] * 2 if self.settled() else []
                visits = [lambda: self.join_room(n(), n())] * 2
                return [*any_time, *walks, *visits, *self.changes(dice), lambda: self.add_time(n(), n() - 3)]
            case "closing":
                return [*any_time, lambda: self.join_room(n(), n()), lambda: self.add_time(n(), n())]

    def set_up(self, dice: Random) -> None:
        """Configure a breakout, or keep the former one."""
        if self.story.state.phase == "closed" and dice.random() < 0.3:
            self.keep_or_start(dice.randrange(10))
            return
        allow = Allow(dice.random() < 0.5, dice.random() < 0.5, dice.random() < 0.3)
        limit = dice.choice([None, 1, 2, 3, 99])
        self.configure(
            dice.randrange(10), dice.randrange(7), dice.choice(ASSIGN), limit, allow, dice.randrange(99)
        )

    def changes(self, dice: Random) -> list[Callable[[], None]]:
        """Return what moderators do to rooms and people."""

        def n() -> int:
            return dice.randrange(10)

        occupied = [
            number
            for number, room in enumerate([*self.story.state.rooms, MAIN])
            if room != MAIN and any(p.seat == room for p in self.story.state.people.values())
        ]
        name = dice.choice(["Fish", "Bird", "Room 2", "", "x" * 99])
        what = dice.choice(["add", "add", "rename", "delete"])
        return [
            lambda: self.move(n(), [n() for _ in range(dice.randint(1, 4))], n(), n()),
            lambda: self.move(n(), [n()], n(), n()),
            lambda: self.shuffle(n(), dice.randrange(99)),
            lambda: self.change_rooms(n(), what, n(), name),
            lambda: self.change_rooms(n(), "delete", dice.choice(occupied or [0]), name),
            lambda: self.end(n(), n()),
        ]
