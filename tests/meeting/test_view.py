"""What each audience sees."""

from collections.abc import Callable

from reconvene.meeting import commands as c
from reconvene.meeting.ids import MAIN, Millis, RoomId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.records import (
    ChoiceRecord,
    DashboardPersonRecord,
    DashboardRoomRecord,
    MateRecord,
    MeetingRecord,
    MoveRecord,
    OwnMoveRecord,
    RoomRecord,
)
from reconvene.meeting.state import Allow
from reconvene.meeting.texts import ERASED_PERSON, Texts
from reconvene.meeting.view import Everyone, InRoom, Moderators, audiences, view
from tests.support.isolation import Seen, check_isolation, check_places
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    HOST,
    MOD,
    MOVE,
    R1,
    R2,
    START,
    Story,
    meeting,
    name_of,
    texts,
)


def opened(allow: Allow | None = None) -> Story:
    """Return an open session: Ada in room 1, Ben in room 2, Cleo in main."""
    story = meeting(ADA, BEN, CLEO).draft(2, time_limit=10, allow=allow)
    return story.move(R1, ADA).move(R2, BEN).open()


def test_everyone_sees_the_state_of_the_session() -> None:
    """TM1: absolute times; RT2: and nobody in it."""
    story = opened()
    ends_at = story.state.ends_at
    assert story.sees(Everyone()) == {
        "meeting": MeetingRecord(
            id=texts(story.state).meeting,
            title="Assembly",
            phase="open",
            assign="manual",
            allow=Allow(),
            late="hold",
            capacity=None,
            round=0,
            voices=(),
            time_limit=10,
            ends_at=ends_at,
            closes_at=None,
            has_rooms=True,
            permissions=Permissions(),
        )
    }


def test_people_in_a_room_see_each_other_and_nobody_else() -> None:
    """RT2: in Ada's room nothing tells of Ben, nor of rooms but hers."""
    story = opened()
    story.do(ADA, c.SetMicrophone(True))
    mate = MateRecord(ADA, name_of(ADA), "participant", True, False, False, False, START, None)
    assert story.sees(InRoom(R1)) == {"room": RoomRecord(R1, "Room 1", "breakout"), f"mate/{ADA}": mate}
    assert set(story.sees(InRoom(MAIN))) == {"room", f"mate/{HOST}", f"mate/{MOD}", f"mate/{CLEO}"}
    assert story.sees(InRoom(RoomId("r9"))) == {}


def test_a_participant_learns_of_the_room_they_are_bound_for_only() -> None:
    """RT2, MV1: their own countdown and its due time."""
    story = opened().move(R2, ADA)
    me = story.view_of(ADA)["me"]
    assert getattr(me, "move", None) == OwnMoveRecord(R2, "Room 2", Millis(story.now + MOVE))
    assert set(story.view_of(ADA)) == {"meeting", "me", "room", f"mate/{ADA}"}


def test_a_draft_is_not_shown_to_those_it_assigns() -> None:
    """RT2, ST1: an assignment is told from the start on."""
    story = meeting(ADA).draft().move(R1, ADA)
    assert getattr(story.view_of(ADA)["me"], "assignment_name", "") is None
    story.do(HOST, c.StartBreakout())
    me = story.view_of(ADA)["me"]
    assert (getattr(me, "assignment", None), getattr(me, "assignment_name", None)) == (R1, "Room 1")
    story.do(HOST, c.EndBreakout())
    story.wait(10_000)
    assert getattr(story.view_of(ADA)["me"], "assignment", "") is None


def test_where_people_may_switch_they_see_names_and_counts_of_rooms() -> None:
    """RT2, MV4: nothing more, and only while the session is open."""
    story = meeting(ADA, BEN).draft(2, allow=Allow(switch_rooms=True)).move(R2, BEN)
    assert set(story.sees(Everyone())) == {"meeting"}
    story.open()
    assert story.sees(Everyone())[f"choice/{R1}"] == ChoiceRecord(R1, "Room 1", 1, (), 0, None, full=False)
    assert story.sees(Everyone())[f"choice/{R2}"] == ChoiceRecord(
        R2, "Room 2", 2, (name_of(BEN),), 1, None, full=False
    )
    story.do(HOST, c.DeleteRoom(R2))
    assert set(story.sees(Everyone())) == {"meeting", f"choice/{R1}"}
    story.do(HOST, c.EndBreakout())
    assert set(story.sees(Everyone())) == {"meeting"}


def test_where_people_choose_their_room_they_see_the_rooms() -> None:
    """ST1: *Let participants choose room*."""
    story = meeting(ADA).draft(2, "choose").open()
    assert set(story.sees(Everyone())) == {"meeting", f"choice/{R1}", f"choice/{R2}"}


def test_moderators_see_everybody_and_every_room_wherever_they_are() -> None:
    """RT2: in dashboard order, the main room first."""
    story = opened().move(R2, ADA)
    story.do(MOD, c.JoinRoom(R1))
    records = story.view_of(MOD)
    move = MoveRecord(R2, Millis(story.now + MOVE))
    assert records[f"person/{ADA}"] == DashboardPersonRecord(
        ADA, name_of(ADA), "participant", R1, R2, move, False, False, False, False, START, False, None
    )
    assert [r for r in records.values() if isinstance(r, DashboardRoomRecord)] == [
        DashboardRoomRecord(MAIN, "Main room", 0, "main", None),
        DashboardRoomRecord(R1, "Room 1", 1, "breakout", None),
        DashboardRoomRecord(R2, "Room 2", 2, "breakout", None),
    ]
    assert {key for key in records if key.startswith("person/")} == {
        f"person/{p}" for p in story.state.people
    }


def test_participants_belong_to_no_moderators_audience() -> None:
    """RT2."""
    story = opened()
    assert Moderators() not in audiences(story.person(ADA))
    assert Moderators() in audiences(story.person(MOD))
    assert InRoom(R1) in audiences(story.person(ADA))
    assert InRoom(MAIN) not in audiences(story.person(ADA))


def test_who_is_away_is_shown_so() -> None:
    """JN2: the seat is kept, and seen to be."""
    story = opened()
    story.do(ADA, c.Disconnect())
    assert getattr(story.sees(InRoom(R1))[f"mate/{ADA}"], "away", None) is True
    assert getattr(story.sees(Moderators())[f"person/{ADA}"], "away", None) is True


def test_someone_erased_is_still_someone() -> None:
    """A name is no part of the rules: without one, nothing else is missing."""
    story = meeting(ADA)
    nameless = Texts(texts(story.state).meeting, "", {})
    assert getattr(view(story.state, nameless, InRoom(MAIN))[f"mate/{ADA}"], "name", None) == ERASED_PERSON


def test_nobody_learns_of_what_they_may_not_during_a_whole_session() -> None:
    """RT2: at every step of one."""
    story = meeting(ADA, BEN, CLEO)
    steps: tuple[Callable[[], object], ...] = (
        lambda: story.draft(2, "automatic", 5, Allow(switch_rooms=True)),
        lambda: story.do(HOST, c.StartBreakout()),
        lambda: story.wait(MOVE),
        lambda: story.do(MOD, c.JoinRoom(R1)),
        lambda: story.do(HOST, c.Shuffle(), seed=5),
        lambda: story.do(HOST, c.DeleteRoom(R1)),
        lambda: story.wait(MOVE),
        lambda: story.do(HOST, c.EndBreakout()),
        lambda: story.wait(10_000),
    )
    for step in steps:
        step()
        seen = Seen(story.state, texts(story.state))
        check_isolation(seen)
        check_places(seen)
