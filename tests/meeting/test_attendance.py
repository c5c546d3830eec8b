"""Joining, dropping out, coming back, leaving, and what people say of themselves."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis, PersonId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import PendingMove, Role
from tests.support.meeting import ADA, BEN, CLEO, HOST, KEEP, MOD, MOVE, R1, R2, START, Story, meeting


def test_a_person_takes_a_seat_in_main() -> None:
    """JN1: joining needs no microphone, camera or room."""
    story = Story()
    assert story.do(ADA, c.Join("participant")) == (e.Joined(ADA, "participant", START),)
    ada = story.person(ADA)
    assert (ada.seat, ada.assignment, ada.microphone, ada.camera, ada.hand) == (
        MAIN,
        None,
        False,
        False,
        False,
    )


def test_the_first_moderator_owns_the_meeting() -> None:
    story = Story()
    story.do(ADA, c.Join("participant"))
    story.do(HOST, c.Join("moderator"))
    story.do(MOD, c.Join("moderator"))
    assert [p.role for p in story.state.people.values()] == ["participant", "host", "moderator"]
    assert story.state.host == HOST


@pytest.mark.parametrize("role", ["host", "moderator"])
def test_a_meeting_has_one_host_at_most(role: Role) -> None:
    story = meeting()
    story.do(BEN, c.Join(role))
    assert story.person(BEN).role == "moderator"
    assert story.state.host == HOST


def test_a_host_who_left_is_the_host_again_on_coming_back() -> None:
    story = meeting()
    story.do(HOST, c.Leave())
    story.do(BEN, c.Join("moderator"))
    assert story.person(BEN).role == "moderator"
    story.do(HOST, c.Join("moderator"))
    assert story.person(HOST).role == "host"


def test_a_dropped_person_comes_back_to_all_that_was_theirs() -> None:
    """JN2: role, seat, assignment, hand and mute state are kept."""
    story = meeting(ADA, BEN).draft().settle(R1, ADA).open()
    story.do(ADA, c.SetMicrophone(True))
    story.do(ADA, c.RaiseHand(True))
    before = story.person(ADA)
    assert story.do(ADA, c.Disconnect()) == (e.Disconnected(ADA, story.now),)
    story.wait(KEEP - 1)
    assert story.do(ADA, c.Join("participant")) == (e.Reconnected(ADA),)
    assert story.person(ADA) == before
    assert before.seat == R1


def test_coming_back_by_another_link_changes_no_role() -> None:
    """JN2: a kept seat has the role it had."""
    story = meeting(ADA)
    story.do(ADA, c.Disconnect())
    story.do(ADA, c.Join("moderator"))
    assert story.person(ADA).role == "participant"


def test_a_second_connection_of_a_present_person_changes_nothing() -> None:
    """JN2: the newest connection wins; to the rules it is the same person, present all the time."""
    story = meeting(ADA)
    assert story.do(ADA, c.Join("participant")) == ()


def test_disconnecting_twice_keeps_the_first_time() -> None:
    story = meeting(ADA)
    story.do(ADA, c.Disconnect())
    story.wait(1_000)
    assert story.do(ADA, c.Disconnect()) == ()
    assert story.person(ADA).away_since == START


def test_the_seat_is_given_up_when_the_keeping_time_is_over() -> None:
    """JN2: at the keeping time, not before."""
    story = meeting(ADA)
    story.do(ADA, c.Disconnect())
    assert next_deadline(story.state) == START + KEEP
    assert story.wait(KEEP - 1) == ()
    assert story.wait(1) == (e.Left(ADA),)


def test_who_comes_back_too_late_takes_a_new_seat() -> None:
    """JN2: also when nobody looked in between; what is due happens before the command."""
    story = meeting(ADA).draft().settle(R1, ADA).open()
    story.do(ADA, c.Disconnect())
    story.now = Millis(story.now + KEEP)
    assert story.do(ADA, c.Join("participant")) == (e.Left(ADA), e.Joined(ADA, "participant", story.now))
    assert story.person(ADA).seat == MAIN


def test_moves_go_on_while_a_person_is_away() -> None:
    """JN2, MV1: who was away during the countdown comes back in the new room."""
    story = meeting(ADA).draft().move(R1, ADA)
    story.do(HOST, c.StartBreakout())
    story.do(ADA, c.Disconnect())
    story.wait(MOVE)
    story.do(ADA, c.Join("participant"))
    assert story.person(ADA).seat == R1


def test_a_person_who_leaves_is_gone_at_once_with_their_countdown() -> None:
    story = meeting(ADA).draft().open().move(R1, ADA)
    assert story.do(ADA, c.Leave()) == (e.Left(ADA),)
    assert ADA not in story.state.people
    assert next_deadline(story.state) is None


def test_someone_gone_can_neither_disconnect_nor_leave() -> None:
    story = meeting()
    assert story.do(ADA, c.Disconnect()) == ()
    assert story.refused(ADA, c.Leave()) == Code.NOT_IN_MEETING


@pytest.mark.parametrize("command", [c.Join("participant"), c.Disconnect(), c.Leave(), c.SetMicrophone(True)])
def test_an_operator_has_no_seat(command: c.Command) -> None:
    """RT1: an API key can do what a moderator can, but is nobody in the meeting."""
    assert meeting().refused(None, command) == Code.NO_SEAT


@pytest.mark.parametrize(
    ("on", "off", "event"),
    [
        (c.SetMicrophone(True), c.SetMicrophone(False), e.MicrophoneSet(ADA, True)),
        (c.SetCamera(True), c.SetCamera(False), e.CameraSet(ADA, True)),
        (c.RaiseHand(True), c.RaiseHand(False), e.HandSet(ADA, True, START)),
    ],
)
def test_people_say_what_they_send_and_saying_it_again_changes_nothing(
    on: c.Command, off: c.Command, event: e.Event
) -> None:
    story = meeting(ADA)
    before = story.person(ADA)
    assert story.do(ADA, off) == ()
    assert story.do(ADA, on) == (event,)
    assert story.do(ADA, on) == ()
    assert len(story.do(ADA, off)) == 1
    assert story.person(ADA) == before


def late(assign_people: tuple[PersonId, ...] = (ADA, BEN)) -> Story:
    """Return an automatic draft with two rooms."""
    return meeting(*assign_people).draft(2, "automatic")


def test_who_joins_an_automatic_draft_belongs_to_the_smallest_room() -> None:
    """JN4 smallest: nobody stays without a room; in a draft nobody moves."""
    story = late((ADA,))
    story.do(CLEO, c.Join("participant"))
    assert sorted(story.assignments().values(), key=str) == [R1, R2]
    assert story.pending(CLEO) is None


def test_who_joins_an_open_session_is_moved_to_the_smallest_room() -> None:
    """JN4 smallest: with a countdown while the session is open."""
    story = late().open()
    story.settle(R2, ADA, BEN)
    story.do(CLEO, c.Join("participant"))
    assert story.person(CLEO).assignment == R1
    assert story.pending(CLEO) == PendingMove(R1, Millis(story.now + MOVE))


def test_a_closing_room_takes_no_late_joiner() -> None:
    """JN4, CF3."""
    story = late().open()
    story.settle(R2, ADA, BEN)
    story.settle(R1, MOD)
    story.do(HOST, c.DeleteRoom(R1))
    story.do(CLEO, c.Join("participant"))
    assert story.person(CLEO).assignment == R2


def test_a_late_moderator_is_not_assigned() -> None:
    """JN4, CF4: moderators go where they want."""
    story = late().open()
    story.do(CLEO, c.Join("moderator"))
    assert (story.person(CLEO).assignment, story.pending(CLEO)) == (None, None)


def test_nobody_is_assigned_by_hand_set_drafts_closing_sessions_or_without_rooms() -> None:
    """JN4: `hold` and `choose` leave late joiners in main; a closing session does too."""
    for story in (meeting().draft(2, "manual").open(), meeting().draft(2, "choose").open(), late().open()):
        if story.state.assign == "automatic":
            story.do(HOST, c.EndBreakout())
        story.do(CLEO, c.Join("participant"))
        assert (story.person(CLEO).assignment, story.pending(CLEO)) == (None, None)
    empty = late()
    for room in (R1, R2):
        empty.do(HOST, c.DeleteRoom(room))
    empty.do(CLEO, c.Join("participant"))
    assert empty.person(CLEO).assignment is None
