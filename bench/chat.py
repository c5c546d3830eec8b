"""A chat line on its way to 200 people in one room: a real server, real WebSockets, loopback."""

import asyncio
import json
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

import httpx
from websockets.asyncio.client import ClientConnection, connect

from bench.measure import Figure
from tests.e2e.server import Server

PEOPLE = 200
LINES = 60
WARM_UP = 5


class Page:
    """One of the people; notes when the line that is waited for arrives."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.awaited = ""
        self.arrived = asyncio.Event()
        self.at = 0.0

    async def read(self) -> None:
        """Look through every frame for the line, without decoding it."""
        async for frame in self.connection:
            if self.awaited and self.awaited in str(frame):
                self.at, self.awaited = time.perf_counter(), ""
                self.arrived.set()


async def measure(folder: Path) -> list[Figure]:
    """Let people say lines in turn; measure from sending until each of the others has the frame."""
    async with Server(folder / "data") as server, AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        meeting = await server.create_meeting()
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=server.url))
        token = meeting.participant.rpartition("/")[2]
        pages = [await _join(stack, client, server.url, token, number) for number in range(PEOPLE)]
        readers = [group.create_task(page.read()) for page in pages]
        rounds = [await _say(pages, number) for number in range(WARM_UP + LINES)]
        for reader in readers:
            reader.cancel()
    kept = rounds[WARM_UP:]
    half = tuple(1000 * median(delays) for delays in kept)
    last = tuple(1000 * max(delays) for delays in kept)
    note = "from sending to the frame at the reader, the log written; readers share the machine"
    return [
        Figure(f"a chat line to {PEOPLE} people, half of them", "ms", half, 50, note),
        Figure(f"a chat line to {PEOPLE} people, the last of them", "ms", last),
    ]


async def _join(stack: AsyncExitStack, client: httpx.AsyncClient, url: str, token: str, number: int) -> Page:
    body = {"name": f"Person {number}", "seat": None}
    seat = (await client.post(f"/api/v1/links/{token}/seats", json=body)).json()["seat"]
    socket = url.replace("http", "ws", 1) + "api/v1/socket"
    page = await stack.enter_async_context(connect(socket, proxy=None, max_size=None, compression=None))
    await page.send(json.dumps({"type": "hello", "seat": seat, "page": f"page {number}"}))
    await page.recv()
    return Page(page)


async def _say(pages: list[Page], number: int) -> list[float]:
    """Have one of the people say a line; return after how many seconds it reached each of them."""
    line = f"Line number {number} of those that are measured"
    for page in pages:
        page.awaited = line
        page.arrived.clear()
    speaker = pages[number * 7 % len(pages)].connection
    command = {"type": "say", "conversation": "room:main", "text": line}
    sent = time.perf_counter()
    await speaker.send(json.dumps({"type": "command", "id": f"c{number}", "command": command}))
    await asyncio.gather(*(page.arrived.wait() for page in pages))
    return [page.at - sent for page in pages]
