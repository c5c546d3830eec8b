"""How fast one person may say things: others must be able to read, and the server to go on."""

from collections.abc import Hashable
from typing import Final

from reconvene.meeting.ids import Millis

BURST: Final = 20
"""How many things may be said at once, as after an outage."""

REFILL: Final = Millis(250)
"""How long it takes until one more may be said."""


class Throttle:
    """A token bucket for everybody who has said something; full ones are forgotten."""

    def __init__(self) -> None:
        self._spent: dict[Hashable, tuple[Millis, Millis]] = {}

    def __len__(self) -> int:
        """Return how many people are remembered."""
        return len(self._spent)

    def allows(self, who: Hashable, now: Millis) -> bool:
        """Return whether ``who`` may say one more thing now, and count it if so."""
        self._forget(now)
        owed, since = self._spent.pop(who, (Millis(0), now))
        owed = Millis(max(0, owed - (now - since)))
        allowed = owed + REFILL <= BURST * REFILL
        self._spent[who] = (Millis(owed + REFILL) if allowed else owed, now)
        return allowed

    def _forget(self, now: Millis) -> None:
        """Drop those who have been silent for long enough, the longest silent first."""
        while self._spent:
            who = next(iter(self._spent))
            owed, since = self._spent[who]
            if now - since < owed:
                return
            del self._spent[who]
