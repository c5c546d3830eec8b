"""Several moderators at the same moment, nobody left to moderate, and one session right after another."""

from collections.abc import Callable
from itertools import permutations

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, PersonId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Allow, PendingMove
from tests.support.invariants import check_always, check_quiet
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    DAN,
    END,
    HOST,
    MINUTE,
    MOD,
    MOVE,
    R1,
    R2,
    R3,
    Story,
    meeting,
)

AT_ONCE: tuple[c.Command, ...] = (
    c.Shuffle(),
    c.GatherEveryone(),
    c.EndBreakout(),
    c.MoveToNextRoom(),
    c.SendBack(),
    c.Undo(),
)


def opened(time_limit: int | None = None) -> Story:
    """Return an open session: Ada and Ben in room 1, Cleo in room 2, Dan in main."""
    story = meeting(ADA, BEN, CLEO, DAN).draft(2, time_limit=time_limit)
    return story.move(R1, ADA, BEN).move(R2, CLEO).open()


def press(story: Story, by: PersonId, command: c.Command) -> bool:
    """Press a button; return whether that was granted."""
    try:
        story.do(by, command, seed=3)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize(
    "commands",
    list(permutations(AT_ONCE, 3)),
    ids=lambda commands: "-".join(type(command).__name__ for command in commands),
)
def test_whatever_two_moderators_press_within_a_second_holds_together(
    commands: tuple[c.Command, ...],
) -> None:
    """SH1, GA1, RR1, EN1: nobody is lost, nothing is left over; what was granted is in the action log."""
    story = opened()
    logged = len(story.state.actions)
    granted = []
    for number, command in enumerate(commands):
        by = (HOST, MOD)[number % 2]
        if press(story, by, command):
            granted.append((by, type(command).__name__))
        story.wait(400)
        check_always(story.state)
        check_quiet(story.state)
    done = [(action.by, action.kind) for action in story.state.actions[logged:]]
    assert [action for action in granted if action in done] == done
    going = story.bound_for()
    story.wait(END)
    assert story.seats() == going
    assert next_deadline(story.state) is None
    if any(isinstance(command, c.EndBreakout) for command in commands):
        assert (story.state.phase, story.everyone_in_main()) == ("closed", True)


def test_end_pressed_during_a_gathering_lets_nobody_arrive_later_than_the_end() -> None:
    """GA1, EN1."""
    story = opened()
    story.do(HOST, c.Shuffle(), seed=3)
    story.wait(500)
    story.do(MOD, c.GatherEveryone())
    story.wait(500)
    story.do(HOST, c.EndBreakout())
    closes_at = story.state.closes_at
    assert closes_at is not None
    for person in (ADA, BEN, CLEO):
        assert story.pending(person) == PendingMove(MAIN, closes_at)
    assert press(story, MOD, c.GatherEveryone()) is False


def test_assignments_survive_shuffle_gather_and_end() -> None:
    """GA1, CF2: *Keep existing rooms* starts from the shuffle that everybody saw."""
    story = opened()
    story.do(HOST, c.Shuffle(), seed=3)
    shuffled = story.assignments()
    story.do(MOD, c.GatherEveryone())
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(MOD, c.KeepRooms())
    assert story.assignments() == shuffled
    story.open()
    assert {person: story.seats()[person] for person in shuffled} == shuffled


PHASES: dict[str, Callable[[], Story]] = {
    "none": lambda: meeting(ADA, BEN),
    "draft": lambda: meeting(ADA, BEN).draft(2, "automatic", 5),
    "open": lambda: opened(5),
    "closing": lambda: ended(0),
    "closed": lambda: ended(END),
}


def ended(wait: int) -> Story:
    """Return a session that a moderator has ended so long ago."""
    story = opened(5)
    story.do(HOST, c.EndBreakout())
    story.wait(wait)
    return story


@pytest.mark.parametrize("phase", PHASES)
def test_a_meeting_goes_on_without_moderators_in_every_phase(phase: str) -> None:
    """TM3, EN1: what was due happens; a session with a limit ends; whoever moderates next takes over."""
    story = PHASES[phase]()
    assert story.state.phase == phase
    for person in (MOD, HOST):
        story.do(person, c.Leave())
    check_always(story.state)
    story.do(ADA, c.RaiseHand(True))
    story.wait(6 * MINUTE)
    assert story.state.phase == {"open": "closed", "closing": "closed"}.get(phase, phase)
    assert story.everyone_in_main()
    assert next_deadline(story.state) is None
    story.do(MOD, c.Join("moderator"))
    assert story.person(MOD).role == "moderator"
    if story.state.phase != "none":
        press(story, MOD, c.KeepRooms())
        story.do(MOD, c.StartBreakout())
    story.do(HOST, c.Join("moderator"))
    assert story.person(HOST).role == "host"


def test_an_open_session_without_limit_waits_for_the_next_moderator() -> None:
    """EN1: people are not stranded: a moderator who comes finds it open and ends it."""
    story = opened()
    for person in (MOD, HOST):
        story.do(person, c.Leave())
    story.wait(60 * MINUTE)
    assert (story.state.phase, story.seats()[ADA]) == ("open", R1)
    story.do(MOD, c.Join("moderator"))
    story.do(MOD, c.EndBreakout())
    story.wait(END)
    assert story.everyone_in_main()


@pytest.mark.parametrize("again", [c.KeepRooms(), c.ConfigureBreakout(2, "automatic", 1, Allow())])
def test_the_next_session_starts_the_moment_the_last_one_ended(again: c.Command) -> None:
    """EN1: at the very millisecond, although nobody has looked yet."""
    story = opened(5)
    story.do(HOST, c.EndBreakout())
    closes_at = story.state.closes_at
    assert closes_at is not None
    story.now = closes_at
    story.do(MOD, again, seed=1)
    story.do(HOST, c.StartBreakout())
    assert story.state.phase == "open"
    assert story.state.ends_at == closes_at + (1 if isinstance(again, c.ConfigureBreakout) else 5) * MINUTE
    story.wait(MOVE)
    here = {person: room for person, room in story.assignments().items() if room is not None}
    assert {person: story.seats()[person] for person in here} == here
    assert len(here) >= 3


def test_a_person_moved_twice_before_the_first_countdown_ends_arrives_once() -> None:
    """MV1: at the second room, when the second countdown ends."""
    story = opened().move(R2, ADA)
    story.wait(MOVE - 1)
    story.move(MAIN, ADA)
    assert story.wait(1) == ()
    story.wait(MOVE - 1)
    assert story.seats()[ADA] == MAIN


def test_rooms_change_around_people_without_losing_any() -> None:
    """CF3: added, renamed and deleted with people inside and under way."""
    story = opened()
    story.do(HOST, c.AddRoom())
    story.move(R3, DAN)
    story.do(MOD, c.RenameRoom(R1, "Fish"))
    story.do(MOD, c.DeleteRoom(R3))
    story.do(HOST, c.DeleteRoom(R2))
    story.wait(MOVE)
    assert story.seats() == {HOST: MAIN, MOD: MAIN, ADA: R1, BEN: R1, CLEO: MAIN, DAN: MAIN}
    assert story.refused(HOST, c.MovePeople((DAN,), R3)) == Code.UNKNOWN_ROOM
