"""The meeting machine with moderators who bring back what rooms have (RM3)."""

from hypothesis.stateful import rule

from reconvene.meeting.harvest_commands import BringBack
from tests.support.chat_machine import ChatMachine
from tests.support.machine import numbers


class HarvestMachine(ChatMachine):
    """A meeting whose rooms leave something behind."""

    @rule(who=numbers, room=numbers)
    def bring_back(self, who: int, room: int) -> None:
        """Bring back one room or all."""
        rooms = None if room % 3 == 0 else (self.room(room),)
        self.ask(self.leads(who) if who % 4 else self.someone(who), BringBack(rooms))
