"""Keeping a meeting in order: what moderators do about others, and what others may do."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting import moderation_commands as m
from reconvene.meeting.ids import PersonId, RoomId
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.moderation_events import Muted, PermissionsSet
from reconvene.meeting.notices import CameraStoppedBy, HandLoweredBy, MutedBy
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.records import MeetingRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.view import Everyone, Only
from tests.support.meeting import ADA, BEN, CLEO, HOST, MOD, R1, R2, Story, facts, meeting, name_of

SILENT = Permissions(unmute=False, camera=False)


def test_moderators_say_what_participants_may_do_and_everybody_sees_it() -> None:
    """RM1."""
    story = meeting(ADA)
    assert facts(story.do(MOD, SetPermissions(SILENT))) == (PermissionsSet(SILENT),)
    record = story.sees(Everyone())["meeting"]
    assert isinstance(record, MeetingRecord)
    assert record.permissions == SILENT
    assert story.do(HOST, SetPermissions(SILENT)) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [(c.SetMicrophone(True), Code.UNMUTE_NOT_ALLOWED), (c.SetCamera(True), Code.CAMERA_NOT_ALLOWED)],
)
def test_participants_switch_on_only_what_is_allowed(command: c.Command, code: Code) -> None:
    """RM1: moderators always may, and with the permission back participants may, too."""
    story = meeting(ADA)
    story.do(MOD, SetPermissions(SILENT))
    assert story.refused(ADA, command) == code
    assert story.do(MOD, command)
    story.do(MOD, SetPermissions(Permissions()))
    assert story.do(ADA, command)


def test_what_runs_goes_on_when_the_permission_ends_and_may_be_switched_off() -> None:
    """RM1: to end it for everybody there is *Mute all*."""
    story = meeting(ADA)
    story.do(ADA, c.SetMicrophone(True))
    story.do(HOST, SetPermissions(SILENT))
    assert story.person(ADA).microphone
    assert story.do(ADA, c.SetMicrophone(True)) == ()
    assert story.do(ADA, c.SetMicrophone(False)) == (e.MicrophoneSet(ADA, False),)
    assert story.refused(ADA, c.SetMicrophone(True)) == Code.UNMUTE_NOT_ALLOWED


def busy() -> Story:
    """Return an open session: Ada and Ben in room 1, Cleo in main; all are heard, seen and ask to speak."""
    story = meeting(ADA, BEN, CLEO).draft(2).move(R1, ADA, BEN).open()
    for person in (MOD, ADA, BEN, CLEO):
        story.wait(10)
        for command in (c.SetMicrophone(True), c.SetCamera(True), c.RaiseHand(True)):
            story.do(person, command)
    return story


def heard(story: Story) -> set[PersonId]:
    return {person.id for person in story.state.people.values() if person.microphone}


def test_a_moderator_mutes_one_who_is_told_by_whom_and_may_unmute() -> None:
    """RM1: whoever it is, a moderator too; again it changes nothing."""
    story = busy()
    events = story.do(MOD, m.MutePerson(ADA))
    assert facts(events) == (Muted((ADA,), MOD),)
    assert story.notices(events) == [(Only(ADA), MutedBy(name_of(MOD)))]
    assert story.do(HOST, m.MutePerson(ADA)) == ()
    assert story.do(ADA, c.SetMicrophone(True))
    assert story.do(HOST, m.MutePerson(MOD))
    assert heard(story) == {ADA, BEN, CLEO}


def test_mute_all_leaves_moderators_and_other_rooms_alone() -> None:
    """RM1: in one room, then everywhere."""
    story = busy()
    story.do(HOST, m.MuteAll(R1))
    assert heard(story) == {MOD, CLEO}
    events = story.do(None, m.MuteAll())
    assert heard(story) == {MOD}
    assert story.notices(events) == [(Only(CLEO), MutedBy(""))]
    assert story.do(HOST, m.MuteAll(R1)) == ()


def test_a_moderator_stops_a_camera_and_lowers_hands() -> None:
    """RM1: one's own hand too, then without being told."""
    story = busy()
    events = story.do(MOD, m.StopCameraOf(ADA))
    assert not story.person(ADA).camera
    assert story.notices(events) == [(Only(ADA), CameraStoppedBy(name_of(MOD)))]
    events = story.do(MOD, m.LowerHand(ADA))
    assert story.notices(events) == [(Only(ADA), HandLoweredBy(name_of(MOD)))]
    story.do(MOD, m.LowerAllHands(R1))
    assert [p.id for p in story.state.people.values() if p.hand] == [MOD, CLEO]
    events = story.do(MOD, m.LowerAllHands())
    assert story.notices(events) == [(Only(CLEO), HandLoweredBy(name_of(MOD)))]
    assert story.do(MOD, m.LowerAllHands()) == ()


@pytest.mark.parametrize("command", [m.MuteAll(RoomId("r99")), m.LowerAllHands(RoomId("r99"))])
def test_a_room_that_does_not_exist_is_refused(command: c.Command) -> None:
    """RM1."""
    assert busy().refused(HOST, command) == Code.UNKNOWN_ROOM


def test_hands_keep_the_time_they_were_raised_also_through_moves() -> None:
    """RM1, MV1: raising again what is up does not lose the turn; lowering does."""
    story = busy()
    times = [story.person(person).hand_at for person in (MOD, ADA, BEN, CLEO)]
    assert times == sorted(times)  # type: ignore[type-var]
    story.do(ADA, c.RaiseHand(True))
    story.settle(R2, ADA)
    assert story.person(ADA).hand_at == times[1]
    assert story.view_of(MOD)[f"person/{ADA}"].hand_at == times[1]  # type: ignore[union-attr]
    story.do(ADA, c.RaiseHand(False))
    assert story.person(ADA).hand_at is None


def test_a_removed_person_is_gone_from_every_room_and_their_seat_opens_nothing() -> None:
    """RT3: nor their commands; what they asked for ends."""
    story = busy()
    story.do(ADA, c.CallModerator())
    story.do(MOD, m.RemovePerson(ADA))
    assert ADA not in story.state.people
    assert not any(str(ADA) in key for key in story.view_of(BEN))
    assert story.refused(ADA, c.Join("participant")) == Code.REMOVED
    assert story.refused(ADA, c.RaiseHand(True)) == Code.NOT_IN_MEETING
    assert story.refused(MOD, m.RemovePerson(ADA)) == Code.UNKNOWN_PERSON


def test_the_host_is_not_removed_and_moderators_are() -> None:
    """RT3."""
    story = busy()
    for by in (MOD, HOST, None):
        assert story.refused(by, m.RemovePerson(HOST)) == Code.HOST_FIXED
    story.do(MOD, c.BroadcastVoice(True))
    story.do(HOST, m.RemovePerson(MOD))
    assert story.state.speaking_to_all == ()
    assert story.refused(MOD, c.Join("moderator")) == Code.REMOVED
