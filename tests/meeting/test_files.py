"""RM3: the files of rooms."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconvene.meeting import commands as c
from reconvene.meeting.files import LONGEST_NAME, file_name
from reconvene.meeting.files_commands import AddFile, RemoveFile
from reconvene.meeting.files_events import FileAdded, FileRemoved
from reconvene.meeting.files_state import File
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.harvests import may_read_file
from reconvene.meeting.ids import MAIN, FileId, PersonId, RoomId, TextId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow
from reconvene.meeting.view import InRoom, Moderators
from tests.support.meeting import ADA, BEN, HOST, LIMITS, MOD, MOVE, R1, R2, START, Story, facts, meeting

PLAN = FileId("f_plan")
SONG = FileId("f_song")


def add(story: Story, by: PersonId, file: FileId, room: RoomId, size: int = 1_000) -> None:
    """Have an upload end."""
    story.do(by, AddFile(file, room, "Plan.pdf", size, "pdf"))


def in_rooms() -> Story:
    """Return an open session with Ada in room 1 and Ben in room 2."""
    return meeting(ADA, BEN).draft(2).move(R1, ADA).move(R2, BEN).open()


def test_a_file_belongs_to_its_room_and_its_name_stays_out_of_the_log() -> None:
    story = in_rooms()
    events = story.do(ADA, AddFile(PLAN, R1, "Plan.pdf", 1_000, "pdf"))
    kept = File(PLAN, R1, ADA, story.now, TextId("t_1"), 1_000, "pdf")
    assert events == (FileAdded(kept),)
    assert "Plan" not in repr(events)
    assert f"file/{PLAN}" in story.sees(InRoom(R1))
    for audience in (InRoom(R2), InRoom(MAIN), Moderators()):
        assert f"file/{PLAN}" not in story.sees(audience)


def test_who_added_it_is_named_and_known_only_while_in_the_room() -> None:
    """RT2: a name stays on what was added; where its person is now is nobody's business."""
    story = in_rooms()
    add(story, ADA, PLAN, R1)
    here = story.sees(InRoom(R1))[f"file/{PLAN}"]
    story.settle(R2, ADA)
    left = story.sees(InRoom(R1))[f"file/{PLAN}"]
    assert (here.by_id, left.by_id) == (ADA, None)  # type: ignore[union-attr]
    assert here.by == left.by != ""  # type: ignore[union-attr]


def test_an_upload_that_ends_after_a_move_is_where_it_was_begun() -> None:
    story = in_rooms().settle(R2, ADA)
    add(story, ADA, PLAN, R1)
    assert story.state.files[PLAN].room == R1


def test_adding_the_same_file_again_does_nothing() -> None:
    story = in_rooms()
    add(story, ADA, PLAN, R1)
    assert story.do(ADA, AddFile(PLAN, R1, "Plan.pdf", 1_000, "pdf")) == ()


@pytest.mark.parametrize(
    ("size", "code"),
    [(0, Code.FILE_SIZE), (-1, Code.FILE_SIZE), (1_001, Code.FILE_SIZE), (600, Code.FILES_FULL)],
)
def test_sizes_have_limits_for_one_file_and_for_all(size: int, code: Code) -> None:
    story = meeting(ADA, limits=replace(LIMITS, file_bytes=1_000, files_bytes=1_500))
    add(story, ADA, PLAN, MAIN, 1_000)
    assert story.refused(ADA, AddFile(SONG, MAIN, "Song.mp3", size, "audio")) == code
    add(story, ADA, SONG, MAIN, 500)


def test_a_meeting_has_so_many_files_and_no_more() -> None:
    """The issue's 10,000 files: the one too many is refused, and the meeting goes on."""
    story = meeting(ADA, limits=replace(LIMITS, files=50))
    for number in range(50):
        add(story, ADA, FileId(f"f_{number}"), MAIN)
    assert story.refused(ADA, AddFile(PLAN, MAIN, "Plan.pdf", 1, "pdf")) == Code.FILES_FULL
    story.do(ADA, RemoveFile(FileId("f_7")))
    add(story, ADA, PLAN, MAIN)


def test_who_added_a_file_and_moderators_remove_it_and_others_do_not() -> None:
    story = meeting(ADA, BEN)
    for file, by in ((PLAN, ADA), (SONG, MOD)):
        add(story, ADA, file, MAIN)
        assert story.refused(BEN, RemoveFile(file)) == Code.NOT_YOUR_FILE
        assert facts(story.do(by, RemoveFile(file))) == (FileRemoved(file),)
        assert story.refused(by, RemoveFile(file)) == Code.UNKNOWN_FILE


def test_a_file_of_another_room_is_as_unknown_as_none() -> None:
    """RT2: a refusal does not tell whether there is such a file."""
    story = in_rooms()
    add(story, ADA, PLAN, R1)
    assert story.refused(BEN, RemoveFile(PLAN)) == story.refused(BEN, RemoveFile(SONG)) == Code.UNKNOWN_FILE
    story.settle(R2, ADA)
    assert story.refused(ADA, RemoveFile(PLAN)) == Code.UNKNOWN_FILE


def test_files_are_there_again_with_the_rooms_that_are_kept() -> None:
    """CF2: *Keep existing rooms* keeps what is in them; *Create new rooms* begins with none."""
    story = in_rooms()
    add(story, ADA, PLAN, R1)
    story.do(HOST, c.EndBreakout())
    story.wait(10_000)
    assert story.refused(ADA, RemoveFile(PLAN)) == Code.UNKNOWN_FILE
    story.do(HOST, c.KeepRooms())
    story.open()
    assert f"file/{PLAN}" in story.view_of(ADA)
    story.do(HOST, c.EndBreakout())
    story.wait(10_000)
    story.do(HOST, c.ConfigureBreakout(2, "manual", None, Allow()))
    rooms = list(story.state.rooms)
    story.move(rooms[0], ADA).open()
    assert f"file/{PLAN}" not in story.view_of(ADA)
    assert PLAN in story.state.files, "archived, not deleted"


def test_a_deleted_room_takes_its_files_with_it() -> None:
    story = in_rooms()
    add(story, ADA, PLAN, R1)
    add(story, BEN, SONG, R2)
    story.do(HOST, c.DeleteRoom(R1))
    story.wait(MOVE)
    assert list(story.state.files) == [SONG]
    assert story.refused(ADA, AddFile(PLAN, R1, "Plan.pdf", 1, "pdf")) == Code.UNKNOWN_ROOM
    assert story.now > START


def test_what_was_brought_back_to_main_outlives_its_room() -> None:
    story = in_rooms()
    add(story, ADA, PLAN, R1)
    story.do(HOST, BringBack((R1,)))
    add(story, ADA, SONG, R1)
    story.do(HOST, c.DeleteRoom(R1))
    story.wait(MOVE)
    assert list(story.state.files) == [PLAN]
    assert may_read_file(story.state, story.person(ADA), story.state.files[PLAN])


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Plan.pdf", "Plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\Plan.pdf", "Plan.pdf"),
        ("a\x00b.png", "ab.png"),
        ("..", "file"),
        ("", "file"),
        ("a/", "file"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("  Two \t words\r\nSet-Cookie: x.txt ", "Two words Set-Cookie: x.txt"),
        ("half \ud83d.txt", "half .txt"),
        ("خطة 😀.pdf", "خطة 😀.pdf"),
        ('"; rm -rf.pdf', '"; rm -rf.pdf'),
    ],
)
def test_names_lose_what_is_no_name(given_name: str, kept: str) -> None:
    """The issue's path tricks: no folder, nothing invisible, nothing that turns text around."""
    assert file_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_stored_and_shown(given_name: str) -> None:
    name = file_name(given_name)
    assert 1 <= len(name) <= LONGEST_NAME
    assert not set(name) & set("/\\\x00\u202e")
    assert name.encode().decode() == name
    assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cs"}
    assert name not in (".", "..")
