"""RT1 in full: every command, from everybody, in every phase, decided by the rules themselves.

`WHOSE` says who may ask for what, by the commands' wire names. A command that is added and not named here
fails the first test.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias, get_args

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting.decide import decide
from reconvene.meeting.ids import MAIN, PersonId, TextId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.refusals import Code, Refusal
from reconvene.wire.codec import BadFrame, decode
from reconvene.wire.commands import tag
from tests.support.frames import command_of
from tests.support.meeting import ADA, HOST, MOD, STRANGER, Story, meeting

Whose: TypeAlias = Literal["moderators", "seated moderators", "own"]
Asker: TypeAlias = Literal["host", "moderator", "participant", "operator", "waiting", "removed", "stranger"]

WHOSE: Final[Mapping[Whose, tuple[str, ...]]] = {
    "moderators": (
        "configure_breakout", "keep_rooms", "add_room", "rename_room", "delete_room", "move_people",
        "shuffle", "swap_people", "move_room", "pin_person", "undo", "move_to_next_room", "gather_everyone",
        "send_back", "start_breakout", "end_breakout", "add_time", "broadcast", "dismiss_call", "set_role",
        "set_permissions", "mute_person", "mute_all", "stop_camera_of", "lower_hand", "lower_all_hands",
        "remove_person", "admit_people", "refuse_people", "set_passcode", "end_presentation", "keep_people",
        "drop_grouping", "bring_back",
    ),
    "seated moderators": ("broadcast_voice", "answer_call", "claim_call"),
    "own": (
        "join_room", "set_microphone", "set_camera", "raise_hand", "call_moderator", "cancel_call", "leave",
        "share_screen", "stop_presenting", "ask_to_present", "hand_over", "keep_presenting", "remove_file",
        "show_file", "turn_page", "set_playback", "say", "edit_line", "delete_line",
    ),
}  # fmt: skip

LACKING: Final = frozenset({Code.NOT_MODERATOR, Code.NOT_IN_MEETING, Code.NO_SEAT})
"""What is answered where somebody has not the right at all; other codes say that it is not possible now."""

REFUSED: Final[Mapping[Whose, Mapping[Asker, Code]]] = {
    "moderators": {
        "participant": Code.NOT_MODERATOR,
        "waiting": Code.NOT_IN_MEETING,
        "removed": Code.NOT_IN_MEETING,
        "stranger": Code.NOT_IN_MEETING,
    },
    "seated moderators": {
        "participant": Code.NOT_MODERATOR,
        "operator": Code.NO_SEAT,
        "waiting": Code.NOT_IN_MEETING,
        "removed": Code.NOT_IN_MEETING,
        "stranger": Code.NOT_IN_MEETING,
    },
    "own": {
        "operator": Code.NO_SEAT,
        "waiting": Code.NOT_IN_MEETING,
        "removed": Code.NOT_IN_MEETING,
        "stranger": Code.NOT_IN_MEETING,
    },
}
"""Everybody who is not named has the right."""

WAITING, REMOVED = PersonId("p_waiting"), PersonId("p_removed")
ASKERS: Final[Mapping[Asker, PersonId | None]] = {
    "host": HOST,
    "moderator": MOD,
    "participant": ADA,
    "operator": None,
    "waiting": WAITING,
    "removed": REMOVED,
    "stranger": STRANGER,
}


def closing(story: Story) -> Story:
    """End the session; its countdown runs."""
    story.draft(time_limit=5).open().do(HOST, c.EndBreakout())
    return story


PHASES: Final[Mapping[str, Callable[[Story], object]]] = {
    "none": lambda _: None,
    "draft": lambda story: story.draft(time_limit=5),
    "open": lambda story: story.draft(time_limit=5).open(),
    "closing": closing,
    "closed": lambda story: closing(story).wait(10_000),
}


def peopled(phase: str) -> Story:
    """Return a meeting in a phase, with somebody who waits, and somebody who was removed."""
    story = meeting(ADA, REMOVED)
    story.do(HOST, m.RemovePerson(REMOVED))
    story.do(HOST, m.SetPermissions(Permissions(lobby=True)))
    story.do(WAITING, c.Join("participant"))
    PHASES[phase](story)
    assert story.state.phase == phase
    return story


def outcome(story: Story, by: PersonId | None, command: c.Command) -> Code | None:
    """Return the code of a refusal, or ``None`` for done; the story itself goes nowhere."""
    try:
        decide(story.state, c.Request(by, command, 0, TextId("t_new")), story.now)
    except Refusal as refusal:
        return refusal.code
    return None


def test_every_command_says_whose_it_is() -> None:
    """RT1: none is forgotten when one is added, and none is named twice."""
    named = [name for names in WHOSE.values() for name in names]
    assert sorted(named) == sorted(tag(kind) for kind in get_args(c.PublicCommand))


@pytest.mark.parametrize("phase", PHASES)
def test_rights_are_as_the_table_says(phase: str) -> None:
    """RT1: every command, everybody, in this phase; only leaving the lobby is open to who waits (JN3)."""
    story = peopled(phase)
    cells = 0
    for whose, names in WHOSE.items():
        for name in names:
            for asker, by in ASKERS.items():
                expected = REFUSED[whose].get(asker)
                if (name, asker) == ("leave", "waiting"):
                    expected = None
                found = outcome(story, by, command_of(name))
                cells += 1
                if expected is None:
                    assert found not in LACKING, (name, asker, phase)
                else:
                    assert found == expected, (name, asker, phase)
    assert cells == len(ASKERS) * len(get_args(c.PublicCommand))


@pytest.mark.parametrize("kind", get_args(c.ServerCommand), ids=lambda kind: str(kind.__name__))
def test_what_only_the_server_says_cannot_be_said_by_a_page(kind: type) -> None:
    """RT1: there is no way to spell it."""
    with pytest.raises(BadFrame):
        decode(f'{{"type": "command", "id": "1", "command": {{"type": "{tag(kind)}"}}}}')


def test_people_of_another_meeting_are_strangers_here() -> None:
    """RT1: the host of one meeting is nobody in another, and names nobody who is here."""
    here, host_elsewhere = peopled("open"), PersonId("p_host_elsewhere")
    elsewhere = Story()
    elsewhere.do(host_elsewhere, c.Join("moderator"))
    before = repr(here.state)
    for name in (name for names in WHOSE.values() for name in names):
        assert outcome(here, host_elsewhere, command_of(name)) == Code.NOT_IN_MEETING
    for command in (c.MovePeople((ADA,), MAIN), c.SetRole(ADA, "moderator"), m.RemovePerson(ADA)):
        assert outcome(elsewhere, host_elsewhere, command) is not None
    assert repr(here.state) == before
