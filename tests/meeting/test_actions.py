"""The action log: every moderator's command that led to something, and whose it was."""

from typing import get_args

from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting.events import ActionTaken
from reconvene.meeting.grouping_commands import DropGrouping, KeepPeople
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.ids import MAIN, PersonId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.presenting_commands import EndPresentation
from reconvene.meeting.records import ActionRecord
from reconvene.meeting.state import KEPT_ACTIONS, Allow
from reconvene.meeting.view import Moderators
from tests.support.meeting import ADA, BEN, CLEO, DAN, END, HOST, MOD, MOVE, R1, R2, Story, meeting, name_of

EVA = PersonId("p_eva")
Step = tuple[PersonId | None, c.Command, tuple[PersonId, ...], str, tuple[str, ...], int | None, str]
STEPS: tuple[Step, ...] = (
    (HOST, c.ConfigureBreakout(3, "manual", 30, Allow()), (), "", (), 3, "manual"),
    (MOD, c.AddRoom("Fish"), (), "Fish", (), None, ""),
    (HOST, c.RenameRoom(R1, " Bird "), (), "Room 1", ("Bird",), None, ""),
    (MOD, c.MovePeople((ADA, BEN), R1), (ADA, BEN), "Bird", (), None, ""),
    (HOST, c.PinPerson(BEN, True), (BEN,), "", (), None, "pinned"),
    (HOST, c.PinPerson(BEN, False), (BEN,), "", (), None, "unpinned"),
    (MOD, KeepPeople((BEN, CLEO), "apart"), (BEN, CLEO), "", (), None, "apart"),
    (MOD, DropGrouping(1), (BEN, CLEO), "", (), None, "apart"),
    (None, c.Shuffle(memory=True), (), "", (), 2, "memory"),
    (HOST, c.Undo(), (), "", (), 2, ""),
    (MOD, c.SwapPeople(ADA, CLEO), (ADA, CLEO), "", (), None, ""),
    (MOD, c.MoveRoom(R1, R2), (), "Room 2", ("Bird",), 2, ""),
    (HOST, c.StartBreakout(), (), "", (), 2, ""),
    (MOD, c.MoveToNextRoom(), (), "", (), 2, "next"),
    (MOD, c.MoveToNextRoom(back=True), (), "", (), 2, "back"),
    (HOST, c.Shuffle(), (), "", (), 2, ""),
    (MOD, c.GatherEveryone(), (), "", (), 3, ""),
    (HOST, c.SendBack(), (), "", (), 3, ""),
    (HOST, c.AddTime(-5), (), "", (), -5, ""),
    (MOD, c.Broadcast("Hello"), (), "", (), 3, ""),
    (MOD, c.Broadcast("Hello", (R1,)), (), "", ("Bird",), 1, ""),
    (MOD, BringBack((R1,)), (), "", ("Bird",), None, ""),
    (MOD, c.BroadcastVoice(True), (), "", (), None, "on"),
    (MOD, c.BroadcastVoice(False), (), "", (), None, "off"),
    (HOST, c.MovePeople((CLEO,), MAIN), (CLEO,), "Main room", (), None, ""),
    (HOST, c.DeleteRoom(R1), (), "Bird", (), None, ""),
    (HOST, c.SetRole(CLEO, "moderator"), (CLEO,), "", (), None, "moderator"),
    (HOST, m.SetPermissions(Permissions(chat=False, lobby=True)), (), "", (), None, ""),
    (MOD, m.MutePerson(ADA), (ADA,), "", (), None, ""),
    (MOD, m.MuteAll(), (), "", (), None, ""),
    (HOST, m.StopCameraOf(ADA), (ADA,), "", (), None, ""),
    (HOST, m.LowerHand(ADA), (ADA,), "", (), None, ""),
    (HOST, m.LowerAllHands(MAIN), (), "Main room", (), None, ""),
    (MOD, m.AdmitPeople((DAN,)), (DAN,), "", (), None, ""),
    (MOD, m.RefusePeople(), (EVA,), "", (), None, ""),
    (MOD, m.RemovePerson(BEN), (BEN,), "", (), None, ""),
    (HOST, m.SetPasscode("sesame"), (), "", (), None, ""),
    (MOD, c.EndBreakout(), (), "", (), None, ""),
)


def keep_moderators_busy(story: Story) -> None:
    """Give moderators something to keep in order: voices, a camera, hands, and two people in the lobby."""
    for person in (ADA, CLEO):
        story.do(person, c.RaiseHand(True))
    for command in (c.SetMicrophone(True), c.SetCamera(True)):
        story.do(ADA, command)
    story.do(BEN, c.SetMicrophone(True))
    for person in (DAN, EVA):
        story.do(person, c.Join("participant"))


def actions(story: Story) -> list[ActionRecord]:
    """Return the action log as moderators read it."""
    return [record for record in story.sees(Moderators()).values() if isinstance(record, ActionRecord)]


def test_every_action_is_logged_with_who_did_it_when_and_to_whom() -> None:
    """RT1: names are those of now, rooms those of then; the operator has no name."""
    story = meeting(ADA, BEN, CLEO)
    expected = []
    for number, (by, command, people, room, rooms, count, how) in enumerate(STEPS, start=1):
        story.wait(10 if story.state.phase == "draft" else MOVE)
        story.do(by, command, seed=1)
        if isinstance(command, m.SetPermissions):
            keep_moderators_busy(story)
        author = "" if by is None else name_of(by)
        names = tuple(name_of(person) for person in people)
        kind = type(command).__name__
        expected.append(ActionRecord(number, story.now, author, kind, names, room, rooms, count, how))
    assert actions(story) == expected


def test_what_moderators_do_about_calls_is_logged() -> None:
    """CA1, RT1."""
    story = meeting(ADA).draft().move(R1, ADA).open()
    for command in (c.ClaimCall(ADA), c.DismissCall(ADA), c.AnswerCall(ADA)):
        story.do(ADA, c.CallModerator("Please"))
        story.do(MOD, command)
    assert [(a.by, a.kind, a.people, a.room) for a in actions(story)[-3:]] == [
        (name_of(MOD), kind, (name_of(ADA),), "Room 1") for kind in ("ClaimCall", "DismissCall", "AnswerCall")
    ]
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(MOD, c.KeepRooms())
    assert (actions(story)[-1].kind, actions(story)[-1].count) == ("KeepRooms", 2)


def test_every_command_of_moderators_is_tried_above() -> None:
    """RT1: a new command must be attributed too."""
    tried = {type(command) for _, command, *_ in STEPS}
    tried |= {EndPresentation, c.KeepRooms, c.ClaimCall, c.DismissCall, c.AnswerCall}
    assert tried == set(get_args(c.BreakoutCommand))


def test_refusals_and_commands_that_change_nothing_are_not_logged() -> None:
    """RT1."""
    story = meeting(ADA).draft().move(R1, ADA).open()
    before = actions(story)
    story.refused(ADA, c.Shuffle())
    story.refused(HOST, c.SendBack())
    story.do(HOST, c.MovePeople((ADA,), R1))
    story.do(HOST, c.SetRole(ADA, "participant"))
    story.do(HOST, c.PinPerson(ADA, False))
    assert actions(story) == before


def test_what_people_do_for_themselves_and_what_happens_by_itself_is_not_logged() -> None:
    """RT1: not moderators' own moves either, nor the end of a time limit."""
    story = meeting(ADA).draft(time_limit=1).move(R1, ADA).open()
    before = actions(story)
    story.do(MOD, c.JoinRoom(R1))
    story.do(ADA, c.RaiseHand(True))
    story.do(ADA, c.CallModerator())
    story.do(ADA, c.CancelCall())
    story.do(ADA, c.JoinRoom(MAIN))
    story.wait(60_000)
    assert story.state.phase == "closed"
    assert actions(story) == before


def test_a_command_that_only_lets_something_due_happen_is_not_logged() -> None:
    """RT1, MV1: the arrival was nobody's doing."""
    story = meeting(ADA).draft().open().move(R1, ADA)
    before = actions(story)
    story.now = story.pending(ADA).due  # type: ignore[union-attr]
    assert story.do(HOST, c.PinPerson(ADA, False))
    assert story.seats()[ADA] == R1
    assert actions(story) == before


def test_the_latest_actions_are_shown_and_their_numbers_go_on() -> None:
    """RT1: the log of commits keeps all of them."""
    story = meeting(ADA).draft()
    for number in range(KEPT_ACTIONS + 2):
        story.do(HOST, c.PinPerson(ADA, number % 2 == 0))
    numbers = [action.number for action in actions(story)]
    assert numbers == list(range(4, KEPT_ACTIONS + 4))
    assert sum(isinstance(event, ActionTaken) for event in story.happened) == KEPT_ACTIONS + 3


def test_participants_read_no_action_log() -> None:
    """RT2."""
    story = meeting(ADA).draft().open()
    assert not any(key.startswith("action/") for key in story.view_of(ADA))
