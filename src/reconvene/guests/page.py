"""One guest's page: its WebSocket, resumed when it breaks, and what it knows."""

import asyncio
import json
import random
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from reconvene.guests.media import Media, Performer
from reconvene.guests.pair import Tap
from reconvene.guests.sight import Sight
from reconvene.guests.transport import DIRECT, Network
from reconvene.meeting.commands import PublicCommand
from reconvene.wire.commands import tag

ENDED: Final = frozenset({4001, 4002, 4003})
"""Close codes after which a page does not come back: the seat is taken, gone or barred."""

_FAULTS: Final = frozenset({4004, 4009, 4010})
"""Close codes for pages that do not keep to the protocol."""

_MEDIA: Final = frozenset({"published", "subscribe", "candidate", "slots", "relays", "media_reset"})
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 10.0

_log = structlog.get_logger(__name__)


class Page:
    """Keeps `sight` up to date and sends what it is given; `run` ends when the guest is out of it."""

    def __init__(
        self,
        socket: str,
        seat: str,
        player: Performer,
        network: Network = DIRECT,
        tap: Tap | None = None,
    ) -> None:
        self._url = socket
        self._network, self._tap = network, tap
        self._seat = seat
        self._player = player
        self._load = secrets.token_hex(8)
        self._epoch: str | None = None
        self._since = 0
        self._commands = 0
        self._outbox: asyncio.Queue[str] | None = None
        self._leaving = asyncio.Event()
        self.sight = Sight()
        self.media: Media | None = None
        self.welcomed = asyncio.Event()
        self.told: Callable[[dict[str, Any]], None] = lambda _: None
        """Called with every frame that came."""

    async def run(self) -> None:
        """Stay connected until the meeting is over for this guest."""
        async with asyncio.TaskGroup() as group:
            self.media = Media(group, self.send, self._player, self._network, self._tap)
            playing = group.create_task(self._player.run())
            try:
                await self._stay()
            finally:
                playing.cancel()
                await self.media.close()

    def send(self, frame: dict[str, object]) -> None:
        """Send a frame; while there is no connection it is lost, as a page's would be."""
        if self._outbox is not None:
            self._outbox.put_nowait(json.dumps(frame))

    def command(self, command: PublicCommand) -> None:
        """Ask for something."""
        self._commands += 1
        body = {"type": tag(type(command)), **asdict(command)}
        self.send({"type": "command", "id": f"{self._load}.{self._commands}", "command": body})

    def leave(self) -> None:
        """Come back no more, whatever becomes of the connection."""
        self._leaving.set()

    async def _stay(self) -> None:
        """Connect again and again until the meeting is over for this guest, or they leave."""
        failures = 0
        while not self._leaving.is_set():
            self.welcomed.clear()
            code = await self._once()
            if code in ENDED:
                return
            if code in _FAULTS:
                raise RuntimeError(f"the server ended the connection with {code}")
            failures = 1 if self.welcomed.is_set() else failures + 1
            wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (failures - 1))
            await self._pause(wait * random.uniform(0.5, 1))  # noqa: S311 - jitter

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._leaving.wait()
        except TimeoutError:
            return

    async def _once(self) -> int | None:
        """Connect and read until the end; return the close code, if there was a connection at all."""
        try:
            async with connect(self._url, proxy=None, max_size=None, compression=None) as socket:
                return await self._converse(socket)
        except (OSError, InvalidHandshake) as error:
            _log.info("not connected", why=str(error))
            return None

    async def _converse(self, socket: ClientConnection) -> int | None:
        hello: dict[str, object] = {"type": "hello", "seat": self._seat, "page": self._load}
        if self._epoch is not None:
            hello |= {"epoch": self._epoch, "since": self._since}
        self._outbox = asyncio.Queue()
        self._outbox.put_nowait(json.dumps(hello))
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(self._write(socket, self._outbox))
            try:
                async for text in socket:
                    self._take(json.loads(text))
            except ConnectionClosed:
                pass
            finally:
                writing.cancel()
                self._outbox = None
        return socket.close_code

    async def _write(self, socket: ClientConnection, outbox: asyncio.Queue[str]) -> None:
        try:
            while True:
                await socket.send(await outbox.get())
        except ConnectionClosed:
            return

    def _take(self, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "changes":
            self._since = frame["seq"]
            self.sight.take(frame["changes"])
        elif kind == "speaking":
            self.sight.speaking = frozenset(frame["people"])
        elif kind in _MEDIA:
            self._media().take(frame)
        elif kind == "welcome":
            self._welcome(frame)
        elif kind == "answer" and frame["refusal"] is not None:
            _log.debug("refused", **frame["refusal"])
        self.told(frame)

    def _welcome(self, frame: dict[str, Any]) -> None:
        self._epoch = frame["epoch"]
        if frame["view"] is not None:
            self._since, self.sight.records = frame["seq"], frame["view"]
        self.welcomed.set()
        self._media().welcomed(held=frame["media"])

    def _media(self) -> Media:
        if self.media is None:
            raise RuntimeError("a page takes frames only while it runs")
        return self.media
