"""Keeping a meeting in order: what moderators do about others, and what others may do (RM1)."""

from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import moderation_events as e
from reconvene.meeting.decision import Decision


def handle(decision: Decision, _request: c.Request, command: m.ModerationCommand) -> None:
    """Carry out a moderator's command."""
    _set_permissions(decision, command)


def _set_permissions(decision: Decision, command: m.SetPermissions) -> None:
    if command.permissions != decision.state.permissions:
        decision.add(e.PermissionsSet(command.permissions))
