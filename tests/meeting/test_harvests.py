"""RM3: bringing what rooms have back to main."""

from dataclasses import replace

from reconvene.meeting.files_commands import AddFile
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.harvest_events import BroughtBack
from reconvene.meeting.harvest_state import KEPT_HARVESTS, Harvest, HarvestedRoom
from reconvene.meeting.harvests import may_read_file, may_read_harvests
from reconvene.meeting.ids import MAIN, FileId
from reconvene.meeting.refusals import Code
from reconvene.meeting.view import InRoom
from tests.support.meeting import ADA, BEN, MOD, R1, R2, Story, facts, meeting

PLAN = FileId("f_plan")


def in_rooms() -> Story:
    """Return an open session with Ada in room 1, where there is a file, and Ben in room 2."""
    story = meeting(ADA, BEN).draft(2).move(R1, ADA).move(R2, BEN).open()
    story.do(ADA, AddFile(PLAN, R1, "Plan.pdf", 1_000, "pdf"))
    return story


def test_a_room_is_brought_back_as_it_is_called_with_the_files_it_has() -> None:
    story = in_rooms()
    events = story.do(MOD, BringBack((R1,)))
    room = HarvestedRoom(R1, "Room 1", (PLAN,))
    assert facts(events) == (BroughtBack(Harvest(1, MOD, story.now, (room,))),)


def test_all_rooms_are_brought_back_in_their_order_and_each_harvest_has_its_number() -> None:
    story = in_rooms()
    story.do(MOD, BringBack((R2, R1, R2)))
    story.do(None, BringBack())
    rooms = [tuple(room.room for room in harvest.rooms) for harvest in story.state.harvests]
    assert rooms == [(R2, R1), (R1, R2)]
    assert [harvest.number for harvest in story.state.harvests] == [1, 2]


def test_main_alone_learns_of_it_by_names() -> None:
    """RT2: who is in main sees what there is to read; the rooms see nothing of it."""
    story = in_rooms()
    story.do(MOD, BringBack())
    record = story.sees(InRoom(MAIN))["harvest/1"]
    assert record.rooms == ("Room 1", "Room 2")  # type: ignore[union-attr]
    assert "harvest/1" not in story.sees(InRoom(R1))
    assert may_read_harvests(story.state.people[MOD])
    assert not may_read_harvests(story.state.people[ADA])


def test_files_can_be_read_in_main_once_they_were_brought_back() -> None:
    """RT2: not before, and not from another room."""
    story = in_rooms()
    file = story.state.files[PLAN]
    ben = story.state.people[BEN]
    home = replace(ben, seat=MAIN)
    assert not may_read_file(story.state, home, file)
    story.do(MOD, BringBack((R1,)))
    assert may_read_file(story.state, home, file)
    assert not may_read_file(story.state, ben, file)


def test_what_is_not_there_cannot_be_brought_back() -> None:
    story = in_rooms()
    assert story.refused(MOD, BringBack((R1, MAIN))) is Code.UNKNOWN_ROOM
    assert story.refused(MOD, BringBack(())) is Code.NO_ROOMS
    assert meeting(ADA).refused(MOD, BringBack()) is Code.NO_ROOMS


def test_the_latest_stay_readable() -> None:
    story = in_rooms()
    for _ in range(KEPT_HARVESTS + 2):
        story.do(MOD, BringBack())
    numbers = [harvest.number for harvest in story.state.harvests]
    assert numbers == list(range(3, KEPT_HARVESTS + 3))


def test_participants_bring_nothing_back() -> None:
    """RT1."""
    assert in_rooms().refused(ADA, BringBack()) is Code.NOT_MODERATOR
