"""The server's memory while 200 MB come and go."""

import asyncio
import json
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import httpx
from websockets.asyncio.client import connect

from bench.measure import Figure
from bench.process import resident
from tests.e2e.server import Server

T = TypeVar("T")
SIZE = 200 * 1024 * 1024
PART = 2 * 1024 * 1024
TARGET = 30
"""Megabytes the server may grow by: less than a sixth of the file."""


async def measure(folder: Path) -> list[Figure]:
    """Send a file as pages do and read it again; note the most memory the server ever had."""
    async with Server(folder / "data") as server, AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=server.url, timeout=120))
        meeting = await server.create_meeting()
        token = meeting.participant.rpartition("/")[2]
        seat = (await client.post(f"/api/v1/links/{token}/seats", json={"name": "Ann", "seat": None})).json()
        socket = server.url.replace("http", "ws", 1) + "api/v1/socket"
        page = await stack.enter_async_context(connect(socket, proxy=None, max_size=None))
        await page.send(json.dumps({"type": "hello", "seat": seat["seat"], "page": "bench"}))
        await page.recv()
        client.headers["Authorization"] = f"Bearer {seat['seat']}"
        before = resident(server.pid)
        (sent, file), grown_up = await _watched(server.pid, _send(client), before)
        read, grown_down = await _watched(server.pid, _read(client, file), before)
    note = f"{before:.0f} MB before"
    return [
        Figure("server memory grown by a 200 MB upload", "MB", (grown_up,), TARGET, note),
        Figure("server memory grown by reading it again", "MB", (grown_down,), TARGET, note),
        Figure("upload of 200 MB on loopback", "s", (sent,)),
        Figure("download of 200 MB on loopback", "s", (read,)),
    ]


async def _watched(pid: int, work: Coroutine[object, object, T], before: float) -> tuple[T, float]:
    """Do the work and return what it returned, and by how much the memory had grown at most."""
    most = 0.0
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        while not task.done():
            most = max(most, resident(pid) - before)
            await asyncio.wait([task], timeout=0.05)
    return task.result(), most


async def _send(client: httpx.AsyncClient) -> tuple[float, str]:
    start = perf_counter()
    begun = await client.post("/api/v1/seat/files", json={"name": "a.bin", "size": SIZE, "room": "main"})
    file: str = begun.raise_for_status().json()["id"]
    part = bytes(PART)
    for offset in range(0, SIZE, PART):
        headers = {"Upload-Offset": str(offset)}
        answer = await client.patch(f"/api/v1/seat/files/{file}", content=part, headers=headers)
        answer.raise_for_status()
    return perf_counter() - start, file


async def _read(client: httpx.AsyncClient, file: str) -> float:
    start = perf_counter()
    url = (await client.post(f"/api/v1/seat/files/{file}/address")).raise_for_status().json()["url"]
    size = 0
    async with client.stream("GET", url) as answer:
        async for block in answer.aiter_bytes():
            size += len(block)
    assert size == SIZE
    return perf_counter() - start
