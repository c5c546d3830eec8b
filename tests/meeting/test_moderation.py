"""Keeping a meeting in order: what moderators do about others, and what others may do."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.moderation_events import PermissionsSet
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.records import MeetingRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.view import Everyone
from tests.support.meeting import ADA, HOST, MOD, facts, meeting

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
