"""Calling a moderator, and what moderators do about it."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.ids import MAIN, Millis
from reconvene.meeting.notices import CallDismissed
from reconvene.meeting.records import CallRecord, OwnCallRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow, Call
from reconvene.meeting.view import Moderators, Only
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    END,
    HOST,
    KEEP,
    MOD,
    MOVE,
    R1,
    R2,
    STRANGER,
    Story,
    facts,
    meeting,
    name_of,
    texts,
    words_of,
)

CALL = c.CallModerator()


def opened(allow: Allow | None = None) -> Story:
    """Return an open session: Ada in room 1, Ben in room 2, Cleo in main."""
    return meeting(ADA, BEN, CLEO).draft(2, allow=allow).move(R1, ADA).move(R2, BEN).open()


def calling(reason: str | None = None) -> Story:
    """Return that session with Ada's call."""
    story = opened()
    story.do(ADA, c.CallModerator(reason))
    return story


def shown(story: Story) -> list[CallRecord]:
    """Return the calls moderators are shown, as they should be listed: the oldest first."""
    records = [record for record in story.sees(Moderators()).values() if isinstance(record, CallRecord)]
    return sorted(records, key=lambda record: record.at)


def test_a_call_reaches_the_moderators_with_its_room_and_reason() -> None:
    """CA1: in whatever room they are; the caller sees that it is open."""
    story = opened()
    story.do(MOD, c.JoinRoom(R2))
    story.wait(2_000)
    at = story.now
    story.do(ADA, c.CallModerator("The link does not open"))
    reason = story.person(ADA).call
    assert reason is not None
    assert reason.reason is not None
    words = words_of(reason.reason)
    expected = CallRecord(ADA, name_of(ADA), R1, "Room 1", at, words, None, None)
    assert story.view_of(MOD)[f"call/{ADA}"] == story.view_of(HOST)[f"call/{ADA}"] == expected
    assert getattr(story.view_of(ADA)["me"], "call", None) == OwnCallRecord(at, words, None)


def test_a_call_needs_no_reason() -> None:
    """CA1: an empty one is none."""
    for reason in (None, "", " \n "):
        story = calling(reason)
        assert story.person(ADA).call == Call(story.now, None)
        assert shown(story)[0].reason is None


def test_nobody_else_learns_of_a_call() -> None:
    """RT2: not even room-mates."""
    story = opened().settle(R1, CLEO)
    before = [story.view_of(person) for person in (BEN, CLEO)]
    story.do(ADA, c.CallModerator("Secret"))
    assert [story.view_of(person) for person in (BEN, CLEO)] == before


def test_there_is_one_open_call_per_person_and_repeats_merge() -> None:
    """CA1: it keeps its place in the queue and who is on the way; a new reason replaces the old one."""
    story = calling("First")
    story.do(MOD, c.ClaimCall(ADA))
    first = story.person(ADA).call
    story.wait(60_000)
    assert story.do(ADA, CALL) == ()
    story.do(ADA, c.CallModerator("Second"))
    second = story.person(ADA).call
    assert first is not None
    assert second is not None
    assert (second.at, second.claimed_by) == (first.at, MOD)
    assert second.reason not in (None, first.reason)
    assert len(shown(story)) == 1


def test_calls_can_be_taken_oldest_first() -> None:
    """CA1: by the time of calling, not of joining the meeting, nor of a renewed reason."""
    story = opened()
    story.do(BEN, CALL)
    story.wait(1_000)
    story.do(ADA, CALL)
    story.wait(1_000)
    story.do(BEN, c.CallModerator("Still here"))
    assert [call.person for call in shown(story)] == [BEN, ADA]


@pytest.mark.parametrize("length", [200, 201])
def test_reasons_are_short(length: int) -> None:
    """CA1."""
    story = opened()
    if length == 200:
        story.do(ADA, c.CallModerator("x" * length))
        assert story.person(ADA).call is not None
    else:
        assert story.refused(ADA, c.CallModerator("x" * length)) == Code.CALL_REASON


def test_moderators_are_called_from_breakout_rooms_where_the_session_allows_it() -> None:
    """CA1, CF1."""
    story = opened()
    assert story.refused(CLEO, CALL) == Code.NOT_IN_BREAKOUT
    assert opened(Allow(call=False)).refused(ADA, CALL) == Code.CALL_NOT_ALLOWED


def test_moderators_have_nobody_to_call() -> None:
    """CA1: they are the ones who come."""
    story = opened()
    story.do(MOD, c.JoinRoom(R1))
    assert story.refused(MOD, CALL) == Code.NOT_PARTICIPANT
    story.do(HOST, c.SetRole(MOD, "participant"))
    assert story.do(MOD, CALL)


def test_joining_brings_the_moderator_to_the_caller_and_clears_the_call() -> None:
    """CA1 *Join*: at once; a countdown of their own is over with it; nobody is told of a dismissal."""
    story = calling().move(R2, MOD)
    events = story.do(MOD, c.AnswerCall(ADA))
    assert facts(events) == (e.Moved(((MOD, R1),)), e.CallCleared(ADA, dismissed=False))
    assert (story.seats()[MOD], story.pending(MOD), shown(story)) == (R1, None, [])
    assert story.notices(events) == []


def test_a_moderator_who_is_there_already_clears_the_call_and_stays() -> None:
    """CA1: also if they were about to be moved away."""
    story = calling()
    story.do(MOD, c.JoinRoom(R1))
    assert facts(story.do(MOD, c.AnswerCall(ADA))) == (e.CallCleared(ADA, dismissed=False),)
    story.do(ADA, CALL)
    story.move(R2, MOD)
    story.do(MOD, c.AnswerCall(ADA))
    assert (story.seats()[MOD], story.pending(MOD)) == (R1, None)


def test_a_caller_who_has_moved_on_is_joined_where_they_are() -> None:
    """CA1: a call stays with its person, and shows their room of this moment."""
    story = calling().settle(R2, ADA)
    assert shown(story)[0].room == R2
    story.do(MOD, c.AnswerCall(ADA))
    assert story.seats()[MOD] == R2


def test_dismissing_clears_the_call_and_tells_the_caller() -> None:
    """CA1 *X*: nobody else."""
    story = calling()
    events = story.do(MOD, c.DismissCall(ADA))
    assert story.notices(events) == [(Only(ADA), CallDismissed())]
    assert (story.person(ADA).call, shown(story), story.seats()[MOD]) == (None, [], MAIN)


def test_on_my_way_is_seen_by_the_other_moderators_and_by_the_caller() -> None:
    """CA1: so that two do not both go; the last to say so counts."""
    story = calling()
    story.do(MOD, c.ClaimCall(ADA))
    assert (shown(story)[0].claimed_by, shown(story)[0].claimed_by_name) == (MOD, name_of(MOD))
    assert getattr(getattr(story.view_of(ADA)["me"], "call", None), "claimed_by", None) == name_of(MOD)
    assert story.do(MOD, c.ClaimCall(ADA)) == ()
    story.do(HOST, c.ClaimCall(ADA))
    assert shown(story)[0].claimed_by == HOST


def test_a_claim_ends_with_the_moderator_who_made_it() -> None:
    """CA1: when they leave, when their seat lapses, when they are no moderator any more."""
    for leave in (
        lambda story: story.do(MOD, c.Leave()),
        lambda story: (story.do(MOD, c.Disconnect()), story.wait(KEEP)),
        lambda story: story.do(HOST, c.SetRole(MOD, "participant")),
    ):
        story = calling()
        story.do(MOD, c.ClaimCall(ADA))
        leave(story)
        assert story.person(ADA).call is not None
        assert shown(story)[0].claimed_by is None


def test_of_two_moderators_who_go_at_once_the_second_is_told() -> None:
    """CA1: the call is over; nothing moves them for nothing."""
    story = calling()
    story.do(HOST, c.AnswerCall(ADA))
    for command in (c.AnswerCall(ADA), c.ClaimCall(ADA), c.DismissCall(ADA)):
        assert story.refused(MOD, command) == Code.NO_CALL
    assert story.seats()[MOD] == MAIN


def test_calls_of_people_who_are_gone_are_unknown() -> None:
    """CA1: a caller who leaves takes the call along."""
    story = calling()
    story.do(ADA, c.Leave())
    assert shown(story) == []
    for person in (ADA, STRANGER):
        for command in (c.AnswerCall(person), c.ClaimCall(person), c.DismissCall(person)):
            assert story.refused(MOD, command) == Code.UNKNOWN_PERSON


def test_a_call_is_over_when_it_is_cancelled() -> None:
    """CA1: cancelling what is not open changes nothing."""
    story = calling()
    events = story.do(ADA, c.CancelCall())
    assert events == (e.CallCleared(ADA, dismissed=False),)
    assert story.notices(events) == []
    assert story.do(ADA, c.CancelCall()) == ()


def test_a_call_is_over_when_its_person_is_back_in_main() -> None:
    """CA1: by themselves, gathered, because their room was deleted, or because the session ended."""
    for command, wait in (
        ((ADA, c.JoinRoom(MAIN)), 0),
        ((HOST, c.GatherEveryone()), END),
        ((HOST, c.DeleteRoom(R1)), MOVE),
        ((HOST, c.EndBreakout()), END),
    ):
        story = calling()
        story.do(*command)
        if wait:
            assert len(shown(story)) == 1, "until they have arrived it stays open"
        events = story.wait(wait)
        assert (story.seats()[ADA], story.person(ADA).call, shown(story)) == (MAIN, None, [])
        assert story.notices(events) == []


def test_a_caller_who_dropped_out_keeps_the_call_and_loses_it_with_the_seat() -> None:
    """JN2, CA1."""
    story = calling()
    story.do(ADA, c.Disconnect())
    story.wait(KEEP - 1)
    assert len(shown(story)) == 1
    story.wait(1)
    assert shown(story) == []


def test_a_call_ends_when_its_person_becomes_a_moderator() -> None:
    """CA1, RM1: help has come."""
    story = calling()
    story.do(HOST, c.SetRole(ADA, "moderator"))
    assert shown(story) == []


def test_nobody_joins_a_caller_while_everybody_comes_back() -> None:
    """CA1, EN1: dismissing and claiming still work."""
    story = calling()
    story.do(HOST, c.EndBreakout())
    assert story.refused(MOD, c.AnswerCall(ADA)) == Code.SESSION_CLOSING
    story.do(MOD, c.ClaimCall(ADA))
    story.do(MOD, c.DismissCall(ADA))
    assert shown(story) == []


def test_nobody_joins_a_caller_whose_room_is_being_deleted() -> None:
    """CA1, CF3: the caller is about to be in main anyway; the call stays till then."""
    story = calling()
    story.do(HOST, c.DeleteRoom(R1))
    assert story.refused(MOD, c.AnswerCall(ADA)) == Code.ROOM_CLOSING
    assert len(shown(story)) == 1


def test_a_reason_is_a_text_that_the_log_only_names() -> None:
    """CA1: it can be erased; the call remains."""
    story = opened()
    story.do(ADA, c.CallModerator("Please come"))
    called = story.happened[-1]
    assert isinstance(called, e.Called)
    assert "Please" not in repr(story.happened)
    known = texts(story.state)
    assert called.reason in known.words
    assert called.at == Millis(story.now)
