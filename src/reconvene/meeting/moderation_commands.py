"""What moderators may ask for to keep a meeting in order (RM1, JN3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.permissions import Permissions


@dataclass(frozen=True, slots=True)
class SetPermissions:
    """RM1, JN3: say what participants may do from now on."""

    permissions: Permissions


ModerationCommand: TypeAlias = SetPermissions
"""For moderators only."""
