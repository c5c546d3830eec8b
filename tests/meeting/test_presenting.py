"""Who shows what to a room (RM1, RM3)."""

import pytest

from reconvene.meeting.commands import (
    Command,
    DeleteRoom,
    Disconnect,
    EndBreakout,
    JoinRoom,
    Leave,
    MovePeople,
    SetRole,
)
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presentations import Presentation, Screen
from reconvene.meeting.presenting_commands import EndPresentation, ShareScreen, StopPresenting
from reconvene.meeting.presenting_events import PresentationEnded, ScreenShared
from reconvene.meeting.records import PresentationRecord, ScreenRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.view import Everyone, InRoom, Moderators
from tests.support.meeting import ADA, BEN, CLEO, HOST, MOD, R1, R2, STRANGER, Story, facts, meeting, name_of


def in_rooms() -> Story:
    """Return an open session: Ada and Ben in room 1, Cleo in room 2, the moderators in main."""
    return meeting(ADA, BEN, CLEO).draft().move(R1, ADA, BEN).move(R2, CLEO).open()


def test_the_people_of_a_room_are_told_who_shows_them_a_screen_and_nobody_else_is() -> None:
    """RM1, RT2: content belongs to its room."""
    story = in_rooms()
    assert story.do(ADA, ShareScreen(sound=True)) == (ScreenShared(R1, ADA, True),)
    told = PresentationRecord(ADA, name_of(ADA), ScreenRecord(sound=True))
    assert story.sees(InRoom(R1))["presentation"] == told
    for audience in (Everyone(), Moderators(), InRoom(R2), InRoom(MAIN)):
        assert "presentation" not in story.sees(audience)


def test_every_room_has_its_own_presenter() -> None:
    """RM3: in main and in every breakout room alike."""
    story = in_rooms()
    for person in (ADA, CLEO, HOST):
        story.do(person, ShareScreen())
    assert story.state.presentations == {
        R1: Presentation(ADA, Screen()),
        R2: Presentation(CLEO, Screen()),
        MAIN: Presentation(HOST, Screen()),
    }


def test_a_participant_waits_for_the_presenter_to_stop_and_a_moderator_takes_over() -> None:
    """RM1: one presenter at a time in a room, with hand-over."""
    story = in_rooms()
    story.do(ADA, ShareScreen())
    assert story.refused(BEN, ShareScreen()) == Code.SOMEBODY_PRESENTS
    story.do(ADA, StopPresenting())
    assert facts(story.do(BEN, ShareScreen())) == (ScreenShared(R1, BEN, False),)
    story.do(MOD, JoinRoom(R1))
    assert facts(story.do(MOD, ShareScreen())) == (ScreenShared(R1, MOD, False),)
    assert story.state.presentations[R1].by == MOD


def test_saying_the_same_again_changes_nothing() -> None:
    story = in_rooms()
    story.do(ADA, ShareScreen())
    assert story.do(ADA, ShareScreen()) == ()
    assert story.do(BEN, StopPresenting()) == ()
    assert story.do(ADA, ShareScreen(sound=True)) == (ScreenShared(R1, ADA, True),)
    story.do(ADA, StopPresenting())
    assert story.do(ADA, StopPresenting()) == ()
    assert story.do(HOST, EndPresentation(R1)) == ()


@pytest.mark.parametrize(
    ("by", "command"),
    [
        (HOST, MovePeople((ADA,), R2)),
        (HOST, DeleteRoom(R1)),
        (HOST, EndBreakout()),
        (ADA, JoinRoom(MAIN)),
        (ADA, Leave()),
        (ADA, Disconnect()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_screen_is_shown_until_its_presenter_is_not_in_the_room_any_more(
    by: PersonId, command: Command
) -> None:
    """RM1, RT2: moved, gone back, left, lost: the room is shown nothing from the same moment on."""
    story = in_rooms()
    story.do(ADA, ShareScreen())
    story.do(by, command)
    story.wait(10_000)
    assert story.state.presentations == {}
    assert PresentationEnded(R1) in story.happened


def test_moderators_end_what_is_presented_in_any_room_and_it_is_logged() -> None:
    """RM1, RT1: by one command, also from outside the room and by the operator."""
    story = in_rooms()
    for by in (HOST, None):
        story.do(ADA, ShareScreen())
        assert facts(story.do(by, EndPresentation(R1))) == (PresentationEnded(R1),)
        action = story.state.actions[-1]
        assert (action.kind, action.people, action.room) == ("EndPresentation", (ADA,), "Room 1")
    assert story.refused(BEN, EndPresentation(R1)) == Code.NOT_MODERATOR
    assert story.refused(HOST, EndPresentation(RoomId("r9"))) == Code.UNKNOWN_ROOM


def test_presenting_takes_a_seat() -> None:
    """RT1: an operator has no screen to share, nor has anybody who is not in the meeting."""
    story = in_rooms()
    assert story.refused(None, ShareScreen()) == Code.NO_SEAT
    assert story.refused(STRANGER, ShareScreen()) == Code.NOT_IN_MEETING


def test_who_may_not_share_presents_nothing_any_more_and_moderators_go_on() -> None:
    """RM1: moderators decide who may share."""
    story = in_rooms()
    for person in (ADA, HOST):
        story.do(person, ShareScreen())
    story.do(MOD, SetPermissions(Permissions(share=False)))
    assert story.state.presentations == {MAIN: Presentation(HOST, Screen())}
    assert story.refused(CLEO, ShareScreen()) == Code.SHARE_NOT_ALLOWED
    story.do(HOST, SetPermissions(Permissions()))
    story.do(CLEO, ShareScreen())


def test_a_moderator_who_is_none_any_more_goes_on_presenting_where_participants_may() -> None:
    """RM1: the right to share is what counts."""
    story = in_rooms()
    story.do(MOD, ShareScreen())
    story.do(HOST, SetRole(MOD, "participant"))
    assert story.state.presentations[MAIN].by == MOD
