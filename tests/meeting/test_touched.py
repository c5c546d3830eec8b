"""Whose view a commit can have touched: what is left out is just as it was."""

from reconvene.meeting import chat_commands as cc
from reconvene.meeting import commands as c
from reconvene.meeting.touched import changed_people, touched
from reconvene.meeting.view import Audience, Earlier, Everyone, InRoom, Moderators, Only, views
from tests.support.meeting import ADA, BEN, HOST, MOD, R1, R2, eventful, meeting, texts


def test_only_the_readers_of_a_line_are_touched_and_nobody_else_sees_a_change() -> None:
    """RM2: a line costs nothing to those who do not read it."""
    story = meeting(ADA, BEN).draft(2).move(R1, ADA, BEN).open()
    everybody: tuple[Audience, ...] = (
        Everyone(),
        Moderators(),
        InRoom(R1),
        InRoom(R2),
        *map(Only, (ADA, BEN, HOST, MOD)),
    )
    steps: tuple[tuple[c.Command, frozenset[Audience]], ...] = (
        (cc.Say("room:r1", "Hello"), frozenset({InRoom(R1), Moderators()})),
        (cc.Say(f"person:{BEN}", "Hello"), frozenset({Only(ADA), Only(BEN)})),
        (cc.Say(f"person:{HOST}", "Hello"), frozenset({Only(ADA), Only(HOST)})),
    )
    for command, expected in steps:
        before, seen = story.state, {audience: story.sees(audience) for audience in everybody}
        story.do(ADA, command)
        found = touched(before, story.state)
        assert found == expected
        for audience in everybody:
            assert (story.sees(audience) == seen[audience]) == (audience not in expected)


def test_what_is_said_of_oneself_touches_those_in_the_room_and_the_moderators() -> None:
    """RM1: a hand in one room costs nothing to the people of another."""
    story = meeting(ADA, BEN).draft(2).move(R1, ADA).move(R2, BEN).open()
    before = story.state
    story.do(ADA, c.RaiseHand(True))
    assert touched(before, story.state) == frozenset((Everyone(), Moderators(), InRoom(R1), Only(ADA)))
    assert changed_people(before, story.state) == (ADA,)


def test_names_change_without_a_change_of_state_and_may_touch_everybody() -> None:
    story = meeting(ADA)
    assert touched(story.state, story.state) is None
    assert changed_people(story.state, story.state) == ()


def test_a_session_that_begins_may_touch_everybody() -> None:
    """ST1: from then on people see where they belong."""
    story = meeting(ADA).draft(2)
    before = story.state
    story.do(HOST, c.StartBreakout())
    assert touched(before, story.state) is None


def test_records_of_what_has_not_changed_are_the_same_objects() -> None:
    """The difference between two views then costs next to nothing."""
    story = eventful()
    looking: tuple[Audience, ...] = (Moderators(), InRoom(R1))
    before, seen = story.state, {audience: story.sees(audience) for audience in looking}
    story.do(ADA, c.RaiseHand(True))
    now = views(story.state, texts(story.state), seen, Earlier(before, seen))
    for audience, prefix in ((Moderators(), "person/"), (InRoom(R1), "mate/")):
        other = {key for key, record in now[audience].items() if record is not seen[audience][key]}
        assert {key for key in other if key.startswith((prefix, "line/", "action/"))} == {f"{prefix}{ADA}"}
