"""Who may ask for what."""

from typing import get_args

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import presenting_commands as pc
from reconvene.meeting import rights
from reconvene.meeting.chat_commands import DeleteLine, EditLine, Say
from reconvene.meeting.files_commands import AddFile, RemoveFile
from reconvene.meeting.grouping_commands import DropGrouping, KeepPeople
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.ids import MAIN, FileId, LineId, Millis, PersonId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.refusals import SENTENCES, Code, Refusal
from reconvene.meeting.showing_commands import SetPlayback, ShowFile, TurnPage
from reconvene.meeting.state import Allow
from tests.support.meeting import ADA, BEN, HOST, KEEP, MOD, MOVE, R1, R2, STRANGER, Story, meeting

MODERATORS_ONLY: tuple[c.BreakoutCommand, ...] = (
    c.ConfigureBreakout(2, "manual", None, Allow()),
    c.KeepRooms(),
    c.AddRoom(),
    c.RenameRoom(R1, "Fish"),
    c.DeleteRoom(R1),
    c.MovePeople((ADA,), R2),
    c.Shuffle(),
    c.StartBreakout(),
    c.EndBreakout(),
    c.AddTime(1),
    c.SwapPeople(ADA, ADA),
    c.MoveRoom(R1, R2),
    c.PinPerson(ADA, True),
    c.Undo(),
    c.MoveToNextRoom(),
    c.GatherEveryone(),
    c.SendBack(),
    c.Broadcast("Hello"),
    c.DismissCall(ADA),
    c.SetRole(ADA, "moderator"),
    pc.EndPresentation(R1),
    KeepPeople((ADA,), "apart"),
    DropGrouping(1),
    m.SetPermissions(Permissions(chat=False)),
    m.MutePerson(ADA),
    m.MuteAll(),
    m.StopCameraOf(ADA),
    m.LowerHand(ADA),
    m.LowerAllHands(MAIN),
    m.RemovePerson(ADA),
    m.AdmitPeople(),
    m.RefusePeople((STRANGER,)),
    m.SetPasscode("sesame"),
    BringBack(),
)
FROM_A_SEAT: tuple[c.BreakoutCommand, ...] = (
    c.BroadcastVoice(True),
    c.AnswerCall(ADA),
    c.ClaimCall(ADA),
)
"""What moderators do as a person who is somewhere."""

ONES_OWN: tuple[c.OwnCommand, ...] = (
    c.JoinRoom(MAIN),
    c.SetMicrophone(True),
    c.SetCamera(True),
    c.RaiseHand(True),
    c.CallModerator(),
    c.CancelCall(),
    c.Leave(),
    pc.ShareScreen(),
    pc.StopPresenting(),
    pc.AskToPresent(),
    pc.HandOver(BEN),
    pc.KeepPresenting(BEN),
    RemoveFile(FileId("f_1")),
    Say(f"room:{R1}", "Hello"),
    EditLine(LineId("t_2"), "Hello"),
    DeleteLine(LineId("t_2")),
    ShowFile(FileId("f_1")),
    TurnPage(2),
    SetPlayback(True, Millis(0)),
)


def story_in(phase: str) -> Story:
    """Return a meeting with one participant in a phase."""
    story = meeting(ADA)
    if phase != "none":
        story.draft(time_limit=5)
    return story.open() if phase == "open" else story


def outcome(story: Story, by: PersonId | None, command: c.Command) -> str:
    """Return what became of a command: a refusal's code, or ``done``."""
    try:
        story.do(by, command)
    except Refusal as refusal:
        return refusal.code
    return "done"


def test_every_public_command_is_for_moderators_or_for_oneself() -> None:
    """RT1: a new command must say whose it is."""
    kinds = {type(command) for command in (*MODERATORS_ONLY, *FROM_A_SEAT, *ONES_OWN)}
    assert kinds == set(get_args(c.PublicCommand))


@pytest.mark.parametrize(
    "command", [*MODERATORS_ONLY, *FROM_A_SEAT], ids=lambda command: type(command).__name__
)
def test_participants_do_nothing_that_is_for_moderators(command: c.Command) -> None:
    """RT1: in no phase, whatever else would stand in the way."""
    story = meeting(ADA)
    assert story.refused(ADA, command) == Code.NOT_MODERATOR
    story.draft(time_limit=5)
    assert story.refused(ADA, command) == Code.NOT_MODERATOR
    story.open()
    assert story.refused(ADA, command) == Code.NOT_MODERATOR
    story.do(HOST, c.EndBreakout())
    assert story.refused(ADA, command) == Code.NOT_MODERATOR
    story.wait(10_000)
    assert story.refused(ADA, command) == Code.NOT_MODERATOR


@pytest.mark.parametrize("command", MODERATORS_ONLY, ids=lambda command: type(command).__name__)
def test_host_moderator_and_operator_have_the_same_rights(command: c.Command) -> None:
    """RT1: over everything but a seat."""
    for phase in ("none", "draft", "open"):
        outcomes = {outcome(story_in(phase), by, command) for by in (HOST, MOD, None)}
        assert len(outcomes) == 1
        assert Code.NOT_MODERATOR not in outcomes


@pytest.mark.parametrize("command", FROM_A_SEAT, ids=lambda command: type(command).__name__)
def test_what_needs_a_voice_or_a_seat_is_not_for_the_operator(command: c.Command) -> None:
    """RT1: host and moderator have the same rights, an API key is nobody who could speak or go anywhere."""
    for phase in ("none", "draft", "open"):
        outcomes = {outcome(story_in(phase), by, command) for by in (HOST, MOD)}
        assert len(outcomes) == 1
        assert Code.NOT_MODERATOR not in outcomes
        assert outcome(story_in(phase), None, command) == Code.NO_SEAT


@pytest.mark.parametrize(
    "command",
    [*MODERATORS_ONLY, *FROM_A_SEAT, *ONES_OWN],
    ids=lambda command: type(command).__name__,
)
def test_strangers_do_nothing_at_all(command: c.Command) -> None:
    """RT1."""
    assert meeting(ADA).draft().refused(STRANGER, command) == Code.NOT_IN_MEETING


@pytest.mark.parametrize("command", ONES_OWN, ids=lambda command: type(command).__name__)
def test_everybody_does_what_is_their_own(command: c.Command) -> None:
    """RT1: only calling a moderator (CA1) is no moderator's business."""
    for by in (ADA,) if isinstance(command, c.CallModerator) else (HOST, MOD, ADA):
        story = meeting(ADA, BEN).draft().open()
        story.do(HOST, c.JoinRoom(R1))
        story.settle(R1, MOD, ADA, BEN)
        story.do(by, AddFile(FileId("f_1"), R1, "Plan.pdf", 5, "pdf"))
        story.do(by, Say(f"room:{R1}", "The line t_2"))
        if isinstance(command, TurnPage | SetPlayback):
            story.do(by, ShowFile(FileId("f_1")))
        elif isinstance(command, pc.AskToPresent):
            story.do(BEN, pc.ShareScreen())
        elif isinstance(command, pc.HandOver | pc.KeepPresenting):
            story.do(by, pc.ShareScreen())
            story.do(BEN, pc.AskToPresent())
        story.do(by, command)


def test_a_moderator_whose_seat_has_lapsed_has_no_rights_left() -> None:
    """RT1, JN2: rights are those of the moment, also when nobody looked since."""
    story = meeting(ADA)
    story.do(MOD, c.Disconnect())
    story.now = Millis(story.now + KEEP)
    command = c.ConfigureBreakout(2, "manual", None, Allow())
    assert story.refused(MOD, command) == Code.NOT_IN_MEETING
    assert story.state.phase == "none"


def test_a_refusal_undoes_nothing_that_was_due() -> None:
    """RT1: what was due still happens at the next look."""
    story = meeting(ADA).draft().open().move(R1, ADA)
    story.now = Millis(story.now + MOVE)
    assert story.refused(ADA, c.Shuffle()) == Code.NOT_MODERATOR
    story.wait(0)
    assert story.seats()[ADA] == R1


def test_rights_are_asked_for_apart_from_the_rules() -> None:
    """RT1: in one place, which knows no phase."""
    state = meeting(ADA).state
    rights.authorise(state, c.Request(HOST, c.Shuffle()))
    with pytest.raises(Refusal) as refused:
        rights.authorise(state, c.Request(ADA, c.Shuffle()))
    assert refused.value.code == Code.NOT_MODERATOR


def test_every_refusal_has_a_sentence_that_can_be_shown() -> None:
    """RT1: it says why, and no placeholder is left in it."""
    assert set(SENTENCES) == set(Code)
    for code in Code:
        message = Refusal(code, limit=4).message
        assert message.endswith(".")
        assert "{" not in message
        assert code.value == code.name
