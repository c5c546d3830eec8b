"""Who comes in: the lock, the passcode and the lobby."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import moderation_events as me
from reconvene.meeting.deadline import next_deadline
from reconvene.meeting.ids import MAIN, Millis, PersonId
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.records import DoorRecord, LobbyRecord, WaitingRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import PendingMove
from reconvene.meeting.view import AtDoor, Moderators
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    DAN,
    HOST,
    KEEP,
    MOD,
    MOVE,
    R1,
    R2,
    Story,
    facts,
    meeting,
    name_of,
    words_of,
)

EVA = PersonId("p_eva")


def guarded(**permissions: bool) -> Story:
    """Return a meeting of Ada's with permissions set."""
    story = meeting(ADA)
    story.do(HOST, m.SetPermissions(Permissions(**permissions)))
    return story


def waiting(*people: PersonId) -> Story:
    """Return a meeting of Ada's with people in the lobby, who came one after the other."""
    story = guarded(lobby=True)
    for person in people:
        story.wait(10)
        story.do(person, c.Join("participant"))
    return story


def test_newcomers_wait_and_see_nothing_but_their_own_name_and_the_title() -> None:
    """JN3, RT2: they are in no room, and only moderators learn of them."""
    story = waiting(BEN)
    assert BEN not in story.state.people
    assert story.sees(AtDoor(BEN)) == {"lobby": LobbyRecord(BEN, "Assembly", name_of(BEN), story.now)}
    assert story.sees(Moderators())[f"waiting/{BEN}"] == WaitingRecord(BEN, name_of(BEN), story.now)
    assert not any(str(BEN) in key for key in story.view_of(ADA))


def test_moderators_do_not_wait_and_who_has_a_seat_returns_to_it() -> None:
    """JN2, JN3."""
    story = waiting()
    assert story.do(EVA, c.Join("moderator"))
    story.do(ADA, c.Disconnect())
    assert story.do(ADA, c.Join("participant")) == (e.Reconnected(ADA),)


def test_who_waits_can_do_nothing_but_go() -> None:
    """JN3, RT1: also nothing that is their own."""
    story = waiting(BEN)
    for command in (c.RaiseHand(True), c.SetMicrophone(True), c.JoinRoom(MAIN), m.AdmitPeople()):
        assert story.refused(BEN, command) == Code.NOT_IN_MEETING
    assert story.do(BEN, c.Join("participant")) == ()
    assert story.do(BEN, c.Leave()) == (me.WaitEnded((BEN,)),)
    assert story.refused(BEN, c.Leave()) == Code.NOT_IN_MEETING


def test_who_loses_the_connection_waits_no_longer_and_anew_on_coming_back() -> None:
    """JN3: behind those who stayed."""
    story = waiting(BEN, CLEO)
    assert story.do(BEN, c.Disconnect()) == (me.WaitEnded((BEN,)),)
    story.do(BEN, c.Join("participant"))
    assert [*story.state.door.waiting] == [CLEO, BEN]
    assert next_deadline(story.state) is None


def test_moderators_admit_one_or_all() -> None:
    """JN3: straight into the main room, in the order they came."""
    story = waiting(BEN, CLEO, DAN)
    assert facts(story.do(MOD, m.AdmitPeople((CLEO,)))) == (
        me.Admitted((CLEO,)),
        e.Joined(CLEO, "participant", story.now),
    )
    story.do(None, m.AdmitPeople())
    assert [*story.state.people][-3:] == [CLEO, BEN, DAN]
    assert not story.state.door.waiting
    assert story.do(MOD, m.AdmitPeople()) == ()


def test_admitted_people_are_late_joiners_like_any_other() -> None:
    """JN3, JN4: with a countdown to the smallest room, and moderators are told."""
    story = meeting(ADA).draft(2, "automatic", late="smallest").move(R1, ADA).open()
    story.do(HOST, m.SetPermissions(Permissions(lobby=True)))
    story.do(BEN, c.Join("participant"))
    events = story.do(HOST, m.AdmitPeople((BEN,)))
    assert story.pending(BEN) == PendingMove(R2, Millis(story.now + MOVE))
    assert [notice.kind for _, notice in story.notices(events)] == ["late_joiner"]


def test_who_is_refused_cannot_come_back_with_the_same_seat() -> None:
    """JN3."""
    story = waiting(BEN, CLEO)
    story.do(MOD, m.RefusePeople((BEN,)))
    assert [*story.state.door.waiting] == [CLEO]
    assert story.refused(BEN, c.Join("participant")) == Code.REMOVED
    story.do(MOD, m.RefusePeople())
    assert not story.state.door.waiting


@pytest.mark.parametrize(
    "command", [m.AdmitPeople((BEN, EVA)), m.RefusePeople((EVA,)), m.AdmitPeople((ADA,))]
)
def test_only_who_waits_is_admitted_or_refused(command: c.Command) -> None:
    """JN3: all of them or none."""
    assert waiting(BEN).refused(HOST, command) == Code.NOT_WAITING


def test_without_a_lobby_nobody_waits_any_more() -> None:
    """JN3."""
    story = waiting(BEN)
    story.do(MOD, m.SetPermissions(Permissions()))
    assert story.seats()[BEN] == MAIN


def test_a_locked_meeting_takes_nobody_new_in() -> None:
    """JN3: who has a seat returns, moderators come in, and who already waits may be admitted."""
    story = waiting(BEN)
    story.do(ADA, c.Disconnect())
    story.do(HOST, m.SetPermissions(Permissions(lobby=True, locked=True)))
    assert story.refused(CLEO, c.Join("participant")) == Code.MEETING_LOCKED
    assert story.do(ADA, c.Join("participant"))
    assert story.do(EVA, c.Join("moderator"))
    assert story.do(HOST, m.AdmitPeople())
    story.do(ADA, c.Disconnect())
    story.wait(KEEP)
    assert story.refused(ADA, c.Join("participant")) == Code.MEETING_LOCKED


def test_newcomers_must_have_known_the_passcode_of_now() -> None:
    """JN3: the words are not in the log; moderators can read them."""
    story = meeting(ADA)
    story.do(HOST, m.SetPasscode("sesame"))
    first = story.state.door.passcode
    assert first is not None
    assert story.sees(Moderators())["door"] == DoorRecord(words_of(first))
    assert "sesame" not in repr(story.happened)
    assert story.refused(BEN, c.Join("participant")) == Code.PASSCODE_REQUIRED
    assert story.do(BEN, c.Join("participant", first))
    story.do(HOST, m.SetPasscode("sesame 2"))
    assert story.refused(CLEO, c.Join("participant", first)) == Code.PASSCODE_REQUIRED
    assert story.do(EVA, c.Join("moderator"))
    story.do(HOST, m.SetPasscode(None))
    assert story.do(HOST, m.SetPasscode(None)) == ()
    assert story.do(CLEO, c.Join("participant"))


@pytest.mark.parametrize("passcode", ["", " ", " sesame", "x" * 65, "a\nb", "\ud800"])
def test_a_passcode_is_something_that_can_be_typed(passcode: str) -> None:
    """JN3."""
    assert meeting().refused(HOST, m.SetPasscode(passcode)) == Code.PASSCODE
