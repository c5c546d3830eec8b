"""How much a browser loads before it can show the join page."""

import asyncio
import re
from pathlib import Path

import httpx

from bench.measure import Figure
from tests.e2e.server import Server


async def measure(folder: Path) -> list[Figure]:
    """Load what the page asks for at once, as a browser would, and count the bytes on the wire."""
    async with Server(folder / "data") as server, httpx.AsyncClient(base_url=server.url) as client:
        page = await _wire_bytes(client, "/")
        html = (await client.get("/")).text
        assets = sorted(set(re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css|svg))"', html)))
        sizes = await asyncio.gather(*(_wire_bytes(client, asset) for asset in assets))
    total = (page + sum(sizes)) / 1000
    return [Figure("first page load, compressed", "kB", (total,), 300, f"{len(assets) + 1} files")]


async def _wire_bytes(client: httpx.AsyncClient, path: str) -> int:
    async with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        answer.raise_for_status()
        return sum([len(chunk) async for chunk in answer.aiter_raw()])
