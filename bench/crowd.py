"""A server with a crowd on it: what every measurement of load needs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from bench.process import cpu
from tests.e2e.server import Meeting, Server
from tests.support.crowd import Entrance, Visitor

ALLOW: Final = {"call": True, "return_to_main": True, "switch_rooms": False}
AFRESH: Final = httpx.Limits(max_keepalive_connections=0)
"""A connection for each request: one that is kept may be closed by the server just when it is used."""

SETTLED: Final = 0.25
"""Seconds with little work after which a server is taken to have done all it had to do."""

BUSY: Final = 0.13
"""The part of a core that is no little work any more."""


@dataclass
class Load:
    """A server, a way into it and what was measured there."""

    server: Server
    entrance: Entrance

    async def command(self, meeting: Meeting, command: dict[str, object]) -> None:
        """Have the operator's command carried out."""
        await self.server.request("POST", f"api/v1/meetings/{meeting.id}/commands", {"command": command})

    async def idle(self, visitor: Visitor) -> None:
        """Wait until the server has hardly anything to do between two answers: pings alone take a little."""
        before = -1.0
        while (used := cpu(self.server.pid)) - before > BUSY * SETTLED:
            before = used
            await asyncio.sleep(SETTLED)
            await visitor.ping()


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Load]:
    """Run a server of its own."""
    async with (
        Server(folder / "data") as server,
        httpx.AsyncClient(base_url=server.url, timeout=60, limits=AFRESH) as client,
    ):
        yield Load(server, Entrance(server.url, client))


def line(text: str) -> dict[str, object]:
    """Return the command that says ``text`` in main."""
    return {"type": "say", "conversation": "room:main", "text": text}


def now() -> float:
    """Return the time by the loop's clock, in seconds."""
    return asyncio.get_running_loop().time()
