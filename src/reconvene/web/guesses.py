"""Wrong passcodes, counted by address, so that nobody can try them all."""

from typing import Final

from reconvene.live.allowance import Allowances
from reconvene.meeting.ids import MeetingId, Millis
from reconvene.web.addresses import household

MOST: Final = 10
"""Wrong passcodes for one meeting from one address at once."""

EVERY: Final = Millis(30_000)
"""How long it takes until one more may be tried."""


class Guesses:
    """Remembers who guessed wrong."""

    def __init__(self) -> None:
        self._wrong = Allowances(MOST, 1000 / EVERY)

    def may_guess(self, meeting: MeetingId, address: str, now: Millis) -> bool:
        """Return whether an address may try a passcode of a meeting now."""
        return self._wrong.holds((meeting, household(address)), now)

    def note_wrong(self, meeting: MeetingId, address: str, now: Millis) -> None:
        """Count a wrong passcode."""
        self._wrong.spend((meeting, household(address)), now)
