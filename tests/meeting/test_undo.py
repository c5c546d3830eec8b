"""Swapping, pinning, moving whole rooms, and taking changes back."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.ids import MAIN, RoomId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow
from reconvene.meeting.view import Moderators
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
    R3,
    STRANGER,
    Story,
    facts,
    meeting,
)

UNDO = c.Undo()
CHANGES: tuple[c.Command, ...] = (
    c.MovePeople((ADA, CLEO), R2),
    c.MovePeople((ADA,), MAIN),
    c.SwapPeople(ADA, CLEO),
    c.MoveRoom(R1, R2),
    c.Shuffle(),
    c.MoveToNextRoom(),
)


def drafted() -> Story:
    """Return a draft: Ada and Ben belong to room 1, Cleo to room 2, Dan to none."""
    return meeting(ADA, BEN, CLEO, DAN).draft(2).move(R1, ADA, BEN).move(R2, CLEO)


def opened() -> Story:
    """Return that draft as an open session, everybody in their rooms."""
    return drafted().open()


def can_undo(story: Story) -> bool:
    """Return whether the moderators are shown something to undo."""
    return bool(getattr(story.sees(Moderators())["control"], "undo", None))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_undoing_leads_everybody_back_to_where_they_were(change: c.Command) -> None:
    """MV5: while open, with a countdown for those who have arrived already; the round too."""
    story = opened()
    before = (story.seats(), story.assignments(), story.state.round)
    story.do(HOST, change, seed=5)
    story.wait(MOVE)
    assert story.seats() != before[0]
    story.do(MOD, UNDO)
    story.wait(MOVE)
    assert (story.seats(), story.assignments(), story.state.round) == before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_undoing_within_the_countdown_moves_nobody(change: c.Command) -> None:
    """MV5, MV1: Dan, who was on the way out of main, stays as well."""
    story = opened()
    before = (story.seats(), story.assignments(), story.state.round)
    story.do(HOST, change, seed=5)
    story.do(MOD, UNDO)
    assert all(person.move is None for person in story.state.people.values())
    assert (story.seats(), story.assignments(), story.state.round) == before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_undoing_the_undoing_restores_the_change(change: c.Command) -> None:
    """MV5: one step, back and forth."""
    story = opened()
    story.do(HOST, change, seed=5)
    changed = (story.bound_for(), story.assignments(), story.state.round)
    story.do(MOD, UNDO)
    story.do(HOST, UNDO)
    assert (story.bound_for(), story.assignments(), story.state.round) == changed


@pytest.mark.parametrize("change", [change for change in CHANGES if not isinstance(change, c.MoveToNextRoom)])
def test_in_a_draft_assignments_are_undone_and_nobody_moves(change: c.Command) -> None:
    """MV5."""
    story = drafted()
    before = story.assignments()
    story.do(HOST, change, seed=5)
    assert story.assignments() != before
    story.do(HOST, UNDO)
    assert (story.assignments(), story.everyone_in_main()) == (before, True)


def test_a_change_of_the_draft_is_undone_after_the_start() -> None:
    """MV5: with countdowns then."""
    story = drafted()
    story.do(HOST, c.MovePeople((ADA,), R2))
    story.do(HOST, c.StartBreakout())
    story.do(HOST, UNDO)
    assert story.bound_for()[ADA] == R1


def test_of_two_changes_the_last_is_undone() -> None:
    """MV5: one step; Ben stays where the first change put him."""
    story = opened()
    story.do(HOST, c.MovePeople((BEN,), R2))
    story.do(HOST, c.MovePeople((ADA,), R2))
    story.do(HOST, UNDO)
    assert (story.bound_for()[ADA], story.bound_for()[BEN]) == (R1, R2)


def test_what_changes_no_assignment_is_nothing_to_undo() -> None:
    """MV5: and leaves what there was to undo."""
    story = opened()
    story.do(HOST, c.MovePeople((ADA,), R2))
    story.wait(MOVE)
    for command in (
        c.MovePeople((ADA,), R2),
        c.MovePeople((MOD,), R1),
        c.SwapPeople(ADA, ADA),
        c.SwapPeople(ADA, CLEO),
        c.RenameRoom(R1, "Fish"),
        c.GatherEveryone(),
    ):
        story.do(HOST, command)
    story.do(HOST, UNDO)
    assert story.assignments()[ADA] == R1


def test_people_who_left_are_passed_over() -> None:
    """MV5: the others are brought back."""
    story = opened()
    story.do(HOST, c.Shuffle(), seed=5)
    story.do(ADA, c.Leave())
    story.do(HOST, UNDO)
    assert story.assignments() == {BEN: R1, CLEO: R2, DAN: None}


def test_rooms_that_are_gone_are_passed_over() -> None:
    """MV5, CF3: when no other is left there is nothing to undo."""
    story = opened().settle(R2, ADA, BEN)
    story.do(HOST, c.DeleteRoom(R1))
    assert story.refused(HOST, UNDO) == Code.NOTHING_TO_UNDO


def test_rooms_that_are_being_deleted_are_passed_over() -> None:
    """MV5, CF3: Cleo goes back, Ada would come to a room that takes nobody in."""
    story = opened().settle(MAIN, ADA, CLEO)
    story.do(HOST, c.DeleteRoom(R1))
    story.do(HOST, UNDO)
    assert story.bound_for() == {HOST: MAIN, MOD: MAIN, ADA: MAIN, BEN: MAIN, CLEO: R2, DAN: MAIN}


def test_who_has_become_a_moderator_is_not_moved_by_an_undo() -> None:
    """MV5, ST1: moderators are not moved with participants."""
    story = opened().settle(R2, ADA)
    story.do(HOST, c.SetRole(ADA, "moderator"))
    assert story.refused(MOD, UNDO) == Code.NOTHING_TO_UNDO
    assert story.pending(ADA) is None


def test_without_a_change_there_is_nothing_to_undo() -> None:
    """MV5: nor after new rooms or another session have replaced it."""
    fresh = meeting(ADA).draft(2, "automatic")
    assert fresh.refused(HOST, UNDO) == Code.NOTHING_TO_UNDO
    assert not can_undo(fresh)
    for again in (c.KeepRooms(), c.ConfigureBreakout(2, "manual", None, Allow())):
        story = opened()
        assert can_undo(story)
        story.do(HOST, c.MoveToNextRoom())
        story.do(HOST, c.EndBreakout())
        story.wait(END)
        assert story.refused(HOST, UNDO) == Code.NO_DRAFT
        story.do(HOST, again)
        assert (story.refused(HOST, UNDO), story.state.round) == (Code.NOTHING_TO_UNDO, 0)
        assert not can_undo(story)


def test_an_undo_that_would_change_nothing_changes_nothing() -> None:
    """MV5: Ada has gone back by herself."""
    story = drafted()
    story.do(HOST, c.EndBreakout())
    story.draft(2, allow=Allow(switch_rooms=True)).move(R3, ADA).open()
    story.settle(RoomId("r4"), ADA)
    story.do(ADA, c.JoinRoom(R3))
    assert story.do(HOST, UNDO) == ()


def test_two_people_change_places() -> None:
    """MV5: one of them may be in main or on the way; they belong where they go."""
    story = opened()
    story.do(HOST, c.SwapPeople(ADA, CLEO))
    assert (story.bound_for()[ADA], story.bound_for()[CLEO]) == (R2, R1)
    story.do(HOST, c.SwapPeople(CLEO, DAN))
    assert (story.bound_for()[CLEO], story.bound_for()[DAN]) == (MAIN, R1)
    assert story.assignments() == {ADA: R2, BEN: R1, CLEO: None, DAN: R1}


def test_in_a_draft_two_people_change_assignments() -> None:
    """MV5: also with somebody who has none."""
    story = drafted()
    story.do(HOST, c.SwapPeople(ADA, CLEO))
    story.do(HOST, c.SwapPeople(DAN, BEN))
    assert story.assignments() == {ADA: R2, BEN: None, CLEO: R1, DAN: R1}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.SwapPeople(ADA, MOD), Code.MODERATOR_CHOOSES),
        (c.SwapPeople(HOST, ADA), Code.MODERATOR_CHOOSES),
        (c.SwapPeople(ADA, STRANGER), Code.UNKNOWN_PERSON),
        (c.PinPerson(MOD, True), Code.MODERATOR_CHOOSES),
        (c.PinPerson(STRANGER, True), Code.UNKNOWN_PERSON),
        (c.MoveRoom(R1, RoomId("r9")), Code.UNKNOWN_ROOM),
        (c.MoveRoom(RoomId("r9"), R1), Code.UNKNOWN_ROOM),
    ],
    ids=str,
)
def test_only_participants_and_rooms_that_are_there_can_be_named(command: c.Command, code: Code) -> None:
    """MV5."""
    assert drafted().refused(HOST, command) == code
    assert opened().refused(HOST, command) == code


@pytest.mark.parametrize("command", [c.SwapPeople(ADA, CLEO), c.MoveRoom(R1, R2), UNDO])
def test_places_change_in_draft_and_while_open_only(command: c.Command) -> None:
    """MV5."""
    story = meeting(ADA, CLEO)
    assert story.refused(HOST, command) == Code.NO_DRAFT
    story = opened()
    story.do(HOST, c.EndBreakout())
    assert story.refused(HOST, command) == Code.SESSION_CLOSING


def test_a_whole_room_moves() -> None:
    """MV5: its participants, also those on the way to it; a moderator inside stays."""
    story = opened().move(R1, DAN)
    story.do(MOD, c.JoinRoom(R1))
    story.do(HOST, c.MoveRoom(R1, R2))
    assert story.bound_for() == {HOST: MAIN, MOD: R1, ADA: R2, BEN: R2, CLEO: R2, DAN: R2}
    story.do(HOST, c.MoveRoom(R2, MAIN))
    assert set(story.assignments().values()) == {None}
    assert story.refused(HOST, c.MoveRoom(R1, R2)) == Code.NOBODY_TO_MOVE


def test_the_main_rooms_participants_move_as_a_room_too() -> None:
    """MV5: in a draft those who belong nowhere."""
    story = drafted()
    story.do(HOST, c.MoveRoom(MAIN, R2))
    assert story.assignments() == {ADA: R1, BEN: R1, CLEO: R2, DAN: R2}
    story = opened()
    story.do(HOST, c.MoveRoom(MAIN, R2))
    assert story.bound_for() == {HOST: MAIN, MOD: MAIN, ADA: R1, BEN: R1, CLEO: R2, DAN: R2}


def test_pinned_people_stay_until_they_are_let_go() -> None:
    """MV5, CF4: in shuffles; a moderator may still move them by name."""
    story = drafted()
    assert facts(story.do(HOST, c.PinPerson(ADA, True))) == (e.Pinned(ADA, True),)
    assert story.do(HOST, c.PinPerson(ADA, True)) == ()
    rooms = set()
    for seed in range(10):
        story.do(HOST, c.Shuffle(), seed=seed)
        rooms.add(story.assignments()[ADA])
    assert rooms == {R1}
    story.do(HOST, c.MovePeople((ADA,), R2))
    assert story.assignments()[ADA] == R2
    story.do(HOST, c.PinPerson(ADA, False))
    for seed in range(10):
        story.do(HOST, c.Shuffle(), seed=seed)
        rooms.add(story.assignments()[ADA])
    assert rooms == {R1, R2}


def test_moderators_see_who_is_pinned_and_nobody_else_does() -> None:
    """MV5, RT2."""
    story = drafted()
    before = story.view_of(ADA)
    story.do(HOST, c.PinPerson(ADA, True))
    assert getattr(story.sees(Moderators())[f"person/{ADA}"], "pinned", None) is True
    assert story.view_of(ADA) == before
