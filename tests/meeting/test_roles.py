"""Making moderators, and taking it back."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.ids import MAIN, PersonId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Role
from tests.support.meeting import ADA, BEN, END, HOST, MOD, R1, R2, STRANGER, Story, facts, meeting


def opened() -> Story:
    """Return an open session: Ada in room 1, Ben in room 2."""
    return meeting(ADA, BEN).draft(2).move(R1, ADA).move(R2, BEN).open()


def test_a_participant_made_moderator_has_all_their_rights_at_once() -> None:
    """RM1, RT1: where they are; they belong to no room any more and see the dashboard."""
    story = opened()
    events = facts(story.do(MOD, c.SetRole(ADA, "moderator")))
    assert events == (e.Assigned(((ADA, None),)), e.RoleSet(ADA, "moderator"))
    assert (story.seats()[ADA], story.person(ADA).assignment) == (R1, None)
    assert f"person/{BEN}" in story.view_of(ADA)
    story.do(ADA, c.Shuffle())
    story.do(ADA, c.JoinRoom(R2))
    assert story.seats()[ADA] == R2


def test_a_moderator_demoted_while_in_a_room_keeps_the_seat_and_loses_the_dashboard() -> None:
    """RM1, RT1, RT2: from that moment."""
    story = opened()
    story.do(MOD, c.JoinRoom(R1))
    assert f"person/{BEN}" in story.view_of(MOD)
    story.do(HOST, c.SetRole(MOD, "participant"))
    assert story.seats()[MOD] == R1
    assert {key.split("/")[0] for key in story.view_of(MOD)} == {"meeting", "me", "room", "mate"}
    assert story.refused(MOD, c.Shuffle()) == Code.NOT_MODERATOR
    assert story.refused(MOD, c.JoinRoom(R2)) == Code.SWITCH_NOT_ALLOWED


def test_a_demoted_moderator_is_a_participant_in_everything_that_follows() -> None:
    """RM1: moved on in rounds, dealt out, gathered, brought back."""
    story = opened()
    story.do(MOD, c.JoinRoom(R1))
    story.do(HOST, c.SetRole(MOD, "participant"))
    story.do(HOST, c.MoveToNextRoom())
    assert story.bound_for()[MOD] == R2
    story.do(HOST, c.Shuffle())
    assert story.assignments().keys() == {MOD, ADA, BEN}
    assert None not in story.assignments().values()
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    assert story.everyone_in_main()


def test_there_and_back_again_loses_only_what_one_role_has() -> None:
    """RM1: microphone, hand and seat stay."""
    story = opened()
    story.do(ADA, c.SetMicrophone(True))
    story.do(ADA, c.RaiseHand(True))
    story.do(HOST, c.PinPerson(ADA, True))
    story.do(HOST, c.SetRole(ADA, "moderator"))
    story.do(HOST, c.SetRole(ADA, "participant"))
    ada = story.person(ADA)
    assert (ada.role, ada.seat, ada.microphone, ada.hand) == ("participant", R1, True, True)
    assert (ada.assignment, ada.pinned) == (None, False)


@pytest.mark.parametrize("role", ["moderator", "participant"])
def test_the_host_stays_host(role: Role) -> None:
    """RM1: whoever asks, the host included."""
    story = opened()
    for by in (MOD, HOST, None):
        assert story.refused(by, c.SetRole(HOST, role)) == Code.HOST_FIXED


@pytest.mark.parametrize("person", [ADA, MOD])
def test_nobody_becomes_host(person: str) -> None:
    """RM1: a meeting has one owner."""
    target = ADA if person == ADA else MOD
    assert opened().refused(HOST, c.SetRole(target, "host")) == Code.HOST_FIXED


def test_the_same_role_again_changes_nothing() -> None:
    """RM1."""
    story = opened()
    for person, role in ((HOST, "host"), (MOD, "moderator"), (ADA, "participant")):
        assert story.do(HOST, c.SetRole(person, role)) == ()  # type: ignore[arg-type]


def test_moderators_may_step_down_and_strangers_have_no_role() -> None:
    """RM1."""
    story = opened()
    story.do(MOD, c.SetRole(MOD, "participant"))
    assert story.person(MOD).role == "participant"
    assert story.refused(HOST, c.SetRole(STRANGER, "moderator")) == Code.UNKNOWN_PERSON


@pytest.mark.parametrize(
    ("person", "link", "role"), [(MOD, "moderator", "participant"), (ADA, "participant", "moderator")]
)
def test_a_role_given_or_taken_holds_for_who_leaves_and_comes_back_to_their_seat(
    person: PersonId, link: Role, role: Role
) -> None:
    """RM1, JN2: whatever link they come by; for people who were never here the link says who they are."""
    story = opened()
    story.do(HOST, c.SetRole(person, role))
    story.do(person, c.Leave())
    story.do(person, c.Join(link))
    assert story.person(person).role == role
    story.do(HOST, c.SetRole(person, link))
    story.do(person, c.Leave())
    story.do(person, c.Join(link))
    assert story.person(person).role == link
    story.do(STRANGER, c.Join("moderator"))
    assert story.person(STRANGER).role == "moderator"


def test_a_countdown_goes_on_through_a_change_of_role() -> None:
    """RM1, MV1: a move is the server's act, whoever one is."""
    story = opened().move(MAIN, ADA)
    pending = story.pending(ADA)
    story.do(HOST, c.SetRole(ADA, "moderator"))
    assert story.pending(ADA) == pending
    story.wait(END)
    assert story.seats()[ADA] == MAIN
