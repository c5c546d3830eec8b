"""Starting and ending a session, its time, and what happens by itself."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow, Limits, PendingMove
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    END,
    HOST,
    KEEP,
    MINUTE,
    MOD,
    MOVE,
    R1,
    R2,
    R3,
    Story,
    facts,
    meeting,
)


def limited(minutes: int = 10) -> Story:
    """Return an open session with a limit; Ada in room 1, Ben in room 2, Cleo in main, five seconds old."""
    return meeting(ADA, BEN, CLEO).draft(time_limit=minutes).move(R1, ADA).move(R2, BEN).open()


def test_starting_gives_every_assigned_participant_a_countdown() -> None:
    """ST1: moderators and people without a room stay."""
    story = meeting(ADA, BEN, CLEO).draft().move(R1, ADA).move(R2, BEN)
    story.do(HOST, c.StartBreakout())
    due = Millis(story.now + MOVE)
    assert story.state.phase == "open"
    assert (story.pending(ADA), story.pending(BEN)) == (PendingMove(R1, due), PendingMove(R2, due))
    assert [story.pending(p) for p in (CLEO, HOST, MOD)] == [None, None, None]
    story.wait(MOVE)
    assert story.seats() == {HOST: MAIN, MOD: MAIN, ADA: R1, BEN: R2, CLEO: MAIN}


def test_starting_needs_a_draft_with_rooms() -> None:
    """ST1."""
    story = meeting(ADA)
    assert story.refused(HOST, c.StartBreakout()) == Code.NO_DRAFT
    story.draft(1)
    story.do(HOST, c.DeleteRoom(R1))
    assert story.refused(HOST, c.StartBreakout()) == Code.NO_ROOMS
    story.do(HOST, c.AddRoom())
    story.open()
    assert story.refused(HOST, c.StartBreakout()) == Code.ALREADY_OPEN
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, c.StartBreakout()) == Code.ALREADY_OPEN
    story.wait(END)
    assert story.refused(HOST, c.StartBreakout()) == Code.NO_DRAFT


def test_ending_brings_everybody_to_main_with_a_countdown_and_closes() -> None:
    """EN1: rooms and assignments are kept."""
    story = meeting(ADA, BEN).draft().move(R1, ADA).open().settle(R2, MOD)
    story.do(HOST, c.EndBreakout())
    due = Millis(story.now + END)
    assert (story.state.phase, story.state.closes_at) == ("closing", due)
    assert story.pending(ADA) == story.pending(MOD) == PendingMove(MAIN, due)
    assert story.pending(BEN) is None
    assert story.wait(END - 1) == ()
    story.wait(1)
    assert story.state.phase == "closed"
    assert story.everyone_in_main()
    assert (list(story.state.rooms), story.assignments()) == ([R1, R2], {ADA: R1, BEN: None})
    assert next_deadline(story.state) is None


def test_ending_calls_moves_into_rooms_off() -> None:
    """EN1, MV1: who was about to leave main stays there."""
    story = meeting(ADA).draft().open().move(R1, ADA)
    story.do(HOST, c.EndBreakout())
    assert story.pending(ADA) is None
    story.wait(END)
    assert story.everyone_in_main()


def test_ending_twice_does_not_put_the_end_off() -> None:
    """EN1."""
    story = meeting(ADA).draft().open()
    story.do(HOST, c.EndBreakout())
    story.wait(1_000)
    assert story.do(HOST, c.EndBreakout()) == ()


def test_a_draft_is_closed_at_once() -> None:
    """EN1: there is nobody to bring back."""
    story = meeting(ADA).draft()
    assert facts(story.do(HOST, c.EndBreakout())) == (e.SessionClosed(),)
    assert story.refused(HOST, c.EndBreakout()) == Code.NOT_OPEN


def test_without_a_session_there_is_nothing_to_end() -> None:
    """EN1."""
    assert meeting().refused(HOST, c.EndBreakout()) == Code.NOT_OPEN


def test_a_new_session_can_start_at_once() -> None:
    """EN1: with new rooms or the old ones."""
    story = meeting(ADA).draft().open()
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.draft().move(R3, ADA).open()
    assert story.seats()[ADA] == R3


def test_a_person_who_joins_during_the_end_stays_in_main() -> None:
    """EN1, JN4."""
    story = meeting(ADA).draft(assign="automatic").open()
    story.do(HOST, c.EndBreakout())
    story.do(BEN, c.Join("participant"))
    assert story.pending(BEN) is None
    story.wait(END)
    assert story.everyone_in_main()


def test_without_a_limit_there_is_no_time_anywhere() -> None:
    """TM1."""
    story = meeting(ADA).draft().open()
    assert (story.state.ends_at, next_deadline(story.state)) == (None, None)
    assert story.refused(HOST, c.AddTime(5)) == Code.NO_TIME_LIMIT


def test_the_limit_is_one_absolute_time_counted_from_the_start() -> None:
    """TM1: not from the draft."""
    story = meeting(ADA).draft(time_limit=10)
    story.wait(90_000)
    story.do(HOST, c.StartBreakout())
    assert story.state.ends_at == story.now + 10 * MINUTE


def test_at_its_end_the_session_has_ended_and_its_countdown_too() -> None:
    """TM3: the countdown finishes at ``ends_at``, nobody need be there."""
    story = limited()
    ends_at = story.state.ends_at
    assert ends_at is not None
    story.do(HOST, c.Leave())
    story.do(MOD, c.Leave())
    assert next_deadline(story.state) == ends_at - END
    assert story.tick_at(Millis(ends_at - END - 1)) == ()
    story.tick_at(Millis(ends_at - END))
    assert (story.state.phase, story.state.closes_at) == ("closing", ends_at)
    assert story.pending(ADA) == PendingMove(MAIN, ends_at)
    assert story.tick_at(Millis(ends_at - 1)) == ()
    story.tick_at(ends_at)
    assert (story.state.phase, story.state.ends_at) == ("closed", None)
    assert story.everyone_in_main()


def test_a_session_whose_end_passed_unseen_ends_at_the_first_look() -> None:
    """TM3: the server was down for a day; the log still tells when everything was due."""
    story = limited()
    ends_at = story.state.ends_at
    assert ends_at is not None
    events = story.wait(24 * 60 * MINUTE)
    assert events == (
        e.SessionClosing(ends_at),
        e.MovesScheduled(((ADA, MAIN), (BEN, MAIN)), ends_at),
        e.Moved(((ADA, MAIN), (BEN, MAIN))),
        e.SessionClosed(),
    )
    assert next_deadline(story.state) is None


def test_a_session_ends_with_nobody_present() -> None:
    """TM3, JN2: all have dropped out; seats lapse and the session closes, each in its time."""
    story = limited(20)
    for person in list(story.state.people):
        story.do(person, c.Disconnect())
    story.wait(KEEP)
    assert (len(story.state.people), story.state.phase) == (0, "open")
    story.wait(20 * MINUTE)
    assert story.state.phase == "closed"
    assert next_deadline(story.state) is None


def test_what_is_due_at_one_time_all_happens_in_one_look() -> None:
    """TM3, JN2, CF3: a move, a lapsing seat, a closing room and the end coincide."""
    limits = Limits(move_countdown=Millis(MOVE), end_countdown=Millis(MOVE), keep_seat=Millis(MOVE))
    story = meeting(ADA, BEN, CLEO, limits=limits).draft(time_limit=1).move(R1, ADA).move(R2, BEN).open()
    story.do(HOST, c.DeleteRoom(R1))
    story.do(CLEO, c.Disconnect())
    story.do(HOST, c.EndBreakout())
    story.wait(MOVE)
    assert (story.state.phase, list(story.state.rooms)) == ("closed", [R2])
    assert CLEO not in story.state.people
    assert story.everyone_in_main()


def test_a_limit_shorter_than_the_countdown_closes_from_the_start() -> None:
    """TM3: the countdown still finishes at ``ends_at``."""
    limits = Limits(end_countdown=Millis(2 * MINUTE))
    story = meeting(ADA, limits=limits).draft(time_limit=1).move(R1, ADA)
    story.do(HOST, c.StartBreakout())
    ends_at = story.state.ends_at
    story.wait(0)
    assert (story.state.phase, story.state.closes_at) == ("closing", ends_at)
    story.wait(MINUTE)
    assert story.state.phase == "closed"


@pytest.mark.parametrize("minutes", [5, -5])
def test_the_end_is_put_off_or_brought_forward(minutes: int) -> None:
    """TM2: by whole minutes, counted from the end there was."""
    story = limited()
    before = story.state.ends_at
    assert before is not None
    ends_at = Millis(before + minutes * MINUTE)
    assert facts(story.do(HOST, c.AddTime(minutes))) == (e.EndChanged(ends_at),)
    assert next_deadline(story.state) == ends_at - END


@pytest.mark.parametrize("minutes", [-10, -11, 51, 10**30, -(10**30)])
def test_the_end_stays_between_the_last_countdown_and_the_longest_limit(minutes: int) -> None:
    """TM2: ten minutes, five seconds gone, sixty at most."""
    assert limited().refused(HOST, c.AddTime(minutes)) == Code.TIME_LIMIT


def test_the_longest_and_the_shortest_end_are_reached_exactly() -> None:
    """TM2: the shortest begins the last countdown at the next look."""
    story = limited(60)
    story.wait(MINUTE - MOVE)
    story.do(HOST, c.AddTime(1))
    assert story.state.ends_at == story.in_minutes(60)
    story = limited(2)
    story.wait(MINUTE - MOVE - END)
    story.do(HOST, c.AddTime(-1))
    story.wait(0)
    assert story.state.phase == "closing"


def test_time_is_added_to_an_open_session_only() -> None:
    """TM2."""
    story = meeting(ADA).draft(time_limit=5)
    assert story.refused(HOST, c.AddTime(1)) == Code.NOT_OPEN


def test_adding_no_time_changes_nothing() -> None:
    """TM2: nothing is logged where nothing happens."""
    assert limited().do(HOST, c.AddTime(0)) == ()


def test_adding_time_in_the_last_countdown_opens_the_session_again() -> None:
    """TM2, TM3: everybody stays where they are."""
    story = limited()
    seats = story.seats()
    ends_at = story.state.ends_at
    assert ends_at is not None
    story.tick_at(Millis(ends_at - 1_000))
    story.do(HOST, c.AddTime(5))
    assert (story.state.phase, story.state.closes_at) == ("open", None)
    assert all(story.pending(person) is None for person in seats)
    story.tick_at(ends_at)
    assert (story.seats(), story.state.phase) == (seats, "open")
    story.wait(5 * MINUTE)
    assert story.state.phase == "closed"


def test_adding_no_time_in_the_last_countdown_does_not_reopen() -> None:
    """TM2: the new end must leave room for a whole countdown."""
    story = limited()
    ends_at = story.state.ends_at
    assert ends_at is not None
    story.tick_at(Millis(ends_at - 1_000))
    assert story.refused(HOST, c.AddTime(0)) == Code.TIME_LIMIT


def test_adding_time_lets_a_closing_room_empty_all_the_same() -> None:
    """TM2, CF3: a room deleted before the last countdown keeps its own, and its people see it."""
    story = limited()
    ends_at = story.state.ends_at
    assert ends_at is not None
    story.tick_at(Millis(ends_at - END - 1_000))
    story.do(HOST, c.DeleteRoom(R1))
    gone_at = Millis(story.now + MOVE)
    story.tick_at(Millis(ends_at - END + 1_000))
    story.do(HOST, c.AddTime(5))
    assert story.pending(ADA) == PendingMove(MAIN, gone_at)
    assert story.pending(BEN) is None
    story.tick_at(gone_at)
    assert (story.seats()[ADA], list(story.state.rooms)) == (MAIN, [R2])


def test_adding_time_does_not_undo_a_moderators_end() -> None:
    """TM2, EN1."""
    story = limited()
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, c.AddTime(5)) == Code.SESSION_CLOSING
    story.wait(END)
    assert story.refused(HOST, c.AddTime(5)) == Code.NOT_OPEN


def test_a_moderators_end_counts_although_time_is_left() -> None:
    """EN1, TM3: the limit does not come back after the end."""
    story = limited()
    story.do(HOST, c.EndBreakout())
    assert next_deadline(story.state) == story.now + END
    story.wait(END)
    assert story.wait(60 * MINUTE) == ()


def test_participants_who_may_leave_main_again_do_not_escape_the_end() -> None:
    """EN1, MV4."""
    story = meeting(ADA).draft(allow=Allow(switch_rooms=True)).move(R1, ADA).open()
    story.do(HOST, c.EndBreakout())
    assert story.refused(ADA, c.JoinRoom(R2)) == Code.SESSION_CLOSING
