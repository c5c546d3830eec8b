"""Thirty people draw on one board at once: what it costs the server, on real sockets."""

import asyncio
import json
import random
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from pycrdt import Array, Map
from websockets.asyncio.client import connect

from bench.measure import Figure
from bench.process import cpu
from tests.e2e.server import Meeting, Server
from tests.support.drawing import Drawing, drawing

PEOPLE = 30
SECONDS = 20
PAUSE = 0.08
"""Between two messages of a page, as the client's document link has it."""
POINTS = 6
"""A pen's points in one pause, at 75 a second."""
LINE = 40
"""Pauses until a new line begins."""


async def measure(folder: Path) -> list[Figure]:
    """Draw lines with everybody for a while; take the server's CPU time and the time until others see it."""
    async with Server(folder / "data") as server, AsyncExitStack() as stack:
        meeting = await server.create_meeting()
        pages = await _gather(server, meeting, stack)
        await asyncio.gather(*(page.until(lambda page=page: page.writes is True) for page in pages))  # type: ignore[misc]
        before, began = cpu(server.pid), time.monotonic()
        seen: list[float] = []
        await asyncio.gather(*(_draw(page) for page in pages), _watch(pages, seen))
        used, took = cpu(server.pid) - before, time.monotonic() - began
        drawn = len(pages[0].elements) - PEOPLE
    note = f"{PEOPLE} people, {drawn} lines, {SECONDS} s"
    return [
        Figure(
            "server CPU while thirty people draw on one board", "% of a core", (100 * used / took,), 20, note
        ),
        Figure("a stroke until another page has it", "ms", tuple(seen), 200, note),
    ]


async def _gather(server: Server, meeting: Meeting, stack: AsyncExitStack) -> list[Drawing]:
    """Return the pages of people who are in the meeting and have its board open."""
    port = urlsplit(server.url).port
    assert port is not None
    link = meeting.participant.rpartition("/")[2]
    pages = []
    async with httpx.AsyncClient(base_url=server.url) as http:
        for number in range(PEOPLE):
            answer = await http.post(f"/api/v1/links/{link}/seats", json={"name": f"P{number}"})
            seat = answer.json()["seat"]
            address = f"ws://127.0.0.1:{port}/api/v1/socket"
            socket = await stack.enter_async_context(connect(address, proxy=None, max_size=None))
            await socket.send(json.dumps({"type": "hello", "seat": seat, "page": "bench"}))
            await socket.recv()
            pages.append(await stack.enter_async_context(drawing(port, seat, "board/main")))
    return pages


async def _draw(page: Drawing) -> None:
    """Draw one line after the other, and say when."""
    dice = random.Random(page.client)
    end = time.monotonic() + SECONDS
    step = 0
    await asyncio.sleep(dice.random() * PAUSE)
    line: Any = None
    while time.monotonic() < end:
        with page.doc.transaction():
            if step % LINE == 0:
                name = f"{page.client}-{step}"
                page.elements[name] = Map({**_LOOK, "points": Array([])})
                line = page.elements[name]
            for field in ("version", "versionNonce", "width", "height", "updated"):
                line[field] = dice.randrange(2**31)
            line["points"].extend([dice.randrange(-(2**15), 2**15) / 64 for _ in range(2 * POINTS)])
            page.elements[_CLOCK + str(page.client)] = time.monotonic()
        await page.send_pointing({"x": step, "y": step, "tool": "pointer", "selected": []})
        step += 1
        await asyncio.sleep(PAUSE)


async def _watch(pages: list[Drawing], seen: list[float]) -> None:
    """Note how old the newest stroke of the second page is when it reaches the first."""
    first, second = pages[:2]
    end = time.monotonic() + SECONDS
    last = 0.0
    while time.monotonic() < end:
        await asyncio.sleep(0.01)
        newest = first.elements.get(_CLOCK + str(second.client), 0.0)
        if newest > last:
            last = newest
            seen.append((time.monotonic() - newest) * 1000)


_CLOCK = "drawn by "
"""Where a page says when it drew last."""

_LOOK = {
    "type": "freedraw",
    "x": 10.5,
    "y": 20.25,
    "angle": 0,
    "strokeColor": "#1e1e1e",
    "backgroundColor": "transparent",
    "fillStyle": "solid",
    "strokeWidth": 2,
    "strokeStyle": "solid",
    "roughness": 1,
    "opacity": 100,
    "seed": 1234567,
    "index": "a0",
    "simulatePressure": True,
}
