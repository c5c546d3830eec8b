"""How much somebody may send: so much at once, and so much again every second."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from reconvene.meeting.ids import Millis


@dataclass(slots=True)
class Allowance:
    """A bucket that holds ``most`` and gets ``per_second`` back; times are the server's."""

    most: int
    per_second: float
    since: Millis
    _left: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin with a full bucket."""
        self._left = self.most

    def holds(self, amount: int, now: Millis) -> bool:
        """Return whether there is ``amount`` in it, without taking it out."""
        return amount <= self._content(now)

    def spend(self, amount: int, now: Millis) -> bool:
        """Take ``amount`` out; ``False``, and nothing taken, if there is not so much in it."""
        self._left = self._content(now)
        self.since = now
        if amount > self._left:
            return False
        self._left -= amount
        return True

    def _content(self, now: Millis) -> float:
        return min(self.most, self._left + (now - self.since) * self.per_second / 1000)


class Allowances:
    """An `Allowance` for everybody who has spent something; full ones are forgotten.

    At most ``remembered`` are kept: beyond that, whoever spent longest ago is forgotten.
    """

    def __init__(self, most: int, per_second: float, remembered: int = 10_000) -> None:
        self._most: Final = most
        self._per_second: Final = per_second
        self._remembered: Final = remembered
        self._spent: dict[Hashable, Allowance] = {}

    def __len__(self) -> int:
        """Return how many are remembered."""
        return len(self._spent)

    def holds(self, who: Hashable, now: Millis, amount: int = 1) -> bool:
        """Return whether ``who`` may spend ``amount`` now, without spending it."""
        own = self._spent.get(who)
        return amount <= self._most if own is None else own.holds(amount, now)

    def spend(self, who: Hashable, now: Millis, amount: int = 1) -> bool:
        """Take ``amount`` from what ``who`` has; ``False``, and nothing taken, if they have not so much."""
        self._forget(now)
        own = self._spent.pop(who, None) or Allowance(self._most, self._per_second, now)
        self._spent[who] = own
        return own.spend(amount, now)

    def _forget(self, now: Millis) -> None:
        """Drop full ones, and those that are too many: whoever spent longest ago comes first."""
        while self._spent:
            who, own = next(iter(self._spent.items()))
            if not own.holds(self._most, now) and len(self._spent) < self._remembered:
                return
            del self._spent[who]
