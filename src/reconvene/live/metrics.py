"""What one server counts and times, for Prometheus; each metric stands in `docs/operations.md`."""

import asyncio
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

from reconvene.meeting.ids import Millis, PersonId

_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds in seconds: from one append to a disk up to what people call broken."""


class Metrics:
    """Counted since the server started, over all meetings; all durations are in seconds."""

    def __init__(self) -> None:
        self.registry: Final = CollectorRegistry()
        self.commits: Final = self._counter("commits", "Commits appended to logs")
        self.breakdowns: Final = self._counter("breakdowns", "Meetings rebuilt after a fault")
        self.refusals: Final = self._counter("refusals", "Commands refused", "code")
        self.problems: Final = self._counter("problems", "HTTP answers that are no success", "code")
        self.commands: Final = self._histogram("command_seconds", "From a command to its answer", "type")
        self.appends: Final = self._histogram("log_append_seconds", "Appending one commit to the log")
        self.moves: Final = self._histogram(
            "move_seconds", "From a move being due until the mover's slots carry the new room"
        )
        self.arrivals: Final = self._counter("arrivals", "Pages connected", "how")
        self.endings: Final = self._counter("connections_ended", "Connections ended by the server", "code")
        self.media_losses: Final = self._counter("media_losses", "Times the media server was lost")
        self.media_resets: Final = self._counter("media_resets", "Media of one person lost")
        self.uploads: Final = self._counter("uploads", "Uploads that came to their end", "outcome")
        self.upload_bytes: Final = self._counter("upload_bytes", "Bytes of the uploads that became files")

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"reconvene_{name}", words, labels, registry=self.registry)

    def _histogram(self, name: str, words: str, *labels: str) -> Histogram:
        return Histogram(f"reconvene_{name}", words, labels, buckets=_QUICK, registry=self.registry)


class MoveTimes:
    """Times the moves of one meeting by the event loop's clock, from `begin` to `end`."""

    def __init__(self, moves: Histogram) -> None:
        self._moves = moves
        self._due: dict[PersonId, float] = {}

    def begin(self, person: PersonId, late: Millis) -> None:
        """Note a move that was due ``late`` ago; one that is still under way is forgotten."""
        self._due[person] = asyncio.get_running_loop().time() - late / 1000

    def end(self, person: PersonId) -> None:
        """Note that the person's slots carry what they should; without a move under way nothing is noted."""
        due = self._due.pop(person, None)
        if due is not None:
            self._moves.observe(asyncio.get_running_loop().time() - due)

    def forget(self, person: PersonId) -> None:
        """Do not time a person's move any further: they have no media that could follow."""
        self._due.pop(person, None)
