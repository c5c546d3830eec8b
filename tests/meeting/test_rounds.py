"""Moving many at once: the next room, gathering and sending back."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Limits, PendingMove
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    DAN,
    END,
    HOST,
    MOD,
    MOVE,
    R1,
    R2,
    R3,
    Story,
    facts,
    meeting,
)

ON, BACK = c.MoveToNextRoom(), c.MoveToNextRoom(back=True)
GATHER, SEND_BACK = c.GatherEveryone(), c.SendBack()


def opened(rooms: int = 3) -> Story:
    """Return an open session: Ada and Ben in room 1, Cleo in the last room, Dan in main."""
    story = meeting(ADA, BEN, CLEO, DAN).draft(rooms)
    last = list(story.state.rooms)[-1]
    return story.move(R1, ADA, BEN).move(last, CLEO).open()


def test_all_go_on_to_the_next_room_and_the_last_to_the_first() -> None:
    """RR1: in dashboard order, together, with a countdown; they belong there from then on."""
    story = opened()
    story.do(MOD, ON)
    due = Millis(story.now + MOVE)
    assert story.pending(ADA) == story.pending(BEN) == PendingMove(R2, due)
    assert story.pending(CLEO) == PendingMove(R1, due)
    assert story.assignments() == {ADA: R2, BEN: R2, CLEO: R1, DAN: None}
    story.wait(MOVE)
    assert story.seats() == {HOST: MAIN, MOD: MAIN, ADA: R2, BEN: R2, CLEO: R1, DAN: MAIN}


def test_back_one_room_is_the_way_back() -> None:
    """RR1: the first to the last."""
    story = opened()
    before = story.seats()
    story.do(MOD, ON)
    story.wait(MOVE)
    story.do(MOD, BACK)
    story.wait(MOVE)
    assert story.seats() == before
    story.do(MOD, BACK)
    assert (story.bound_for()[ADA], story.bound_for()[CLEO]) == (R3, R2)


def test_as_many_rounds_as_rooms_lead_everybody_home() -> None:
    """RR1: whether or not the countdowns have ended between."""
    for wait in (0, MOVE):
        story = opened()
        before = story.seats()
        for _ in range(3):
            story.do(MOD, ON)
            story.wait(wait)
        assert story.bound_for() == before


def test_the_counter_shows_the_round() -> None:
    """RR1: it counts on and back, and begins anew with every draft."""
    story = opened()
    rounds = []
    for command in (ON, ON, BACK, ON):
        story.do(MOD, command)
        rounds.append(story.state.round)
    assert rounds == [1, 2, 1, 2]
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(HOST, c.KeepRooms())
    assert story.state.round == 0
    story.open().do(MOD, ON)
    assert story.state.round == 1
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    assert story.draft().state.round == 0


def test_the_counter_never_stands_under_zero() -> None:
    """RR1: going back from where people began moves them, and is round 0 still."""
    story = opened()
    story.do(MOD, BACK)
    assert story.bound_for()[ADA] == R3
    assert story.state.round == 0
    story.do(MOD, ON)
    assert story.state.round == 1
    story.do(MOD, c.Undo())
    assert story.state.round == 0


def test_two_moderators_pressing_within_the_countdown_move_everybody_two_rooms_on() -> None:
    """RR1, MV1: the second counts from where people are going; nothing is lost."""
    story = opened()
    story.do(HOST, ON)
    story.wait(900)
    story.do(MOD, ON)
    assert (story.bound_for()[ADA], story.bound_for()[CLEO]) == (R3, R2)
    assert story.state.round == 2
    story.wait(MOVE)
    assert (story.seats()[ADA], story.seats()[CLEO]) == (R3, R2)


def test_on_and_back_within_the_countdown_cancels_it() -> None:
    """RR1, MV1: a move to where one is needs no countdown."""
    story = opened()
    story.do(HOST, ON)
    story.do(MOD, BACK)
    assert [story.pending(p) for p in (ADA, BEN, CLEO)] == [None] * 3
    assert (story.state.round, next_deadline(story.state)) == (0, None)


def test_pinned_people_moderators_and_main_stay() -> None:
    """RR1, MV5: those who are pinned in main or in a room, moderators wherever they are."""
    story = opened()
    story.do(MOD, c.JoinRoom(R1))
    story.do(HOST, c.PinPerson(BEN, True))
    story.do(MOD, ON)
    assert {p for p in story.state.people if story.pending(p)} == {ADA, CLEO}


def test_a_room_that_is_being_deleted_is_left_out() -> None:
    """RR1, CF3: nobody is sent there, and those inside go where they were sent."""
    story = opened()
    story.do(HOST, c.DeleteRoom(R2))
    story.do(HOST, ON)
    assert (story.bound_for()[ADA], story.bound_for()[CLEO]) == (R3, R1)
    story = opened()
    story.settle(R2, DAN)
    story.do(HOST, c.DeleteRoom(R2))
    story.do(HOST, ON)
    assert story.bound_for()[DAN] == MAIN


def test_a_round_needs_two_rooms_and_somebody_in_one() -> None:
    """RR1: the counter stays where nobody moves."""
    alone = opened(1)
    assert alone.refused(HOST, ON) == Code.NOBODY_TO_MOVE
    empty = meeting(ADA).draft().open()
    empty.do(MOD, c.JoinRoom(R1))
    assert empty.refused(HOST, BACK) == Code.NOBODY_TO_MOVE


@pytest.mark.parametrize("command", [ON, BACK, GATHER, SEND_BACK])
def test_there_are_rounds_only_while_a_session_is_open(command: c.Command) -> None:
    """RR1, GA1."""
    story = meeting(ADA)
    assert story.refused(HOST, command) == Code.NOT_OPEN
    story.draft()
    assert story.refused(HOST, command) == Code.NOT_OPEN
    story.move(R1, ADA).open().do(HOST, c.EndBreakout())
    assert story.refused(HOST, command) == Code.SESSION_CLOSING


def test_gathering_brings_everybody_to_main_and_leaves_the_session_open() -> None:
    """GA1: ten seconds; moderators come too; everybody still belongs where they did."""
    story = opened()
    story.do(MOD, c.JoinRoom(R2))
    before = story.assignments()
    story.do(HOST, GATHER)
    due = PendingMove(MAIN, Millis(story.now + END))
    assert [story.pending(p) for p in (ADA, BEN, CLEO, MOD)] == [due] * 4
    assert story.pending(DAN) is None
    story.wait(END)
    assert story.everyone_in_main()
    assert (story.state.phase, story.assignments()) == ("open", before)


def test_sending_back_returns_participants_to_where_they_belong() -> None:
    """GA1: with the short countdown; moderators and those who belong nowhere stay."""
    story = opened()
    story.do(MOD, c.JoinRoom(R2))
    story.do(HOST, GATHER)
    story.wait(END)
    story.do(HOST, SEND_BACK)
    due = Millis(story.now + MOVE)
    assert (story.pending(ADA), story.pending(CLEO)) == (PendingMove(R1, due), PendingMove(R3, due))
    assert (story.pending(MOD), story.pending(DAN)) == (None, None)
    story.wait(MOVE)
    assert story.seats() == {HOST: MAIN, MOD: MAIN, ADA: R1, BEN: R1, CLEO: R3, DAN: MAIN}


def test_gathering_right_after_the_start_keeps_everybody_in_main() -> None:
    """GA1, MV1: countdowns into rooms are called off, no others begin."""
    story = meeting(ADA, BEN).draft().move(R1, ADA).move(R2, BEN)
    story.do(HOST, c.StartBreakout())
    story.wait(1_000)
    assert facts(story.do(MOD, GATHER)) == (e.MovesCancelled((ADA, BEN)),)
    assert story.wait(60_000) == ()
    story.do(MOD, SEND_BACK)
    assert story.bound_for() == {HOST: MAIN, MOD: MAIN, ADA: R1, BEN: R2}


def test_sending_back_during_the_gathering_calls_it_off() -> None:
    """GA1, MV1."""
    story = opened()
    story.do(HOST, GATHER)
    story.wait(3_000)
    assert facts(story.do(MOD, SEND_BACK)) == (e.MovesCancelled((ADA, BEN, CLEO)),)


def test_gathering_twice_does_not_put_it_off() -> None:
    """GA1: two moderators press within a second; also who is on the way to main for another reason."""
    story = opened().move(MAIN, ADA)
    early = story.pending(ADA)
    story.do(HOST, GATHER)
    gathered = story.pending(BEN)
    story.wait(1_000)
    assert story.do(MOD, GATHER) == ()
    assert (story.pending(ADA), story.pending(BEN)) == (early, gathered)


def test_who_chose_another_room_or_is_away_is_gathered_too() -> None:
    """GA1, JN2: wherever they are, also with the lid closed."""
    story = opened()
    story.do(ADA, c.Disconnect())
    story.do(HOST, GATHER)
    story.wait(END)
    story.do(ADA, c.Join("participant"))
    assert (story.seats()[ADA], story.person(ADA).assignment) == (MAIN, R1)


def test_people_in_a_room_that_is_being_deleted_come_no_later_for_being_gathered() -> None:
    """GA1, CF3: nobody's countdown outlives their room."""
    limits = Limits(move_countdown=Millis(MOVE), end_countdown=Millis(3 * MOVE))
    story = meeting(ADA, BEN, limits=limits).draft().move(R1, ADA).move(R2, BEN).open()
    story.do(HOST, c.DeleteRoom(R1))
    gone = story.pending(ADA)
    story.do(HOST, GATHER)
    assert story.pending(ADA) == gone
    story.wait(MOVE)
    assert story.seats()[ADA] == MAIN


def test_nobody_is_gathered_from_main_or_sent_back_from_a_room() -> None:
    """GA1."""
    story = opened()
    assert story.refused(HOST, SEND_BACK) == Code.NOBODY_TO_MOVE
    story.do(HOST, GATHER)
    story.wait(END)
    assert story.refused(HOST, GATHER) == Code.NOBODY_TO_MOVE


def test_nobody_is_sent_back_to_a_room_that_is_gone() -> None:
    """GA1, CF3: whoever belonged there belongs nowhere."""
    story = opened()
    story.do(HOST, GATHER)
    story.wait(END)
    story.do(HOST, c.DeleteRoom(R3))
    story.do(HOST, SEND_BACK)
    assert story.bound_for()[CLEO] == MAIN
