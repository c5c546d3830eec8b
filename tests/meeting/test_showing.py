"""RM3: files that are shown to everyone in a room."""

import pytest

from reconvene.meeting.commands import EndBreakout, JoinRoom, KeepRooms, Leave, MovePeople
from reconvene.meeting.files_commands import AddFile, RemoveFile
from reconvene.meeting.files_state import FileKind
from reconvene.meeting.ids import MAIN, FileId, Millis, PersonId, RoomId
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presentations import Playback, Presentation, Screen, ShownFile
from reconvene.meeting.presenting_commands import EndPresentation, ShareScreen, StopPresenting
from reconvene.meeting.presenting_events import PresentationEnded
from reconvene.meeting.records import PresentationRecord, ShownFileRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.showing_commands import SetPlayback, ShowFile, TurnPage
from reconvene.meeting.showing_events import FileShown, PageTurned, PlaybackSet
from reconvene.meeting.view import InRoom, Moderators
from tests.support.meeting import ADA, BEN, CLEO, HOST, MOD, R1, R2, Story, facts, meeting, name_of

PLAN = FileId("f_plan")
FILM = FileId("f_film")


def in_rooms() -> Story:
    """Return an open session: Ada and Ben in room 1 with a PDF and a film, Cleo in room 2."""
    story = meeting(ADA, BEN, CLEO).draft().move(R1, ADA, BEN).move(R2, CLEO).open()
    add(story, PLAN, "pdf")
    add(story, FILM, "video")
    return story


def add(story: Story, file: FileId, kind: FileKind, by: PersonId = ADA, room: RoomId = R1) -> None:
    """Have a file of a kind in a room."""
    story.do(by, AddFile(file, room, "A file", 1_000, kind))


def playback(story: Story) -> Playback | None:
    """Return how what room 1 is shown plays."""
    shown = story.state.presentations[R1].what
    assert isinstance(shown, ShownFile)
    return shown.playback


def test_the_people_of_the_room_are_shown_it_and_nobody_else_is() -> None:
    """RM3, RT2: content belongs to its room."""
    story = in_rooms()
    assert story.do(ADA, ShowFile(PLAN)) == (FileShown(R1, ADA, PLAN, None),)
    told = PresentationRecord(ADA, name_of(ADA), ShownFileRecord(PLAN, 1, None))
    assert story.sees(InRoom(R1))["presentation"] == told
    for audience in (InRoom(R2), InRoom(MAIN), Moderators()):
        assert "presentation" not in story.sees(audience)
    assert story.do(ADA, ShowFile(PLAN)) == ()


def test_pages_are_turned_by_who_presents_and_by_moderators() -> None:
    story = in_rooms()
    story.do(ADA, ShowFile(PLAN))
    assert story.do(ADA, TurnPage(3)) == (PageTurned(R1, 3),)
    assert story.do(ADA, TurnPage(3)) == ()
    assert story.do(ADA, TurnPage(-7)) == (PageTurned(R1, 1),)
    assert story.refused(BEN, TurnPage(2)) == Code.SOMEBODY_PRESENTS
    story.do(MOD, JoinRoom(R1))
    assert story.do(MOD, TurnPage(2)) == (PageTurned(R1, 2),)
    assert story.state.presentations[R1].by == ADA, "a turned page is no hand-over"
    assert story.do(ADA, SetPlayback(True, Millis(0))) == (), "a page does not play"


def test_a_film_says_where_it_stands_at_which_time() -> None:
    """RM3: someone who comes late lands at the right second."""
    story = in_rooms()
    story.do(ADA, ShowFile(FILM))
    assert playback(story) == Playback(False, Millis(0), story.now)
    story.wait(3_000)
    began = story.now
    assert story.do(ADA, SetPlayback(True, Millis(500))) == (
        PlaybackSet(R1, Playback(True, Millis(500), began)),
    )
    story.wait(10_000)
    story.settle(R1, CLEO)
    record = story.view_of(CLEO)["presentation"]
    assert isinstance(record, PresentationRecord)
    assert isinstance(record.what, ShownFileRecord)
    assert record.what.playback == Playback(True, Millis(500), began)
    story.do(ADA, SetPlayback(False, Millis(-5)))
    assert playback(story) == Playback(False, Millis(0), story.now)
    assert story.refused(CLEO, SetPlayback(True, Millis(0))) == Code.SOMEBODY_PRESENTS


def test_only_what_browsers_show_without_running_anything_is_shown() -> None:
    story = in_rooms()
    other = FileId("f_other")
    add(story, other, "other")
    assert story.refused(ADA, ShowFile(other)) == Code.NOT_TO_BE_SHOWN
    assert story.refused(ADA, TurnPage(1)) == Code.NOTHING_SHOWN
    story.do(ADA, ShareScreen())
    assert story.refused(ADA, SetPlayback(True, Millis(0))) == Code.NOTHING_SHOWN


def test_a_file_is_shown_in_its_own_room_alone() -> None:
    """RT2: not by a participant of another room, nor by a moderator who may read it there."""
    story = in_rooms()
    assert story.refused(CLEO, ShowFile(PLAN)) == Code.UNKNOWN_FILE
    assert story.refused(HOST, ShowFile(PLAN)) == Code.UNKNOWN_FILE
    assert story.refused(ADA, ShowFile(FileId("f_none"))) == Code.UNKNOWN_FILE


def test_a_file_takes_the_place_of_a_screen_and_a_screen_that_of_a_file() -> None:
    story = in_rooms()
    story.do(ADA, ShareScreen())
    assert story.refused(BEN, ShowFile(PLAN)) == Code.SOMEBODY_PRESENTS
    story.do(ADA, ShowFile(PLAN))
    assert story.state.presentations == {R1: Presentation(ADA, ShownFile(PLAN))}
    story.do(ADA, ShareScreen())
    assert story.state.presentations == {R1: Presentation(ADA, Screen())}


def test_what_the_moderators_keep_to_themselves_is_not_for_participants() -> None:
    """RM1: who may share, may show and add files."""
    story = in_rooms()
    story.do(HOST, SetPermissions(Permissions(share=False)))
    assert story.refused(ADA, ShowFile(PLAN)) == Code.SHARE_NOT_ALLOWED
    more = AddFile(FileId("f_more"), R1, "More", 5, "pdf")
    assert story.refused(ADA, more) == Code.SHARE_NOT_ALLOWED
    story.do(MOD, JoinRoom(R1))
    story.do(MOD, ShowFile(PLAN))


@pytest.mark.parametrize("by", [ADA, MOD])
def test_a_file_stays_when_its_presenter_goes_and_anybody_may_take_over(by: PersonId) -> None:
    story = in_rooms()
    story.do(HOST, JoinRoom(R1))
    story.do(MOD, JoinRoom(R1))
    story.do(by, ShowFile(PLAN))
    story.do(by, JoinRoom(MAIN))
    shown = story.sees(InRoom(R1))["presentation"]
    assert shown == PresentationRecord(None, name_of(by), ShownFileRecord(PLAN, 1, None))
    story.do(by, Leave())
    assert story.do(BEN, TurnPage(4)) == (PageTurned(R1, 4),)
    assert facts(story.do(BEN, ShowFile(FILM)))[0] == FileShown(
        R1, BEN, FILM, Playback(False, Millis(0), story.now)
    )


def test_whoever_is_left_stops_what_an_absent_person_shows() -> None:
    story = in_rooms()
    story.do(ADA, ShowFile(PLAN))
    assert story.do(BEN, StopPresenting()) == ()
    story.do(HOST, MovePeople((ADA,), R2))
    story.wait(5_000)
    assert facts(story.do(BEN, StopPresenting())) == (PresentationEnded(R1),)
    story.do(BEN, ShowFile(PLAN))
    assert facts(story.do(None, EndPresentation(R1))) == (PresentationEnded(R1),)


def test_a_file_that_is_removed_is_shown_no_longer() -> None:
    story = in_rooms()
    story.do(BEN, ShowFile(PLAN))
    events = facts(story.do(ADA, RemoveFile(PLAN)))
    assert events[-1] == PresentationEnded(R1)
    assert story.state.presentations == {}


def test_what_a_room_was_shown_is_there_again_with_the_room() -> None:
    """CF2: *Keep existing rooms* brings the page back at which a room stood."""
    story = in_rooms()
    story.do(ADA, ShowFile(PLAN))
    story.do(ADA, TurnPage(5))
    story.do(HOST, EndBreakout())
    story.wait(10_000)
    story.do(HOST, KeepRooms())
    story.open()
    record = story.view_of(BEN)["presentation"]
    assert isinstance(record, PresentationRecord)
    assert record.what == ShownFileRecord(PLAN, 5, None)
