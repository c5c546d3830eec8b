"""The server's memory with people in a meeting."""

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect

from bench.measure import Figure
from bench.process import resident
from tests.e2e.server import Server

PEOPLE = 50


async def measure(folder: Path) -> list[Figure]:
    """Let people join by the protocol, start a breakout, and read the server's resident memory."""
    async with Server(folder / "data") as server, AsyncExitStack() as stack:
        empty = resident(server.pid)
        meeting = await server.create_meeting()
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=server.url))
        pages = [
            await _join(stack, client, server.url, meeting.participant, number) for number in range(PEOPLE)
        ]
        allow = {"call": True, "return_to_main": True, "switch_rooms": False}
        configure = {"rooms": 10, "assign": "automatic", "time_limit": None, "allow": allow}
        await _command(server, meeting.id, {"type": "configure_breakout", **configure})
        await _command(server, meeting.id, {"type": "start_breakout"})
        await asyncio.gather(*(_until_in_a_room(page) for page in pages))
        full = resident(server.pid)
    note = f"{empty:.0f} MB before they came; protocol only, media run in Janus"
    return [Figure(f"server memory with {PEOPLE} people", "MB", (full,), 150, note)]


async def _join(
    stack: AsyncExitStack, client: httpx.AsyncClient, url: str, link: str, number: int
) -> ClientConnection:
    token = link.rpartition("/")[2]
    body = {"name": f"Person {number}", "seat": None}
    seat = (await client.post(f"/api/v1/links/{token}/seats", json=body)).json()["seat"]
    socket = url.replace("http", "ws", 1) + "api/v1/socket"
    page = await stack.enter_async_context(connect(socket, proxy=None, max_size=None))
    await page.send(json.dumps({"type": "hello", "seat": seat, "page": f"page {number}"}))
    return page


async def _until_in_a_room(page: ClientConnection) -> None:
    async for text in page:
        for change in json.loads(text).get("changes", ()):
            if change[:2] == ["put", "room"] and change[2]["kind"] == "breakout":
                return


async def _command(server: Server, meeting: str, command: dict[str, object]) -> None:
    await server.request("POST", f"api/v1/meetings/{meeting}/commands", {"command": command})
