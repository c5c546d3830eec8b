"""The meeting machine with moderators who keep order (RM1, JN3)."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reconvene.meeting import moderation_commands as m
from reconvene.meeting.permissions import Permissions
from tests.support.machine import numbers
from tests.support.session_machine import SessionMachine

permissions = st.builds(Permissions, unmute=st.booleans(), camera=st.booleans(), share=st.booleans())


class ModerationMachine(SessionMachine):
    """A meeting in which moderators limit what others may do."""

    @rule(by=numbers, allowed=permissions)
    def set_permissions(self, by: int, allowed: Permissions) -> None:
        """Say what participants may do."""
        self.ask(self.leads(by), m.SetPermissions(allowed))
