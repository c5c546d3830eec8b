"""The conversation with one Janus: transactions with deadlines, one session, handles that wait their turn.

The caller gives time and texts and takes texts away: after every call of `submit`, `receive_data` or
`handle_timeout` it sends `data_to_send`, and calls `handle_timeout` no later than `next_deadline`.
"""

import json
from collections import deque
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from reconvene.janus.messages import (
    Acknowledged,
    Detached,
    Failed,
    HungUp,
    Identified,
    MediaSeen,
    PluginSaid,
    SessionOver,
    SlowLink,
    Succeeded,
    Trickled,
    WebRtcUp,
    is_news_about_others,
    parse_message,
)
from reconvene.janus.requests import Request, keep_alive
from reconvene.janus.room_messages import RoomRefusal

Ticket: TypeAlias = int
"""Names a submitted request until it is `Answered`, `Refused`, `Expired` or `Broken`."""

Reply: TypeAlias = Acknowledged | Succeeded | Identified | PluginSaid

HANDLE_NOT_FOUND: Final = 459
SESSION_NOT_FOUND: Final = 458


@dataclass(frozen=True, slots=True)
class Answered:
    """The request was carried out."""

    ticket: Ticket
    reply: Reply


@dataclass(frozen=True, slots=True)
class Refused:
    """Core or plugin refused the request; nothing of it was applied."""

    ticket: Ticket
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Expired:
    """No answer came before the deadline; whether it was applied is unknown unless it was never ``sent``."""

    ticket: Ticket
    sent: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """The connection was cut before the answer; events and answers of the gap never come."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Silent:
    """Janus did not even answer a keepalive: the caller should drop the connection."""


Heard: TypeAlias = PluginSaid | WebRtcUp | HungUp | Detached | MediaSeen | SlowLink | Trickled | SessionOver
Event: TypeAlias = Answered | Refused | Expired | Broken | Silent | Heard


@dataclass(frozen=True, slots=True)
class _Pending:
    ticket: Ticket
    request: Request
    deadline: int


class Connection:
    """Sans-I/O client of the Janus API; times are integer milliseconds of any one clock.

    ``name`` begins every transaction, so that answers to an earlier connection's requests, which Janus
    delivers to whoever claims the session, are not mistaken for ours. When either side has said
    nothing for ``keepalive``, a keepalive goes out that must be answered within ``silence``.
    """

    def __init__(
        self,
        name: str,
        secret: str | None,
        *,
        keepalive: int = 2_000,
        silence: int = 3_000,
        patience: int = 10_000,
    ) -> None:
        self._name = name
        self._secret = secret
        self._keepalive = keepalive
        self._silence = silence
        self._patience = patience
        self._session: int | None = None
        self._spoke_at = 0
        self._heard_at = 0
        self._next_ticket = 1
        self._probe: Ticket | None = None
        self._sent: dict[str, _Pending] = {}
        self._given_up: dict[str, _Pending] = {}
        self._busy: dict[int, str] = {}
        self._waiting: dict[int, deque[_Pending]] = {}
        self._outbox: list[str] = []

    @property
    def session(self) -> int | None:
        """The session that requests go to."""
        return self._session

    def use_session(self, session: int | None, now: int) -> None:
        """Send further requests to this session, and keep it alive."""
        self._session = session
        self._spoke_at = self._heard_at = now

    def submit(
        self, request: Request, now: int, *, first: bool = False, patience: int | None = None
    ) -> Ticket:
        """Send a request, or queue it behind the unanswered one of its handle; ``first`` jumps the queue."""
        ticket = self._next_ticket
        self._next_ticket += 1
        deadline = now + (self._patience if patience is None else patience)
        pending = _Pending(ticket, request, deadline)
        handle = request.handle
        if handle is not None and handle in self._busy and not self._overtakes(request):
            queue = self._waiting.setdefault(handle, deque())
            if first:
                queue.appendleft(pending)
            else:
                queue.append(pending)
        else:
            self._send(pending, now)
        return ticket

    def _overtakes(self, request: Request) -> bool:
        """Return whether a request may go out though its handle's earlier one has not been answered.

        What ends the handle may, once the earlier one was given up: else the handle would stay for ever.
        """
        return request.ends and request.handle is not None and self._busy[request.handle] in self._given_up

    def data_to_send(self) -> tuple[str, ...]:
        """Take the texts to send now, in order."""
        texts = tuple(self._outbox)
        self._outbox.clear()
        return texts

    def receive_data(self, text: str, now: int) -> tuple[Event, ...]:
        """Take one text of Janus; raises `JanusProtocolError`, after which the connection is still usable."""
        self._heard_at = now
        if is_news_about_others(text):
            return ()
        message = parse_message(text)
        match message:
            case Acknowledged() | Succeeded() | Identified():
                return self._settle_core(message, now)
            case Failed():
                return self._settle_failed(message, now)
            case PluginSaid():
                return self._settle_plugin(message, now)
            case SessionOver():
                return (message,) if message.session == self._session else ()
            case Detached():
                return (message, *self._forget(message.handle))
            case WebRtcUp() | HungUp() | MediaSeen() | SlowLink() | Trickled():
                return (message,)
            case _:
                assert_never(message)

    def next_deadline(self) -> int | None:
        """When `handle_timeout` must be called at the latest."""
        deadlines = [pending.deadline for pending in self._all_pending()]
        if self._session is not None and self._probe is None:
            deadlines.append(self._next_probe)
        return min(deadlines, default=None)

    def handle_timeout(self, now: int) -> tuple[Event, ...]:
        """Give up what is overdue, and keep the session alive.

        A handle whose request was given up stays busy until its answer comes: two requests in flight could be
        applied in reverse.
        """
        events: list[Event] = []
        for transaction, pending in list(self._sent.items()):
            if pending.deadline <= now:
                del self._sent[transaction]
                if pending.request.handle is not None:
                    self._given_up[transaction] = pending
                events.append(self._overdue(pending))
        for queue in self._waiting.values():
            overdue = [pending for pending in queue if pending.deadline <= now]
            for pending in overdue:
                queue.remove(pending)
                events.append(Expired(pending.ticket, sent=False))
        if self._session is not None and self._probe is None and self._next_probe <= now:
            self._probe = self.submit(keep_alive(), now, patience=self._silence)
        return tuple(events)

    @property
    def _next_probe(self) -> int:
        return min(self._spoke_at, self._heard_at) + self._keepalive

    def connection_lost(self) -> tuple[Event, ...]:
        """Give up everything under way; the session may be claimed over a new connection."""
        events = tuple(
            Broken(pending.ticket) for pending in self._all_pending() if pending.ticket != self._probe
        )
        self._sent.clear()
        self._given_up.clear()
        self._busy.clear()
        self._waiting.clear()
        self._outbox.clear()
        self._probe = None
        return events

    def _all_pending(self) -> list[_Pending]:
        return [*self._sent.values(), *(pending for queue in self._waiting.values() for pending in queue)]

    def _overdue(self, pending: _Pending) -> Event:
        if pending.ticket == self._probe:
            self._probe = None
            return Silent()
        return Expired(pending.ticket, sent=True)

    def _send(self, pending: _Pending, now: int) -> None:
        request = pending.request
        transaction = self._transaction(pending)
        frame: dict[str, object] = {"janus": request.verb, "transaction": transaction, **request.fields}
        if self._secret is not None:
            frame["apisecret"] = self._secret
        if request.in_session and self._session is not None:
            frame["session_id"] = self._session
            self._spoke_at = now
        if request.handle is not None:
            frame["handle_id"] = request.handle
            self._busy[request.handle] = transaction
        self._sent[transaction] = pending
        self._outbox.append(json.dumps(frame, separators=(",", ":")))

    def _settle_core(self, reply: Acknowledged | Succeeded | Identified, now: int) -> tuple[Event, ...]:
        pending = self._find(reply.transaction)
        if pending is None or pending.request.finished_by:
            return ()
        return self._settle(pending, Answered(pending.ticket, reply), now)

    def _settle_failed(self, failure: Failed, now: int) -> tuple[Event, ...]:
        pending = self._find(failure.transaction)
        if pending is None:
            return ()
        return self._settle(pending, Refused(pending.ticket, failure.code, failure.reason), now)

    def _settle_plugin(self, said: PluginSaid, now: int) -> tuple[Event, ...]:
        pending, message = self._find(said.transaction), said.message
        if pending is None:
            return (said,)
        if isinstance(message, RoomRefusal):
            return self._settle(pending, Refused(pending.ticket, message.code, message.reason), now)
        if not isinstance(message, pending.request.finished_by):
            return (said,)
        return self._settle(pending, Answered(pending.ticket, said), now)

    def _find(self, transaction: str | None) -> _Pending | None:
        if transaction is None:
            return None
        return self._sent.get(transaction) or self._given_up.get(transaction)

    def _settle(self, pending: _Pending, event: Event, now: int) -> tuple[Event, ...]:
        transaction = self._transaction(pending)
        self._given_up.pop(transaction, None)
        wanted = self._sent.pop(transaction, None) is not None
        self._free(pending, now)
        if pending.ticket == self._probe:
            self._probe = None
            return ()
        return (event,) if wanted else ()

    def _free(self, pending: _Pending, now: int) -> None:
        handle = pending.request.handle
        if handle is None:
            return
        if self._busy.get(handle) != self._transaction(pending):
            return
        del self._busy[handle]
        queue = self._waiting.get(handle)
        if queue:
            self._send(queue.popleft(), now)
        else:
            self._waiting.pop(handle, None)

    def _forget(self, handle: int) -> tuple[Event, ...]:
        """Give up what waits behind a handle that is gone; the request under way may still be answered."""
        return tuple(Broken(pending.ticket) for pending in self._waiting.pop(handle, ()))

    def _transaction(self, pending: _Pending) -> str:
        return f"{self._name}-{pending.ticket}"
