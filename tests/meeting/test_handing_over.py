"""RM1: how one presenter hands over to another."""

import pytest

from reconvene.meeting.commands import Command, Disconnect, JoinRoom, Leave, MovePeople
from reconvene.meeting.files_commands import AddFile
from reconvene.meeting.ids import MAIN, FileId, PersonId
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.notices import FloorKept
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presentations import Screen, ShownFile
from reconvene.meeting.presenting_commands import (
    AskToPresent,
    HandOver,
    KeepPresenting,
    ShareScreen,
    StopPresenting,
)
from reconvene.meeting.presenting_events import FloorAsked, FloorAskEnded, FloorOffered, ScreenShared
from reconvene.meeting.records import MemberRecord, PresentationRecord, ScreenRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.showing_commands import ShowFile
from reconvene.meeting.view import InRoom, Only
from tests.support.meeting import ADA, BEN, CLEO, DAN, HOST, R1, R2, Story, meeting, name_of

PLAN = FileId("f_plan")


def presenting() -> Story:
    """Return an open session: Ada shows her screen to Ben and Cleo in room 1; Dan is in room 2."""
    story = meeting(ADA, BEN, CLEO, DAN).draft().move(R1, ADA, BEN, CLEO).move(R2, DAN).open()
    story.do(ADA, ShareScreen())
    return story


def test_who_asks_presents_once_the_presenter_has_handed_over() -> None:
    """RM1: what is shown goes on until the next presenter shows something."""
    story = presenting()
    assert story.do(BEN, AskToPresent()) == (FloorAsked(R1, BEN),)
    assert story.refused(BEN, ShareScreen()) == Code.SOMEBODY_PRESENTS
    assert story.do(ADA, HandOver(BEN)) == (FloorOffered(R1, BEN),)
    assert story.state.presentations[R1].by == ADA
    assert story.refused(CLEO, ShareScreen()) == Code.SOMEBODY_PRESENTS
    assert story.do(BEN, ShareScreen(sound=True)) == (ScreenShared(R1, BEN, True),)
    shown = story.state.presentations[R1]
    assert (shown.by, shown.what, shown.asked, shown.offered) == (BEN, Screen(sound=True), (), None)


def test_a_file_takes_over_as_a_screen_does() -> None:
    """RM3: what is handed over is the right to show, whatever it is."""
    story = presenting()
    story.do(BEN, AddFile(PLAN, R1, "Plan.pdf", 1_000, "pdf"))
    story.do(BEN, AskToPresent())
    assert story.refused(BEN, ShowFile(PLAN)) == Code.SOMEBODY_PRESENTS
    story.do(ADA, HandOver(BEN))
    story.do(BEN, ShowFile(PLAN))
    assert story.state.presentations[R1].what == ShownFile(PLAN)


def test_the_people_of_the_room_see_who_asks_and_nobody_else_does() -> None:
    """RM1, RT2: in the order in which they asked."""
    story = presenting()
    for person in (CLEO, BEN):
        story.do(person, AskToPresent())
    story.do(ADA, HandOver(BEN))
    asked = tuple(MemberRecord(person, name_of(person)) for person in (CLEO, BEN))
    told = PresentationRecord(ADA, name_of(ADA), ScreenRecord(sound=False), asked, BEN)
    assert story.sees(InRoom(R1))["presentation"] == told
    for room in (R2, MAIN):
        assert "presentation" not in story.sees(InRoom(room))


def test_a_presenter_who_goes_on_tells_who_asked_and_may_take_a_hand_over_back() -> None:
    """RM1: *Keep*."""
    story = presenting()
    story.do(BEN, AskToPresent())
    story.do(ADA, HandOver(BEN))
    kept = story.do(ADA, KeepPresenting(BEN))
    assert kept == (FloorAskEnded(R1, BEN, True),)
    assert story.notices(kept) == [(Only(BEN), FloorKept(name_of(ADA)))]
    assert story.refused(BEN, ShareScreen()) == Code.SOMEBODY_PRESENTS
    story.do(BEN, AskToPresent())
    withdrawn = story.do(BEN, AskToPresent(asking=False))
    assert withdrawn == (FloorAskEnded(R1, BEN, False),)
    assert story.notices(withdrawn) == []


def test_who_asked_still_asks_the_next_presenter() -> None:
    story = presenting()
    for person in (BEN, CLEO):
        story.do(person, AskToPresent())
    story.do(ADA, ShareScreen(sound=True))
    assert story.state.presentations[R1].asked == (BEN, CLEO), "what is shown changes nothing of it"
    story.do(ADA, HandOver(BEN))
    story.do(BEN, ShareScreen())
    assert story.state.presentations[R1].asked == (CLEO,)
    story.do(BEN, HandOver(CLEO))
    story.do(BEN, StopPresenting())
    story.do(CLEO, ShareScreen())
    assert story.state.presentations[R1].asked == ()


@pytest.mark.parametrize(
    ("by", "command"),
    [
        (HOST, MovePeople((BEN,), R2)),
        (BEN, JoinRoom(MAIN)),
        (BEN, Leave()),
        (BEN, Disconnect()),
        (HOST, SetPermissions(Permissions(share=False))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_who_is_not_in_the_room_any_more_or_may_not_present_asks_for_nothing(
    by: PersonId, command: Command
) -> None:
    """RM1, RT2: nor is anything handed over to them."""
    story = presenting()
    story.do(HOST, JoinRoom(R1))
    story.do(HOST, ShareScreen())
    story.do(BEN, AskToPresent())
    story.do(HOST, HandOver(BEN))
    story.do(by, command)
    story.wait(10_000)
    shown = story.state.presentations[R1]
    assert (shown.by, shown.asked, shown.offered) == (HOST, (), None)


def test_asking_and_handing_over_take_somebody_who_presents_and_somebody_who_asks() -> None:
    """RT1: and both in the same room."""
    story = presenting()
    assert story.refused(DAN, AskToPresent()) == Code.NOBODY_PRESENTS
    assert story.refused(ADA, AskToPresent()) == Code.NOBODY_PRESENTS
    assert story.refused(BEN, HandOver(CLEO)) == Code.NOT_PRESENTER
    assert story.refused(DAN, KeepPresenting(BEN)) == Code.NOT_PRESENTER
    assert story.refused(ADA, HandOver(BEN)) == Code.NOT_ASKING
    assert story.refused(ADA, KeepPresenting(DAN)) == Code.NOT_ASKING
    assert story.refused(None, AskToPresent()) == Code.NO_SEAT
    story.do(HOST, SetPermissions(Permissions(share=False)))
    assert story.refused(DAN, AskToPresent()) == Code.SHARE_NOT_ALLOWED


def test_saying_the_same_again_changes_nothing() -> None:
    story = presenting()
    story.do(BEN, AskToPresent())
    assert story.do(BEN, AskToPresent()) == ()
    story.do(ADA, HandOver(BEN))
    assert story.do(ADA, HandOver(BEN)) == ()
    assert story.do(CLEO, AskToPresent(asking=False)) == ()
