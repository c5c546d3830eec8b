"""Many people who are only there: a seat and a socket each, no browser."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.e2e.server import Server


async def _read(connection: ClientConnection) -> None:
    async for _ in connection:
        pass


async def _sit_down(stack: AsyncExitStack, server: Server, link: str, name: str) -> ClientConnection:
    path = f"api/v1/links/{link.rpartition('/')[2]}/seats"
    async with httpx.AsyncClient(base_url=server.url) as client:
        seat = (await client.post(path, json={"name": name, "seat": None})).json()["seat"]
    socket = server.url.replace("http", "ws", 1) + "api/v1/socket"
    connection = await stack.enter_async_context(connect(socket, proxy=None, max_size=None))
    await connection.send(json.dumps({"type": "hello", "seat": seat, "page": name}))
    await connection.recv()
    return connection


@asynccontextmanager
async def crowd(server: Server, link: str, count: int) -> AsyncIterator[None]:
    """Have people named Guest 1, Guest 2, … in a meeting for a while."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        names = [f"Guest {number}" for number in range(1, count + 1)]
        connections = [await _sit_down(stack, server, link, name) for name in names]
        readers = [group.create_task(_read(connection)) for connection in connections]
        yield
        for reader in readers:
            reader.cancel()
