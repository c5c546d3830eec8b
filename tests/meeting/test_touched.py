"""Whose view a commit can have touched: what is left out is just as it was."""

from reconvene.meeting import chat_commands as cc
from reconvene.meeting import commands as c
from reconvene.meeting.touched import touched
from reconvene.meeting.view import Audience, Everyone, InRoom, Moderators, Only
from tests.support.meeting import ADA, BEN, HOST, MOD, R1, R2, meeting


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


def test_anything_besides_the_chat_may_touch_everybody() -> None:
    """Names change without a change of state."""
    story = meeting(ADA)
    before = story.state
    assert touched(before, before) is None
    story.do(ADA, c.RaiseHand(True))
    assert touched(before, story.state) is None
