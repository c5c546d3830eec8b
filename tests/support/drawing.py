"""A page with a board or a note open, without a browser: a Yjs document of its own on a real socket."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from pycrdt import Doc, Map, Text
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from reconvene.wire.document_frames import ask_state, give_state, relay
from reconvene.wire.yjs import Reader, block, integer

_clients = itertools.count(1)


class Drawing:
    """A document that follows the server's; `changed` is set whenever something arrived."""

    def __init__(self, client: int | None = None) -> None:
        self.client = next(_clients) if client is None else client
        self.doc: Doc[Any] = Doc(client_id=self.client)
        self.text = self.doc.get("note", type=Text)
        self.elements: Map[Any] = self.doc.get("elements", type=Map)
        self.writes: bool | None = None
        self.cursors: dict[int, Any] = {}
        self.connection: ClientConnection | None = None
        self._arrived = asyncio.Condition()
        self._applying = False
        self._unsent: list[bytes] = []
        self._clock = 0
        self._subscription = self.doc.observe(lambda event: self._note(event.update))

    def _note(self, update: bytes) -> None:
        if not self._applying:
            self._unsent.append(update)

    async def send(self) -> None:
        """Send what was changed since the last time."""
        unsent, self._unsent = self._unsent, []
        for update in unsent:
            await self.send_raw(relay(update))

    def pointing(self, state: object) -> bytes:
        """Return the message that says where the cursor is."""
        self._clock += 1
        said = integer(self.client) + integer(self._clock) + block(json.dumps(state).encode())
        return b"\x01" + block(b"\x01" + said)

    async def send_pointing(self, state: object) -> None:
        """Send what was changed and where the cursor is, as one frame."""
        unsent, self._unsent = self._unsent, []
        await self.send_raw(b"".join(map(relay, unsent)) + self.pointing(state))

    async def send_raw(self, data: bytes) -> None:
        """Send any bytes."""
        assert self.connection is not None
        await self.connection.send(data)

    async def point(self, state: object) -> None:
        """Say where the cursor is."""
        await self.send_raw(self.pointing(state))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is true of what arrived."""
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(condition)

    async def closed(self) -> int | None:
        """Wait for the server to end the connection; return its code."""
        assert self.connection is not None
        async with asyncio.timeout(20):
            await self.connection.wait_closed()
        return self.connection.close_code

    async def follow(self, connection: ClientConnection) -> None:
        """Apply what arrives until the connection ends."""
        try:
            async for data in connection:
                if isinstance(data, str):
                    self.writes = json.loads(data)["write"]
                else:
                    await self._take(data)
                async with self._arrived:
                    self._arrived.notify_all()
        except ConnectionClosed:
            pass

    async def _take(self, data: bytes) -> None:
        reader = Reader(data)
        while not reader.ended:
            await self._take_one(reader)

    async def _take_one(self, reader: Reader) -> None:
        if reader.integer() == 1:
            self._look(Reader(reader.block()))
            return
        step, body = reader.integer(), reader.block()
        if step == 0:
            await self.send_raw(give_state(self.doc.get_update(body)))
            self._unsent.clear()
            return
        self._applying = True
        self.doc.apply_update(body)
        self._applying = False

    def _look(self, reader: Reader) -> None:
        for _ in range(reader.integer()):
            client, _clock = reader.integer(), reader.integer()
            self.cursors[client] = json.loads(reader.block())


@asynccontextmanager
async def drawing(port: int, seat: str, path: str, older: Drawing | None = None) -> AsyncIterator[Drawing]:
    """Open a document (``board/ROOM`` or ``note/ROOM``) with a seat's token; ``older`` goes on."""
    page = Drawing() if older is None else older
    url = f"ws://127.0.0.1:{port}/api/v1/documents/{path}"
    async with connect(url, proxy=None, max_size=None) as connection, asyncio.TaskGroup() as group:
        page.connection = connection
        await connection.send(json.dumps({"type": "hello", "seat": seat, "client": page.client}))
        await connection.send(ask_state(page.doc.get_state()))
        following = group.create_task(page.follow(connection))
        yield page
        following.cancel()
