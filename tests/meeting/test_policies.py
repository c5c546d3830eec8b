"""Numbers of rooms and people, and what becomes of those who come late."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting.ids import MAIN, Millis, PersonId, RoomId
from reconvene.meeting.notices import LateJoiner
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow, Assign, Late, Limits, PendingMove
from reconvene.meeting.view import Everyone, Moderators
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    DAN,
    END,
    HOST,
    MOD,
    MOVE,
    R1,
    R2,
    Story,
    meeting,
    name_of,
)

COME = c.Join("participant")
LATE: tuple[Late, ...] = ("smallest", "choose", "hold")


def per_room(people: int | None, rooms: int | None = None) -> c.ConfigureBreakout:
    """Return the set-up by people per room."""
    return c.ConfigureBreakout(rooms, "manual", None, Allow(), people_per_room=people)


@pytest.mark.parametrize(
    ("participants", "people", "rooms"),
    [(0, 4, 1), (1, 4, 1), (4, 4, 1), (5, 4, 2), (8, 4, 2), (9, 4, 3), (7, 1, 7), (3, 1_000, 1)],
)
def test_there_are_as_many_rooms_as_the_people_need(participants: int, people: int, rooms: int) -> None:
    """CF1 people per room: no room holds more; moderators do not count."""
    crowd = [PersonId(f"p_{number}") for number in range(participants)]
    story = meeting(*crowd, limits=Limits())
    story.do(HOST, per_room(people))
    assert len(story.state.rooms) == rooms


@pytest.mark.parametrize("people", [0, -1, 1_001])
def test_people_per_room_are_a_possible_number(people: int) -> None:
    """CF1."""
    assert meeting(ADA).refused(HOST, per_room(people)) == Code.CAPACITY


def test_rooms_are_counted_in_one_way() -> None:
    """CF1: by their number or by people per room; and never more than the server's limit, here 4."""
    story = meeting(*(PersonId(f"p_{number}") for number in range(5)))
    for command in (per_room(2, rooms=2), per_room(None), per_room(1)):
        assert story.refused(HOST, command) == Code.ROOM_COUNT
    story.do(HOST, per_room(2))
    assert len(story.state.rooms) == 3


def test_a_refused_set_up_leaves_the_rooms_there_are() -> None:
    """CF1, CF2: nothing is archived for a mistake."""
    story = meeting(ADA).draft(2)
    for command in (per_room(0), c.ConfigureBreakout(1, "choose", None, Allow(), capacity=0)):
        story.refused(HOST, command)
    assert (list(story.state.rooms), story.state.archived) == ([R1, R2], ())


@pytest.mark.parametrize(
    ("assign", "late"), [("automatic", "smallest"), ("choose", "choose"), ("manual", "hold")]
)
def test_what_becomes_of_late_joiners_follows_the_way_of_assigning(assign: Assign, late: Late) -> None:
    """JN4: unless the moderator says otherwise; everybody's page knows."""
    story = meeting().draft(2, assign)
    assert story.state.late == late
    for other in LATE:
        assert meeting().draft(2, assign, late=other).state.late == other
    assert getattr(story.sees(Everyone())["meeting"], "late", None) == late


def came_late(late: Late, assign: Assign = "manual") -> Story:
    """Return an open session, Ada in room 1, into which Cleo has come."""
    story = meeting(ADA).draft(2, assign, late=late).move(R1, ADA).open()
    story.do(CLEO, COME)
    return story


@pytest.mark.parametrize("assign", ["automatic", "manual", "choose"])
def test_smallest_sends_late_joiners_to_the_smallest_room(assign: Assign) -> None:
    """JN4 smallest: with a countdown, however the others were assigned."""
    story = came_late("smallest", assign)
    assert story.pending(CLEO) == PendingMove(R2, Millis(story.now + MOVE))
    assert story.person(CLEO).assignment == R2


@pytest.mark.parametrize("assign", ["automatic", "manual", "choose"])
def test_choose_lets_late_joiners_pick_a_room(assign: Assign) -> None:
    """JN4 choose: they see the rooms and go to one."""
    story = came_late("choose", assign)
    assert (story.pending(CLEO), story.seats()[CLEO]) == (None, MAIN)
    assert {f"choice/{R1}", f"choice/{R2}"} <= story.view_of(CLEO).keys()
    story.do(CLEO, c.JoinRoom(R2))
    assert (story.seats()[CLEO], story.person(CLEO).assignment) == (R2, R2)


@pytest.mark.parametrize("assign", ["automatic", "manual"])
def test_hold_keeps_late_joiners_in_main(assign: Assign) -> None:
    """JN4 hold: unassigned, until a moderator moves them."""
    story = came_late("hold", assign)
    assert (story.bound_for()[CLEO], story.person(CLEO).assignment) == (MAIN, None)
    assert story.refused(CLEO, c.JoinRoom(R1)) == Code.SWITCH_NOT_ALLOWED
    assert getattr(story.sees(Moderators())[f"person/{CLEO}"], "assignment", "") is None
    story.settle(R1, CLEO)
    assert story.seats()[CLEO] == R1


@pytest.mark.parametrize(("late", "room"), [("smallest", "Room 2"), ("choose", None), ("hold", None)])
def test_moderators_are_told_of_every_late_joiner(late: Late, room: str | None) -> None:
    """JN4: wherever they are; nobody else is."""
    story = meeting(ADA).draft(2, late=late).move(R1, ADA).open()
    events = story.do(CLEO, COME)
    assert story.notices(events) == [(Moderators(), LateJoiner(CLEO, name_of(CLEO), room))]


def test_who_is_not_late_or_not_new_is_not_announced() -> None:
    """JN4, JN2: moderators, people coming back, and people who come before or after the session."""
    story = meeting(ADA)
    assert story.notices(story.do(BEN, COME)) == []
    story.draft()
    assert story.notices(story.do(CLEO, COME)) == []
    story.open()
    story.do(BEN, c.Disconnect())
    assert story.notices(story.do(BEN, COME)) == []
    assert story.notices(story.do(DAN, c.Join("moderator"))) == []
    story.do(BEN, c.Leave())
    assert story.notices(story.do(BEN, COME)) != []
    story.do(HOST, c.EndBreakout())
    assert story.notices(story.do(PersonId("p_eve"), COME)) == []


def test_a_kept_draft_keeps_its_policy() -> None:
    """CF2, JN4."""
    story = meeting(ADA).draft(2, "manual", late="smallest", capacity=3).open()
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(HOST, c.KeepRooms())
    assert (story.state.late, story.state.capacity) == ("smallest", 3)


def choosing(capacity: int | None) -> Story:
    """Return an open session in which four people may choose and switch between two rooms."""
    return (
        meeting(ADA, BEN, CLEO, DAN)
        .draft(2, "choose", allow=Allow(switch_rooms=True), capacity=capacity)
        .open()
    )


def test_a_visiting_moderator_takes_nobodys_place() -> None:
    """CF1 capacity: it counts participants; the rooms show everybody."""
    story = choosing(2)
    story.do(ADA, c.JoinRoom(R1))
    story.do(HOST, c.JoinRoom(R1))
    record = story.sees(Everyone())[f"choice/{R1}"]
    assert (getattr(record, "count", None), getattr(record, "full", None)) == (2, False)
    story.do(BEN, c.JoinRoom(R1))
    assert story.seats()[BEN] == R1


def test_no_more_may_choose_a_room_than_it_takes() -> None:
    """CF1 capacity: and the rooms say so; another room is still free."""
    story = choosing(2)
    for person in (ADA, BEN):
        story.do(person, c.JoinRoom(R1))
    assert story.refused(CLEO, c.JoinRoom(R1)) == Code.ROOM_FULL
    record = story.sees(Everyone())[f"choice/{R1}"]
    assert (getattr(record, "count", None), getattr(record, "capacity", None)) == (2, 2)
    assert getattr(record, "full", None) is True
    story.do(CLEO, c.JoinRoom(R2))
    assert story.refused(ADA, c.JoinRoom(RoomId("r9"))) == Code.UNKNOWN_ROOM


def test_a_place_is_free_again_when_somebody_goes() -> None:
    """CF1 capacity: switching, leaving, or about to be moved away."""
    story = choosing(1)
    story.do(ADA, c.JoinRoom(R1))
    story.do(ADA, c.JoinRoom(R2))
    story.do(BEN, c.JoinRoom(R1))
    story.do(BEN, c.Leave())
    story.do(CLEO, c.JoinRoom(R1))
    story.move(MAIN, CLEO)
    story.do(DAN, c.JoinRoom(R1))
    assert story.seats()[DAN] == R1


def test_people_on_the_way_have_their_place() -> None:
    """CF1 capacity: also those a moderator sends, who may be more than it takes."""
    story = choosing(1).move(R1, ADA, BEN)
    assert story.refused(CLEO, c.JoinRoom(R1)) == Code.ROOM_FULL
    story.wait(MOVE)
    assert (story.seats()[ADA], story.seats()[BEN]) == (R1, R1)


def test_who_belongs_to_a_full_room_may_come_back_to_it() -> None:
    """CF1, MV4: their place is theirs; being there already is no choice."""
    story = choosing(1)
    story.do(ADA, c.JoinRoom(R1))
    story.do(ADA, c.JoinRoom(MAIN))
    story.settle(R1, BEN)
    story.do(ADA, c.JoinRoom(R1))
    assert story.seats()[ADA] == R1
    assert story.do(ADA, c.JoinRoom(R1)) == ()


def test_moderators_take_no_place_and_find_one_anywhere() -> None:
    """CF1, MV3."""
    story = choosing(1)
    story.do(MOD, c.JoinRoom(R1))
    story.do(ADA, c.JoinRoom(R1))
    story.do(HOST, c.JoinRoom(R1))
    assert [story.seats()[person] for person in (MOD, ADA, HOST)] == [R1] * 3


@pytest.mark.parametrize("capacity", [0, -1, 1_001])
def test_the_capacity_is_a_possible_number(capacity: int) -> None:
    """CF1: 1 to 1,000, or none."""
    command = c.ConfigureBreakout(2, "choose", None, Allow(), capacity=capacity)
    assert meeting().refused(HOST, command) == Code.CAPACITY
    for possible in (1, 1_000, None):
        assert meeting().draft(2, "choose", capacity=possible).state.capacity == possible
