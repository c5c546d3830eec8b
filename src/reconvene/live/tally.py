"""What one meeting adds to the server's log lines and metrics: ids and codes, never words or names."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

import structlog

from reconvene.live.mailbox import Ask
from reconvene.live.metrics import Metrics
from reconvene.meeting.events import Event, Moved
from reconvene.meeting.ids import MeetingId, Millis, PersonId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import State
from reconvene.wire.commands import tag

DONE: Final = "DONE"

Failure: TypeAlias = Literal["STORAGE_FAILED", "BROKEN"]
"""Why a command got no answer: the log could not be written, or the meeting broke down."""

_log = structlog.get_logger(__name__)


class Tally:
    """Notes what became of every command, once, and who came and went."""

    def __init__(self, meeting: MeetingId, metrics: Metrics) -> None:
        self._meeting = meeting
        self._metrics = metrics

    def done(self, item: Ask) -> None:
        """Note a command that was carried out, now or when it came for the first time."""
        self._command(item, DONE)

    def refused(self, item: Ask, code: Code) -> None:
        """Note a command that the rules refuse."""
        self._metrics.refusals.labels(code).inc()
        self._command(item, code)

    def failed(self, item: Ask, failure: Failure) -> None:
        """Note a command that got no answer."""
        self._command(item, failure)

    def _command(self, item: Ask, outcome: str) -> None:
        seconds = asyncio.get_running_loop().time() - item.asked
        kind = tag(type(item.request.command))
        self._metrics.commands.labels(kind).observe(seconds)
        ms = round(seconds * 1000, 1)
        by = item.request.by
        _log.info("command", meeting=self._meeting, person=by, type=kind, outcome=str(outcome), ms=ms)

    def came(self, person: PersonId, since: int | None, *, resumed: bool) -> None:
        """Note a page: one that is new, one that resumed, or one that came back to a whole new view."""
        how = "joined" if since is None else "resumed" if resumed else "renewed"
        self._metrics.arrivals.labels(how).inc()
        _log.info("page connected", meeting=self._meeting, person=person, how=how)

    def went(self, person: PersonId) -> None:
        """Note that a person's page is not connected any more."""
        _log.info("page gone", meeting=self._meeting, person=person)


def movers(events: Iterable[Event], before: State, now: Millis) -> Iterator[tuple[PersonId, Millis]]:
    """Yield who was moved by ``events``, and how long ago that was due."""
    for event in events:
        if isinstance(event, Moved):
            for person, _ in event.moves:
                pending = before.people[person].move
                yield person, Millis(0 if pending is None else max(0, now - pending.due))
