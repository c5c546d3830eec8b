"""One WebSocket to Janus, driving the sans-I/O `Connection`: requests become awaitable."""

import asyncio
import json
from collections.abc import Callable
from typing import Final, Self, assert_never

import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from reconvene.janus.connection import (
    Answered,
    Broken,
    Connection,
    Event,
    Expired,
    Heard,
    Refused,
    Reply,
    Silent,
    Ticket,
)
from reconvene.janus.fields import JanusProtocolError
from reconvene.janus.messages import (
    Detached,
    HungUp,
    Identified,
    MediaSeen,
    PluginSaid,
    SessionOver,
    SlowLink,
    Trickled,
    WebRtcUp,
    parse_message,
)
from reconvene.janus.requests import Request
from reconvene.live.ports import Clock, MediaError

CONNECTING: Final = 3.0
"""Seconds in which Janus must accept a connection."""
_LARGEST_TEXT: Final = 16 * 1024 * 1024
_PROTOCOL: Final = Subprotocol("janus-protocol")

_log = structlog.get_logger(__name__)


class JanusRefusedError(MediaError):
    """Janus refused a request; ``number`` is its own error code."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__("MEDIA_REFUSED", reason)
        self.number = number


async def identify(url: str) -> str | None:
    """Ask the Janus at ``url`` for its name; ``None`` if nobody answers."""
    try:
        async with (
            asyncio.timeout(CONNECTING),
            connect(url, subprotocols=[_PROTOCOL], proxy=None) as websocket,
        ):
            await websocket.send(json.dumps({"janus": "info", "transaction": "who"}))
            reply = parse_message(await websocket.recv(decode=True))
    except (OSError, WebSocketException, JanusProtocolError):
        return None
    return reply.name if isinstance(reply, Identified) else None


class JanusSocket:
    """A connection to Janus. `run` it in a task; requests may be submitted until it has returned."""

    def __init__(
        self,
        websocket: ClientConnection,
        connection: Connection,
        clock: Clock,
        heard: Callable[[Heard], None],
    ) -> None:
        self._websocket = websocket
        self._connection = connection
        self._clock = clock
        self._heard = heard
        self._waiting: dict[Ticket, asyncio.Future[Reply]] = {}
        self._wake = asyncio.Event()
        self._reason: str | None = None

    @classmethod
    async def open(
        cls, url: str, connection: Connection, clock: Clock, heard: Callable[[Heard], None]
    ) -> Self:
        """Connect; raises `OSError`, `TimeoutError` or `WebSocketException`."""
        websocket = await connect(
            url,
            subprotocols=[_PROTOCOL],
            compression=None,
            proxy=None,
            max_size=_LARGEST_TEXT,
            open_timeout=CONNECTING,
            close_timeout=1,
            ping_interval=None,
        )
        return cls(websocket, connection, clock, heard)

    async def run(self) -> str:
        """Talk until the connection is over; return why it is. All requests under way fail then."""
        try:
            async with asyncio.TaskGroup() as group:
                speaking = group.create_task(self._speak())
                await self._listen()
                speaking.cancel()
        finally:
            self._deal(self._connection.connection_lost())
            self._websocket.transport.abort()
        return self._reason or "Janus closed the connection."

    def drop(self, reason: str) -> None:
        """End the connection."""
        self._reason = self._reason or reason
        self._websocket.transport.abort()

    def use_session(self, session: int | None) -> None:
        """Send further requests to this session, and keep it alive."""
        self._connection.use_session(session, self._clock.now())
        self._wake.set()

    def submit(self, request: Request, *, first: bool = False) -> asyncio.Future[Reply]:
        """Send a request; the future fails with `MediaError`."""
        ticket = self._connection.submit(request, self._clock.now(), first=first)
        future = self._waiting[ticket] = asyncio.get_running_loop().create_future()
        self._wake.set()
        return future

    async def _listen(self) -> None:
        try:
            async for text in self._websocket:
                if isinstance(text, bytes):
                    _log.warning("janus sent bytes, which are ignored")
                    continue
                try:
                    events = self._connection.receive_data(text, self._clock.now())
                except JanusProtocolError as error:
                    _log.warning("janus sent something unreadable", why=str(error))
                    continue
                self._deal(events)
                self._wake.set()
        except ConnectionClosed as closed:
            self._reason = self._reason or f"The connection to Janus was cut ({closed})."

    async def _speak(self) -> None:
        while True:
            self._wake.clear()
            try:
                for text in self._connection.data_to_send():
                    await self._websocket.send(text)
            except ConnectionClosed:
                return
            deadline = self._connection.next_deadline()
            wait = None if deadline is None else max(0, deadline - self._clock.now()) / 1000
            try:
                async with asyncio.timeout(wait):
                    await self._wake.wait()
            except TimeoutError:
                self._deal(self._connection.handle_timeout(self._clock.now()))

    def _deal(self, events: tuple[Event, ...]) -> None:
        for event in events:
            match event:
                case Answered(ticket, reply):
                    self._settle(ticket, reply)
                case Refused(ticket, code, reason):
                    self._settle(ticket, JanusRefusedError(code, reason))
                case Expired(ticket):
                    self._settle(
                        ticket, MediaError("MEDIA_TIMEOUT", "The media server did not answer in time.")
                    )
                case Broken(ticket):
                    self._settle(ticket, unavailable())
                case Silent():
                    self.drop("Janus does not answer.")
                case (
                    PluginSaid()
                    | WebRtcUp()
                    | HungUp()
                    | Detached()
                    | MediaSeen()
                    | SlowLink()
                    | Trickled()
                    | SessionOver()
                ):
                    self._heard(event)
                case _:
                    assert_never(event)

    def _settle(self, ticket: Ticket, outcome: Reply | MediaError) -> None:
        future = self._waiting.pop(ticket, None)
        if future is None or future.done():
            return
        if isinstance(outcome, MediaError):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)


def unavailable() -> MediaError:
    """Say that there is no media server now."""
    return MediaError("MEDIA_UNAVAILABLE", "The media server cannot be reached now.")
