"""Many pages at once: connections of the real protocol that cost next to nothing."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import urlsplit

import httpx
from typing_extensions import override
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

_CHANGES: Final = b'{"type":"changes","seq":'
_WELCOME: Final = b'{"type":"welcome",'
_PONG: Final = b'{"type":"pong",'
_ANSWER: Final = b'{"type":"answer","id":"'
AT_ONCE: Final = 20
"""Pages that come in side by side."""


@dataclass(eq=False)
class Visitor(asyncio.Protocol):
    """One person's page. Frames are looked at, not decoded; that ``seq`` is dense is checked."""

    seat: str
    page: str
    compressed: bool = True
    seq: int = 0
    epoch: str = ""
    frames: int = 0
    size: int = 0
    closed: tuple[int, str] | None = None
    awaited: bytes = b""
    answers: dict[str, "asyncio.Future[dict[str, Any]]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Be ready to connect."""
        self._loop = asyncio.get_running_loop()
        self.welcomed: asyncio.Future[None] = self._loop.create_future()
        self.gone: asyncio.Future[None] = self._loop.create_future()
        self.arrived: asyncio.Future[float] = self._loop.create_future()
        self._pong: asyncio.Future[None] = self._loop.create_future()
        self._asked = 0

    async def connect(self, address: str, *, buffer: int | None = None) -> None:
        """Come in and wait for the welcome; ``buffer`` is what the system takes for a page that sleeps."""
        where = urlsplit(address)
        self._protocol = ClientProtocol(
            parse_uri(address.replace("http", "ws", 1)),
            extensions=[ClientPerMessageDeflateFactory()] if self.compressed else None,
            max_size=None,
        )
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if buffer is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.setblocking(False)
        await self._loop.sock_connect(connection, (where.hostname, where.port))
        await self._loop.create_connection(lambda: self, sock=connection)
        await self.welcomed

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._protocol.send_request(self._protocol.connect())
        self._flush()

    @override
    def data_received(self, data: bytes) -> None:
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self._say_hello()
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self._take(bytes(event.data))
        self._flush()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        ended = self._protocol.close_rcvd
        self.closed = (1006, "") if ended is None else (ended.code, ended.reason)
        pending: tuple[asyncio.Future[Any], ...] = (self.welcomed, self.arrived, *self.answers.values())
        for waiting in pending:
            if not waiting.done():
                waiting.set_exception(ConnectionError(f"{self.page}: {self.closed}"))
                waiting.exception()  # nobody need ask
        if not self.gone.done():
            self.gone.set_result(None)

    def _flush(self) -> None:
        for piece in self._protocol.data_to_send():
            if piece:
                self.transport.write(piece)

    def _say_hello(self) -> None:
        hello: dict[str, object] = {"type": "hello", "seat": self.seat, "page": self.page}
        if self.epoch:
            hello |= {"epoch": self.epoch, "since": self.seq}
        self._send(hello)

    def _send(self, frame: dict[str, object]) -> None:
        self._protocol.send_text(json.dumps(frame).encode())
        self._flush()

    def _take(self, data: bytes) -> None:
        self.frames += 1
        self.size += len(data)
        if data.startswith(_CHANGES):
            seq = int(data[len(_CHANGES) : data.index(b",", len(_CHANGES))])
            assert seq == self.seq + 1, f"{self.page} was told {seq} after {self.seq}"
            self.seq = seq
        elif data.startswith(_ANSWER):
            answer = json.loads(data)
            self.answers.pop(answer["id"]).set_result(answer)
        elif data.startswith(_WELCOME):
            self._welcome(json.loads(data))
        elif data.startswith(_PONG) and not self._pong.done():
            self._pong.set_result(None)
        if self.awaited and self.awaited in data:
            self.awaited = b""
            self.arrived.set_result(self._loop.time())

    def _welcome(self, frame: dict[str, Any]) -> None:
        self.epoch, self.seq = frame["epoch"], frame["seq"]
        self.person = frame["person"]
        self.welcomed.set_result(None)

    def expect(self, text: str) -> None:
        """Note when the next frame comes that holds ``text``."""
        self.awaited, self.arrived = text.encode(), self._loop.create_future()

    def ask(self, command: dict[str, object]) -> "asyncio.Future[dict[str, Any]]":
        """Send a command; the future is its answer."""
        self._asked += 1
        name = f"{id(self)}-{self._asked}"
        answer = self.answers[name] = self._loop.create_future()
        self._send({"type": "command", "id": name, "command": command})
        return answer

    async def ping(self) -> None:
        """Ask for the server's time, and wait for it."""
        self._pong = self._loop.create_future()
        self._send({"type": "ping", "at": self._loop.time()})
        await self._pong

    def poke(self) -> None:
        """Say something, so that a page that reads nothing notices that its connection is cut."""
        self._send({"type": "ping", "at": 0})

    def leave(self) -> None:
        """Cut the connection, as when a tab is closed."""
        self.transport.abort()

    def fall_asleep(self) -> None:
        """Read nothing any more, and stay connected."""
        self.transport.pause_reading()

    def wake_up(self) -> None:
        """Read on."""
        self.transport.resume_reading()

    def again(self) -> "Visitor":
        """Return the same page on a new connection, that resumes what this one had."""
        return Visitor(self.seat, self.page, self.compressed, self.seq, self.epoch)


class Entrance:
    """The way into one server."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self._client = client
        self.socket = f"{url}api/v1/socket"

    async def seat(self, link: str, name: str) -> str:
        """Return the seat token of somebody who opens a link."""
        token = link.rpartition("/")[2]
        answer = await self._client.post(f"/api/v1/links/{token}/seats", json={"name": name, "seat": None})
        assert answer.is_success, answer.text
        seat: str = answer.json()["seat"]
        return seat

    async def enter(
        self, link: str, name: str, *, compressed: bool = True, buffer: int | None = None
    ) -> Visitor:
        """Return somebody who has come in by a link."""
        visitor = Visitor(await self.seat(link, name), f"page of {name}", compressed)
        await visitor.connect(self.socket, buffer=buffer)
        return visitor

    async def crowd(self, link: str, count: int, *, compressed: bool = True) -> list[Visitor]:
        """Return so many people, some coming in at a time."""
        return await side_by_side(
            [
                lambda number=number: self.enter(link, f"Person {number}", compressed=compressed)  # type: ignore[misc]
                for number in range(count)
            ]
        )


async def side_by_side(steps: Sequence[Callable[[], Awaitable[Visitor]]]) -> list[Visitor]:
    """Do what takes its time, `AT_ONCE` at once, and return what came of it in order."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(step: Callable[[], Awaitable[Visitor]]) -> Visitor:
        async with places:
            return await step()

    return list(await asyncio.gather(*map(one, steps)))


async def reaches(visitors: Sequence[Visitor], text: str, act: Callable[[], object]) -> list[float]:
    """Do something that everybody is told of as ``text``; return after how many seconds each knew."""
    for visitor in visitors:
        visitor.expect(text)
    began = asyncio.get_running_loop().time()
    act()
    return [await visitor.arrived - began for visitor in visitors]


async def gone(visitors: Sequence[Visitor]) -> None:
    """Cut all connections and wait until they are."""
    for visitor in visitors:
        with suppress(RuntimeError):
            visitor.leave()
    await asyncio.gather(*(visitor.gone for visitor in visitors))
