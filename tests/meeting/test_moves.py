"""Who goes where: moderators move people, people move themselves."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis, RoomId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow, Assign, PendingMove
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    END,
    HOST,
    MOD,
    MOVE,
    R1,
    R2,
    STRANGER,
    Story,
    facts,
    meeting,
)

KEPT_IN = Allow(return_to_main=False)
FREE = Allow(switch_rooms=True)


def opened(assign: Assign = "manual", allow: Allow | None = None) -> Story:
    """Return an open session of two rooms; Ada and Ben in the first, Cleo in main, in none."""
    story = meeting(ADA, BEN, CLEO).draft(2, assign, allow=allow)
    return story.move(R1, ADA, BEN).open()


def test_in_a_draft_people_are_assigned_and_nobody_moves() -> None:
    """MV2: main means no room."""
    story = meeting(ADA, BEN).draft()
    assert facts(story.do(HOST, c.MovePeople((ADA, BEN), R1))) == (e.Assigned(((ADA, R1), (BEN, R1))),)
    assert story.do(HOST, c.MovePeople((ADA, BEN), R1)) == ()
    assert facts(story.do(HOST, c.MovePeople((ADA,), MAIN))) == (e.Assigned(((ADA, None),)),)
    assert story.everyone_in_main()


def test_while_open_people_are_assigned_and_get_a_countdown() -> None:
    """MV2: several at once, one due time."""
    story = opened().move(R2, ADA, CLEO)
    due = Millis(story.now + MOVE)
    assert story.pending(ADA) == story.pending(CLEO) == PendingMove(R2, due)
    assert story.assignments() == {ADA: R2, BEN: R1, CLEO: R2}
    assert next_deadline(story.state) == due


def test_a_move_is_done_when_it_is_due_and_not_before() -> None:
    """MV1: microphone, camera and hand stay as they were."""
    story = opened()
    story.do(ADA, c.SetMicrophone(True))
    story.do(ADA, c.SetCamera(True))
    story.do(ADA, c.RaiseHand(True))
    story.move(R2, ADA)
    assert story.wait(MOVE - 1) == ()
    assert story.wait(1) == (e.Moved(((ADA, R2),)),)
    ada = story.person(ADA)
    assert (ada.seat, ada.move) == (R2, None)
    assert (ada.microphone, ada.camera, ada.hand) == (True, True, True)


def test_a_command_finds_those_already_arrived_whose_move_was_due() -> None:
    """MV1: a request is never decided on a state that is out of date."""
    story = opened().move(R2, ADA)
    story.now = Millis(story.now + MOVE)
    assert story.do(BEN, c.RaiseHand(True)) == (e.Moved(((ADA, R2),)), e.HandSet(BEN, True, story.now))


def test_moves_of_different_times_happen_in_their_order() -> None:
    """MV1: also when the server looks only once, late."""
    story = opened().move(R2, ADA)
    story.wait(1_000)
    story.move(R2, BEN)
    assert story.wait(60_000) == (e.Moved(((ADA, R2),)), e.Moved(((BEN, R2),)))


def test_a_later_move_replaces_the_pending_one() -> None:
    """MV1: with a whole countdown of its own; the first due time passes without a move."""
    story = opened().move(R2, CLEO)
    story.wait(2_000)
    story.move(R1, CLEO)
    assert story.pending(CLEO) == PendingMove(R1, Millis(story.now + MOVE))
    assert story.wait(MOVE - 2_000) == ()
    story.wait(2_000)
    assert story.seats()[CLEO] == R1


def test_the_same_move_again_begins_its_countdown_anew() -> None:
    """MV1."""
    story = opened().move(R2, CLEO)
    story.wait(MOVE - 1)
    story.move(R2, CLEO)
    assert story.pending(CLEO) == PendingMove(R2, Millis(story.now + MOVE))


def test_a_move_to_where_one_is_cancels_the_countdown() -> None:
    """MV1: and without one it changes nothing at all."""
    story = opened().move(R2, ADA)
    assert e.MovesCancelled((ADA,)) in story.do(HOST, c.MovePeople((ADA,), R1))
    assert (story.pending(ADA), story.person(ADA).assignment) == (None, R1)
    assert story.do(HOST, c.MovePeople((ADA,), R1)) == ()
    assert next_deadline(story.state) is None


def test_a_person_named_twice_is_moved_once() -> None:
    """MV2."""
    story = opened()
    story.do(HOST, c.MovePeople((ADA, ADA), R2))
    assert [event for event in story.happened if isinstance(event, e.MovesScheduled)][-1].moves == (
        (ADA, R2),
    )


def test_moving_nobody_changes_nothing() -> None:
    """MV2."""
    assert opened().do(HOST, c.MovePeople((), R2)) == ()


def test_one_unknown_person_and_nobody_is_moved() -> None:
    """MV2: all or none."""
    story = opened()
    assert story.refused(HOST, c.MovePeople((ADA, STRANGER), R2)) == Code.UNKNOWN_PERSON
    assert story.pending(ADA) is None


def test_people_are_moved_in_a_draft_and_while_open_only() -> None:
    """MV2."""
    story = meeting(ADA)
    command = c.MovePeople((ADA,), MAIN)
    assert story.refused(HOST, command) == Code.NO_DRAFT
    story.draft().open()
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, command) == Code.SESSION_CLOSING
    story.wait(END)
    assert story.refused(HOST, command) == Code.NO_DRAFT


def test_moderators_are_not_assigned_in_a_draft() -> None:
    """ST1, CF4: with a participant beside them neither is."""
    story = meeting(ADA).draft()
    assert story.refused(HOST, c.MovePeople((ADA, MOD), R1)) == Code.MODERATOR_CHOOSES
    assert story.assignments() == {ADA: None}


def test_a_moderator_dragged_while_open_moves_and_belongs_nowhere() -> None:
    """MV2."""
    story = opened().move(R1, MOD)
    assert story.person(MOD).assignment is None
    assert story.pending(MOD) == PendingMove(R1, Millis(story.now + MOVE))


def test_a_moderator_goes_to_any_open_room_and_back_at_once() -> None:
    """MV3: whatever participants may do; a countdown of their own is over with it."""
    story = opened(allow=KEPT_IN).move(R2, MOD)
    for room in (R1, R2, MAIN):
        assert story.do(MOD, c.JoinRoom(room)) == (e.Moved(((MOD, room),)),)
        assert story.pending(MOD) is None
    assert story.person(MOD).assignment is None


def test_a_moderator_joining_the_room_they_are_in_calls_their_countdown_off() -> None:
    """MV1, MV3."""
    story = opened().move(R2, MOD)
    assert story.do(MOD, c.JoinRoom(MAIN)) == (e.MovesCancelled((MOD,)),)
    assert story.do(MOD, c.JoinRoom(MAIN)) == ()


@pytest.mark.parametrize(
    ("room", "code"), [(RoomId("r9"), Code.UNKNOWN_ROOM), (RoomId(""), Code.UNKNOWN_ROOM)]
)
def test_nobody_joins_a_room_that_does_not_exist(room: RoomId, code: Code) -> None:
    """MV3."""
    assert opened().refused(MOD, c.JoinRoom(room)) == code


def test_rooms_are_joined_only_while_the_session_is_open() -> None:
    """MV3: main can always be joined."""
    story = meeting(ADA)
    assert story.refused(MOD, c.JoinRoom(R1)) == Code.NOT_OPEN
    story.draft()
    assert story.refused(MOD, c.JoinRoom(R1)) == Code.NOT_OPEN
    assert story.do(MOD, c.JoinRoom(MAIN)) == ()
    story.open().settle(R1, MOD)
    story.do(HOST, c.EndBreakout())
    assert story.refused(MOD, c.JoinRoom(R2)) == Code.SESSION_CLOSING
    assert story.do(MOD, c.JoinRoom(MAIN)) == (e.Moved(((MOD, MAIN),)),)


def test_participants_return_to_main_where_it_is_allowed() -> None:
    """MV4: they still belong to their room and may go back to it."""
    story = opened()
    story.do(ADA, c.JoinRoom(MAIN))
    assert (story.seats()[ADA], story.person(ADA).assignment) == (MAIN, R1)
    story.do(ADA, c.JoinRoom(R1))
    assert story.seats()[ADA] == R1


def test_participants_do_not_return_to_main_where_it_is_not_allowed() -> None:
    """MV4: being in main already is no return."""
    story = opened(allow=KEPT_IN)
    assert story.refused(ADA, c.JoinRoom(MAIN)) == Code.RETURN_NOT_ALLOWED
    assert story.do(CLEO, c.JoinRoom(MAIN)) == ()


def test_participants_do_not_switch_rooms_unless_it_is_allowed() -> None:
    """MV4: nor enter one they do not belong to."""
    story = opened()
    assert story.refused(ADA, c.JoinRoom(R2)) == Code.SWITCH_NOT_ALLOWED
    assert story.refused(CLEO, c.JoinRoom(R1)) == Code.SWITCH_NOT_ALLOWED


def test_participants_switch_rooms_where_it_is_allowed_and_belong_there_then() -> None:
    """MV4: at once, without a countdown."""
    story = opened(allow=FREE)
    assert story.do(ADA, c.JoinRoom(R2)) == (e.Assigned(((ADA, R2),)), e.Moved(((ADA, R2),)))


def test_who_may_choose_picks_one_room_and_no_other_after_it() -> None:
    """ST1, MV4: *Let participants choose room* is one choice unless switching is allowed."""
    story = opened("choose", KEPT_IN)
    story.do(CLEO, c.JoinRoom(R2))
    assert (story.seats()[CLEO], story.person(CLEO).assignment) == (R2, R2)
    assert story.refused(CLEO, c.JoinRoom(R1)) == Code.SWITCH_NOT_ALLOWED
    assert story.do(CLEO, c.JoinRoom(R2)) == ()


def test_who_has_chosen_goes_back_to_their_room_and_to_no_other() -> None:
    """MV4: the way over the main room is no way around the permission to switch."""
    story = opened("choose", Allow(return_to_main=True, switch_rooms=False))
    story.do(CLEO, c.JoinRoom(R2))
    story.do(CLEO, c.JoinRoom(MAIN))
    assert story.refused(CLEO, c.JoinRoom(R1)) == Code.SWITCH_NOT_ALLOWED
    story.do(CLEO, c.JoinRoom(R2))
    assert story.seats()[CLEO] == R2


def test_a_participant_on_the_way_waits_for_the_countdown() -> None:
    """MV4: nobody runs away from a move."""
    story = opened(allow=FREE).move(R2, ADA)
    assert story.refused(ADA, c.JoinRoom(R1)) == Code.MOVE_PENDING
    assert story.refused(ADA, c.JoinRoom(MAIN)) == Code.MOVE_PENDING


def test_an_operator_moves_others_but_joins_no_room() -> None:
    """RT1, MV3."""
    story = opened()
    story.do(None, c.MovePeople((CLEO,), R2))
    assert story.pending(CLEO) is not None
    assert story.refused(None, c.JoinRoom(R2)) == Code.NO_SEAT
