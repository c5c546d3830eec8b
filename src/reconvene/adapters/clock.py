"""The server's clock."""

import time

from reconvene.meeting.ids import Millis


class SystemClock:
    """Wall time as it was at the start, carried on by the monotonic clock.

    Somebody setting the machine's clock therefore moves no countdown of a running server.
    """

    def __init__(self) -> None:
        self._offset = time.time_ns() - time.monotonic_ns()

    def go_on_from(self, at: Millis) -> None:
        """Never be earlier than ``at``: what is in the log has happened, whatever the machine says."""
        self._offset += max(0, at - self.now()) * 1_000_000

    def now(self) -> Millis:
        """Return the present time."""
        return Millis((time.monotonic_ns() + self._offset) // 1_000_000)
