"""Facts of keeping a meeting in order (RM1, JN3)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.permissions import Permissions


@dataclass(frozen=True, slots=True)
class PermissionsSet:
    """Participants may do this from now on."""

    permissions: Permissions


ModerationEvent: TypeAlias = PermissionsSet
