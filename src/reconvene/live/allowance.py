"""How much somebody may send: so much at once, and so much again every second."""

from dataclasses import dataclass, field

from reconvene.meeting.ids import Millis


@dataclass(slots=True)
class Allowance:
    """A bucket that holds ``most`` and gets ``per_second`` back; times are the server's."""

    most: int
    per_second: int
    since: Millis
    _left: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin with a full bucket."""
        self._left = self.most

    def spend(self, amount: int, now: Millis) -> bool:
        """Take ``amount`` out; ``False``, and nothing taken, if there is not so much in it."""
        self._left = min(self.most, self._left + (now - self.since) * self.per_second / 1000)
        self.since = now
        if amount > self._left:
            return False
        self._left -= amount
        return True
