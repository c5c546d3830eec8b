"""Setting breakout rooms up and changing them."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis, RoomId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow, Assign, PendingMove
from tests.support.meeting import ADA, BEN, CLEO, HOST, MOD, MOVE, R1, R2, R3, Story, facts, meeting

ALLOW = Allow(call=False, return_to_main=False, switch_rooms=True)


def names(story: Story) -> list[str]:
    return [room.name for room in story.state.rooms.values()]


def test_setting_up_makes_numbered_rooms_and_opens_the_draft() -> None:
    """CF1: rooms, way of assigning, time limit and what participants may do are kept."""
    story = meeting(ADA)
    story.do(HOST, c.ConfigureBreakout(3, "manual", 15, ALLOW))
    state = story.state
    assert (state.phase, state.assign, state.time_limit, state.allow) == ("draft", "manual", 15, ALLOW)
    assert list(state.rooms) == [R1, R2, R3]
    assert names(story) == ["Room 1", "Room 2", "Room 3"]
    assert next_deadline(state) is None


@pytest.mark.parametrize("count", [0, -1, 5, 10**30])
def test_the_number_of_rooms_is_within_the_servers_limit(count: int) -> None:
    """CF1: 1 to the limit, here 4."""
    assert meeting().refused(HOST, c.ConfigureBreakout(count, "manual", None, ALLOW)) == Code.ROOM_COUNT


@pytest.mark.parametrize("count", [1, 4])
def test_both_ends_of_the_limit_are_rooms_enough(count: int) -> None:
    """CF1."""
    assert len(meeting().draft(count).state.rooms) == count


@pytest.mark.parametrize("minutes", [0, -5, 61, 10**30])
def test_the_time_limit_is_within_the_servers(minutes: int) -> None:
    """CF1: 1 to the limit, here 60 minutes."""
    assert meeting().refused(HOST, c.ConfigureBreakout(2, "manual", minutes, ALLOW)) == Code.TIME_LIMIT


@pytest.mark.parametrize("minutes", [1, 60, None])
def test_both_ends_of_the_time_limit_and_none_are_allowed(minutes: int | None) -> None:
    """CF1, TM1."""
    assert meeting().draft(time_limit=minutes).state.time_limit == minutes


@pytest.mark.parametrize("assign", ["manual", "choose"])
def test_only_automatic_assignment_deals_people_out(assign: Assign) -> None:
    """CF1, CF4."""
    assert meeting(ADA).draft(2, assign).assignments() == {ADA: None}
    assert meeting(ADA).draft(2, "automatic").assignments()[ADA] in (R1, R2)


def test_creating_new_rooms_puts_the_old_set_aside() -> None:
    """CF2: the old rooms are archived, nobody belongs to them, their ids never come back."""
    story = meeting(ADA).draft(2).move(R1, ADA).draft(2)
    assert [[room.id for room in rooms] for rooms in story.state.archived] == [[R1, R2]]
    assert list(story.state.rooms) == [R3, RoomId("r4")]
    assert story.assignments() == {ADA: None}
    assert names(story) == ["Room 1", "Room 2"]
    assert story.refused(HOST, c.MovePeople((ADA,), R1)) == Code.UNKNOWN_ROOM


def test_ids_of_deleted_rooms_never_come_back() -> None:
    """CF2."""
    story = meeting().draft(2)
    story.do(HOST, c.DeleteRoom(R2))
    story.do(HOST, c.AddRoom())
    assert list(story.state.rooms) == [R1, R3]
    assert names(story) == ["Room 1", "Room 2"]


def test_keeping_rooms_brings_them_back_with_assignments_and_settings() -> None:
    """CF2: *Keep existing rooms*."""
    story = meeting(ADA).draft(2, "manual", 15, ALLOW).move(R2, ADA)
    story.do(HOST, c.RenameRoom(R1, "Fish"))
    story.do(HOST, c.EndBreakout())
    assert facts(story.do(HOST, c.KeepRooms())) == (e.DraftReopened(),)
    state = story.state
    assert (state.phase, state.assign, state.time_limit, state.allow) == ("draft", "manual", 15, ALLOW)
    assert story.assignments() == {ADA: R2}
    assert names(story) == ["Fish", "Room 2"]
    assert story.do(HOST, c.KeepRooms()) == ()


def test_kept_rooms_start_with_a_new_time_limit() -> None:
    """CF2, TM1: the limit counts from the start of each session."""
    story = meeting(ADA).draft(2, time_limit=1).open()
    story.wait(60_000)
    assert story.state.phase == "closed"
    story.do(HOST, c.KeepRooms())
    story.do(HOST, c.StartBreakout())
    assert story.state.ends_at == story.now + 60_000


def test_there_is_nothing_to_keep_without_rooms() -> None:
    """CF2."""
    assert meeting().refused(HOST, c.KeepRooms()) == Code.NO_ROOMS


@pytest.mark.parametrize("command", [c.ConfigureBreakout(2, "manual", None, ALLOW), c.KeepRooms()])
def test_a_running_session_is_ended_before_the_next_is_set_up(command: c.Command) -> None:
    """CF1, CF2: neither while open nor while closing."""
    story = meeting().draft().open()
    assert story.refused(HOST, command) == Code.ALREADY_OPEN
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, command) == Code.ALREADY_OPEN


def test_rooms_are_added_at_the_end_up_to_the_limit() -> None:
    """CF3: with the next free number or a name of one's own."""
    story = meeting().draft(1)
    story.do(HOST, c.RenameRoom(R1, "Room 2"))
    story.do(HOST, c.AddRoom())
    story.do(HOST, c.AddRoom("  Red \n fish "))
    story.do(HOST, c.AddRoom())
    assert names(story) == ["Room 2", "Room 3", "Red fish", "Room 4"]
    assert story.refused(HOST, c.AddRoom()) == Code.ROOM_COUNT


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "Room 2",
        " Room  2 ",
        "a" * 13,
        "a\x00b",
        "\u200b",
        "\u200f\u2066",
        "Main room",
        "main  ROOM",
        "ROOM 2",
    ],
)
def test_names_are_short_visible_and_unlike_the_others(name: str) -> None:
    """CF3: at most 12 characters here."""
    story = meeting().draft(2)
    assert story.refused(HOST, c.AddRoom(name)) == Code.ROOM_NAME
    assert story.refused(HOST, c.RenameRoom(R1, name)) == Code.ROOM_NAME


def test_a_room_is_renamed_and_the_same_name_again_changes_nothing() -> None:
    """CF3: a room's own name is not taken by another."""
    story = meeting().draft(2)
    longest = "é" * 12
    assert facts(story.do(HOST, c.RenameRoom(R1, longest))) == (e.RoomRenamed(R1, longest),)
    assert story.do(HOST, c.RenameRoom(R1, f" {longest}")) == ()


@pytest.mark.parametrize("command", [c.RenameRoom(MAIN, "Hall"), c.DeleteRoom(MAIN)])
def test_the_main_room_stays_as_it_is(command: c.Command) -> None:
    """CF3."""
    assert meeting().draft().refused(HOST, command) == Code.MAIN_ROOM_FIXED


@pytest.mark.parametrize("command", [c.RenameRoom(R3, "Hall"), c.DeleteRoom(R3), c.MovePeople((), R3)])
def test_an_unknown_room_is_refused(command: c.Command) -> None:
    """CF3."""
    assert meeting().draft(2).refused(HOST, command) == Code.UNKNOWN_ROOM


@pytest.mark.parametrize("command", [c.AddRoom(), c.RenameRoom(R1, "Fish"), c.DeleteRoom(R1)])
def test_rooms_change_in_draft_and_while_open_only(command: c.Command) -> None:
    """CF3."""
    story = meeting()
    assert story.refused(HOST, command) == Code.NO_DRAFT
    assert meeting().draft().do(HOST, command)
    story.draft().open()
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, command) == Code.SESSION_CLOSING
    story.wait(10_000)
    assert story.refused(HOST, command) == Code.NO_DRAFT
    assert meeting().draft().open().do(HOST, command)


def test_an_empty_room_is_deleted_at_once() -> None:
    """CF3: whoever belonged to it belongs to none, whoever was on the way to it stays."""
    story = meeting(ADA).draft().open().move(R1, ADA)
    story.do(HOST, c.DeleteRoom(R1))
    assert list(story.state.rooms) == [R2]
    assert (story.person(ADA).assignment, story.pending(ADA)) == (None, None)


def crowded() -> Story:
    """Return an open session: Ada, Ben and the moderator in room 1, Cleo on her way to it."""
    story = meeting(ADA, BEN, CLEO).draft().open().settle(R1, ADA, BEN, MOD)
    return story.move(R1, CLEO)


def test_deleting_a_room_sends_the_people_inside_to_main_with_a_countdown() -> None:
    """CF3: the room goes when they have gone; it takes nobody in meanwhile."""
    story = crowded()
    story.do(HOST, c.DeleteRoom(R1))
    due = Millis(story.now + MOVE)
    assert {p: story.pending(p) for p in (ADA, BEN, MOD)} == dict.fromkeys(
        (ADA, BEN, MOD), PendingMove(MAIN, due)
    )
    assert story.pending(CLEO) is None
    assert set(story.assignments().values()) == {None}
    for command in (c.DeleteRoom(R1), c.RenameRoom(R1, "Fish"), c.MovePeople((CLEO,), R1), c.JoinRoom(R1)):
        assert story.refused(HOST, command) == Code.ROOM_CLOSING
    story.wait(MOVE - 1)
    assert R1 in story.state.rooms
    story.wait(1)
    assert list(story.state.rooms) == [R2]
    assert story.everyone_in_main()


def test_deleting_a_room_with_a_moderator_alone_inside_assigns_nobody() -> None:
    """CF3: no event without content."""
    story = meeting().draft().open()
    story.do(MOD, c.JoinRoom(R1))
    kinds = [type(event) for event in facts(story.do(HOST, c.DeleteRoom(R1)))]
    assert kinds == [e.RoomClosing, e.MovesScheduled]


def test_who_is_moved_elsewhere_from_a_closing_room_is_there_when_it_goes() -> None:
    """CF3, MV1: a later move replaces the one to main; nobody outlives their room."""
    story = crowded()
    story.do(HOST, c.DeleteRoom(R1))
    story.wait(1_000)
    story.move(R2, ADA)
    story.wait(MOVE - 1_000)
    assert story.seats()[ADA] == R2
    assert story.seats()[BEN] == MAIN
    assert R1 not in story.state.rooms


def test_who_is_moved_from_a_closing_room_to_one_that_closes_next_goes_to_main() -> None:
    """CF3: with the countdown of the room they are in; whoever was in main stays there."""
    story = crowded()
    story.do(HOST, c.DeleteRoom(R1))
    gone_at = Millis(story.now + MOVE)
    story.wait(1_000)
    story.move(R2, ADA, CLEO)
    story.do(HOST, c.DeleteRoom(R2))
    assert (story.pending(ADA), story.pending(CLEO)) == (PendingMove(MAIN, gone_at), None)
    story.tick_at(gone_at)
    assert (list(story.state.rooms), story.everyone_in_main()) == ([], True)


def test_people_who_leave_a_closing_room_early_do_not_keep_it() -> None:
    """CF3."""
    story = crowded()
    story.do(HOST, c.DeleteRoom(R1))
    story.do(ADA, c.Leave())
    story.do(BEN, c.Disconnect())
    story.do(MOD, c.JoinRoom(R2))
    story.wait(MOVE)
    assert list(story.state.rooms) == [R2]
    assert story.seats() == {HOST: MAIN, MOD: R2, BEN: MAIN, CLEO: MAIN}


def test_a_room_that_closes_during_the_end_is_gone_in_the_end() -> None:
    """CF3, EN1."""
    story = crowded()
    story.do(HOST, c.DeleteRoom(R1))
    story.do(HOST, c.EndBreakout())
    story.wait(60_000)
    assert (story.state.phase, list(story.state.rooms)) == ("closed", [R2])
    assert story.everyone_in_main()
