"""The meeting machine with evenly mixed use.

Hypothesis likes to repeat what it drew, which finds corners but leaves whole regions out. A busy meeting
throws fair dice for every step instead, so that what it reaches depends on no detail of the rules.
"""

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reconvene.meeting import commands as c
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.grouping_state import Keeping
from reconvene.meeting.ids import MAIN, Millis
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.state import Allow, Assign, Late, Limits
from tests.support.chat_machine import WORDS
from tests.support.files_machine import KINDS, SIZES
from tests.support.harvest_machine import HarvestMachine
from tests.support.machine import ANY_TIME, FEW, OWN
from tests.support.meeting import HOST, MINUTE, MOD
from tests.support.session_machine import HASTY

STRETCH = 16
LATE: tuple[Late | None, ...] = (None, "smallest", "choose", "hold")
AT_THE_DOOR = ("stay", "admit", "admit", "all", "refuse", "go", "go")
ASSIGN: tuple[Assign, ...] = ("automatic", "manual", "choose")


def some_permissions(dice: Random) -> Permissions:
    """Return permissions of which some are missing."""
    return Permissions(
        unmute=dice.random() < 0.6,
        camera=dice.random() < 0.6,
        share=dice.random() < 0.8,
        lobby=dice.random() < 0.6,
        locked=dice.random() < 0.1,
    )


class BusyMachine(HarvestMachine):
    """A meeting that is used hard from time to time."""

    @precondition(lambda self: self.story.state.people)
    @rule(seed=st.integers(0, 2**31))
    def busy_stretch(self, seed: int) -> None:
        """Take some fair steps, with all invariants after each."""
        self.be_busy(Random(seed), STRETCH)

    def be_busy(self, dice: Random, steps: int) -> None:
        """Take fair steps, most of which fit the phase; moderators who are gone come back before long."""
        for step in range(steps):
            if step % STRETCH == 0:
                self.ask(HOST, c.Join("moderator"))
                self.ask(MOD, c.Join("moderator"))
                self.ask(HOST, c.SetRole(MOD, "moderator"))
            dice.choice(self.actions(dice))()
            self.always()
            if step % 2:
                dice.choice(self.besides(dice))()
                self.say_something(dice)
                self.always()

    def whole_meeting(self, seed: int, steps: int) -> None:
        """Play a meeting from its first person on by fair dice alone."""
        dice = Random(seed)
        waits = [Millis(wait) for wait in (1, 5_000, 20_000)]
        self.begin(
            Limits(
                rooms=dice.randint(2, 5),
                room_name=8,
                broadcast=10,
                call_reason=10,
                groupings=2,
                grouping_people=3,
                file_bytes=10,
                files=4,
                files_bytes=12,
                chat_line=10,
                time_limit=dice.randint(2, 4),
                move_countdown=dice.choice(waits),
                end_countdown=dice.choice([*waits, Millis(90_000)]),
                keep_seat=Millis(dice.choice([3_000, 30_000, 600_000])),
            ),
            dice.randint(3, 6),
            dice.choice(ASSIGN),
            dice.choice([None, 1, 2]),
            Allow(dice.random() < 0.8, dice.random() < 0.5, dice.random() < 0.5),
            dice.choice(["open", "draft", "none"]),
        )
        self.be_busy(dice, steps)
        self.teardown()

    def actions(self, dice: Random) -> list[Callable[[], None]]:
        """Return what may be done next; what stands there twice is likelier."""
        state = self.story.state
        any_time = [
            lambda: self.come_and_go(n(), dice.choice(["join", "drop", "back", "leave", "moderate"])),
            lambda: self.say(n(), dice.choice(OWN)(dice.random() < 0.5)),
            lambda: self.ask_at_any_time(n(), dice.choice(ANY_TIME)),
            lambda: self.pin(n(), n(), dice.random() < 0.3),
            lambda: self.present_file(n(), dice.choice(SIZES), dice.choice(KINDS)),
            lambda: self.set_role(n(), n(), dice.choice(["participant", "participant", "moderator", "host"])),
            lambda: self.wait(dice.choice([1, 997, 5_001, 20_000, 60 * MINUTE]), dice.random() < 0.5),
        ]

        def n() -> int:
            return dice.randrange(10)

        if dice.random() < 1 / FEW:
            any_time += [
                lambda: self.add_file(n(), n(), dice.choice(SIZES), dice.choice(KINDS)),
                lambda: self.remove_file(n(), n()),
                lambda: self.remove_file(n(), n()),
                lambda: self.show_file(n(), n()),
                lambda: self.erase_files(n(), dice.choice([0, 5_000])),
            ]
        if self.shows_files():
            any_time.append(lambda: self.handle_file(n(), n() % 4, dice.random() < 0.5, n()))
        if dice.random() < 1 / FEW:
            any_time.append(lambda: self.bring_back(n(), n()))
        if dice.random() < 1 / FEW:
            any_time.append(lambda: self.abandon(dice.choice([0, 5_000, 60_000])))
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
                visits = [lambda: self.join_room(n(), n())] * 3
                own = [*walks, *visits, *self.talk(dice), *self.talk(dice), lambda: self.late_joiner(n())]
                hurry = [*self.hurry(dice), lambda: self.add_time(n(), n() - 3)]
                return [*any_time, *own, *self.changes(dice), *hurry]
            case "closing":
                own = [lambda: self.join_room(n(), n()), *self.talk(dice)]
                anew = [lambda: self.begin_anew_at_once(dice.random() < 0.5, dice.randrange(99))] * 2
                return [*any_time, *own, *anew, lambda: self.add_time(n(), n())]

    def besides(self, dice: Random) -> list[Callable[[], None]]:
        """Return what has nothing to do with a session: done now and then, beside the steps above."""

        def n() -> int:
            return dice.randrange(10)

        keeping: Keeping = "together" if dice.random() < 0.5 else "apart"
        return [
            lambda: self.keep_people(n(), [n() for _ in range(dice.randint(1, 4))], keeping, 1),
            lambda: self.keep_people(n(), [n(), n()], keeping, dice.randrange(2)),
            lambda: self.drop_grouping(n(), dice.randrange(5)),
            lambda: self.set_permissions(
                n(),
                Permissions(
                    unmute=dice.random() < 0.6,
                    camera=dice.random() < 0.6,
                    share=dice.random() < 0.8,
                    chat=dice.random() < 0.8,
                    private_chat=dice.random() < 0.8,
                ),
            ),
            lambda: self.share(n(), dice.random() < 0.5),
            lambda: self.share(n(), dice.random() < 0.5),
            lambda: self.stop_sharing(n(), n(), n()),
            *[lambda: self.pass_the_floor(n(), n(), n() % 5)] * 3,
            lambda: self.set_permissions(n(), some_permissions(dice)),
            lambda: self.set_permissions(n(), Permissions()),
            lambda: self.keep_order(n(), n(), dice.randrange(999)),
            lambda: self.keep_order(n(), n(), dice.randrange(999)),
            lambda: self.remove(n(), n()),
            lambda: self.set_passcode(n(), dice.choice([None, None, "sesame", ""])),
            *[lambda: self.use_the_lobby(n(), n(), dice.choice(AT_THE_DOOR))] * 2,
        ]

    def say_something(self, dice: Random) -> None:
        """Chat, or now and then change what was said."""
        who, which, words = dice.randrange(10), dice.randrange(99), dice.choice(WORDS)
        if dice.random() < 0.3:
            self.change_line(who, which, words, dice.random() < 0.4)
        else:
            self.chat(who, which % 10, words)

    def talk(self, dice: Random) -> list[Callable[[], None]]:
        """Return how people in rooms and moderators get in touch."""

        def n() -> int:
            return dice.randrange(10)

        what = dice.choice(["answer", "answer", "claim", "dismiss", "cancel", "cancel"])
        calls = [lambda: self.take_call(n(), n(), what)] * 8 if self.callers() else []
        rooms = dice.choice([None, [n()], [n(), n()]])
        return [
            *calls,
            lambda: self.call(n(), None),
            lambda: self.call(n(), dice.choice([None, "Stuck", "x" * 11])),
            lambda: self.broadcast(n(), dice.choice(["Hello", "Hi", ""]), rooms),
            lambda: self.speak(n(), dice.random() < 0.7),
        ]

    def hurry(self, dice: Random) -> list[Callable[[], None]]:
        """Return what moves many at once, and what several press at once."""
        presses = [dice.choice(HASTY) for _ in range(dice.randint(2, 4))]
        by = dice.randrange(10)
        return [
            lambda: self.go_round(by, dice.random() < 0.3, dice.randint(1, 2)),
            lambda: self.gather_or_send_back(by, dice.random() < 0.5),
            lambda: self.press_at_once(presses, dice.randrange(300), dice.randrange(99)),
        ]

    def set_up(self, dice: Random) -> None:
        """Configure a breakout, or keep the former one."""
        if self.story.state.phase == "closed" and dice.random() < 0.3:
            self.keep_or_start(dice.randrange(10))
            return
        allow = Allow(dice.random() < 0.8, dice.random() < 0.5, dice.random() < 0.4)
        limit = dice.choice([None, 1, 2, 3, 99])
        self.configure(
            dice.randrange(10),
            dice.randrange(8),
            dice.choice(ASSIGN),
            limit,
            allow,
            dice.choice(LATE),
            dice.choice([None, 1, 1, 2, 1_001]),
            dice.randrange(99),
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
            lambda: self.shuffle(n(), dice.randrange(99), dice.random() < 0.5),
            lambda: self.swap(n(), n(), n()),
            lambda: self.move_room(n(), n(), n()),
            lambda: self.undo(n(), dice.random() < 0.5),
            lambda: self.change_rooms(n(), what, n(), name),
            lambda: self.change_rooms(n(), "delete", dice.choice(occupied or [0]), name),
            lambda: self.end(n(), n()),
        ]
