"""A site on a real socket, with meetings on in-memory adapters."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from typing_extensions import override
from websockets.asyncio.client import ClientConnection, connect

from reconvene.adapters.clock import SystemClock
from reconvene.adapters.disk_files import DiskFiles
from reconvene.live.allowance import Allowances
from reconvene.live.documents import Documents
from reconvene.live.erasing import Belongings, Erasing, Keeping
from reconvene.live.harvests import Harvests
from reconvene.live.meetings import Meetings
from reconvene.live.surroundings import Surroundings
from reconvene.live.uploads import Uploads
from reconvene.meeting.state import Limits
from reconvene.web.app import create_app
from reconvene.web.gauges import registry
from reconvene.web.limits import AddressLimits
from reconvene.web.services import Services
from reconvene.web.tokens import Tokens
from reconvene.web.websockets import WebSocketProtocol
from tests.support.memory import (
    FixedKeys,
    MemoryDirectory,
    MemoryDocuments,
    MemoryFileIndex,
    MemoryHarvests,
    MemoryLog,
)
from tests.support.memory_media import MemoryMediaServer

KEY = "the-api-key"
Listener: TypeAlias = socket.socket


class Socket:
    """A WebSocket that speaks JSON."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, frame: dict[str, Any]) -> None:
        """Send a frame."""
        await self.connection.send(json.dumps(frame))

    async def next(self) -> dict[str, Any]:
        """Return the next frame."""
        async with asyncio.timeout(10):
            frame: dict[str, Any] = json.loads(await self.connection.recv())
            return frame

    async def until(self, kind: str) -> dict[str, Any]:
        """Return the next frame of a type, passing over others."""
        async with asyncio.timeout(10):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                if frame["type"] == kind:
                    return frame

    async def closed(self) -> int:
        """Wait for the other side to close; return its code."""
        async with asyncio.timeout(20):
            await self.connection.wait_closed()
        assert self.connection.close_code is not None
        return self.connection.close_code


class Site:
    """A running server and ways to reach it."""

    def __init__(
        self,
        services: Services,
        app: FastAPI,
        log: MemoryLog,
        listener: Listener,
        http: httpx.AsyncClient,
    ) -> None:
        self.services = services
        self.app = app
        self.log = log
        self.listener = listener
        self.port: int = listener.getsockname()[1]
        self.http = http
        self.api = {"Authorization": f"Bearer {KEY}"}

    async def meeting(self) -> tuple[str, str, str]:
        """Return a new meeting's id, and the tokens of its moderator and participant links."""
        answer = await self.http.post("/api/v1/meetings", json={"title": "Test"}, headers=self.api)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        tokens = [made["links"][role].rpartition("/")[2] for role in ("moderator", "participant")]
        return made["id"], tokens[0], tokens[1]

    async def seat(self, token: str, name: str, seat: str | None = None) -> dict[str, str]:
        """Take a seat through a link."""
        body = {"name": name, "seat": seat}
        answer = await self.http.post(f"/api/v1/links/{token}/seats", json=body)
        assert answer.status_code == 201, answer.text
        taken: dict[str, str] = answer.json()
        return taken

    def allow_everything(self) -> None:
        """Let addresses do as much as they like."""
        self.use(AddressLimits(*(Allowances(10**9, 1) for _ in range(5))))

    def use(self, limits: AddressLimits) -> None:
        """Set other limits for addresses."""
        self.services = self.app.state.services = replace(self.services, limits=limits)

    async def raw(self, path: str) -> "RawAnswer":
        """Ask for a path exactly as it is written."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".encode())
        async with asyncio.timeout(10):
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        return RawAnswer(int(head.split()[1]), body)

    @asynccontextmanager
    async def socket(self, seat: str | None = None, origin: str | None = None) -> AsyncIterator[Socket]:
        """Open a WebSocket; with a seat, say hello."""
        headers = {} if origin is None else {"Origin": origin}
        url = f"ws://127.0.0.1:{self.port}/api/v1/socket"
        async with connect(url, additional_headers=headers, proxy=None, max_size=None) as connection:
            opened = Socket(connection)
            if seat is not None:
                await opened.send({"type": "hello", "seat": seat, "page": "test"})
            yield opened


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """An answer to a request that a client library would have tidied."""

    status: int
    body: bytes


class _Announcing(uvicorn.Server):
    """Says when it accepts connections."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """A site with an empty client."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Reconvene</title>")
    (tmp_path / "assets" / "index-abc.js").write_text("export {};")
    log = MemoryLog()
    clock = SystemClock()
    directory = MemoryDirectory(log)
    meetings = Meetings(Surroundings(log, clock, Limits()), directory, MemoryMediaServer())
    documents = Documents(MemoryDocuments(), clock)
    harvests = Harvests(documents.store, MemoryHarvests())
    meetings.follow(harvests.follow)
    uploads = Uploads(DiskFiles(tmp_path / "files"), MemoryFileIndex(), meetings, clock)
    belongings = Belongings(documents, harvests, uploads)
    keys = FixedKeys(KEY)
    services = Services(
        meetings=meetings,
        erasing=Erasing(meetings, directory, belongings, clock, Keeping()),
        documents=documents,
        harvests=harvests,
        uploads=uploads,
        tokens=Tokens(keys),
        clock=clock,
        keys=keys,
        public_url="http://test",
        link_life=60_000,
        client=tmp_path,
        metrics=registry(meetings),
        origins=frozenset({"https://friends.example"}),
        embedders=("https://intranet.example",),
    )
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    app = create_app(services)
    config = uvicorn.Config(app, log_config=None, ws=WebSocketProtocol, lifespan="off")
    server = _Announcing(config)
    started = asyncio.Event()
    async with asyncio.TaskGroup() as group, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        running = group.create_task(meetings.run(started))
        drawing = group.create_task(documents.run(asyncio.Event()))
        keeping = group.create_task(harvests.run(asyncio.Event()))
        await started.wait()
        serving = group.create_task(server._serve([listener]))  # noqa: SLF001 - serve() would take the signals
        await server.listening.wait()
        yield Site(services, app, log, listener, http)
        server.should_exit = True
        await serving
        running.cancel()
        drawing.cancel()
        keeping.cancel()
