"""Connections on which nothing is read: they are cut, the others go on."""

import asyncio
import socket
from typing import Any

import pytest
from typing_extensions import override
from uvicorn.config import Config
from uvicorn.server import ServerState

from reconvene.web import page_connection
from reconvene.web.page_connection import TOO_SLOW
from reconvene.web.websockets import STUCK, WebSocketProtocol
from tests.support.crowd import Entrance, gone
from tests.support.virtual_time import run
from tests.web.conftest import Site


class Wire(asyncio.Transport):
    """A transport that notes when it is cut."""

    def __init__(self) -> None:
        super().__init__()
        self.cut_at: float | None = None

    @override
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    @override
    def close(self) -> None:
        pass

    @override
    def abort(self) -> None:
        self.cut_at = asyncio.get_running_loop().time()


def connected() -> tuple[WebSocketProtocol, Wire]:
    """Return the server's side of a connection that has just come in."""
    config = Config(app="reconvene", log_config=None, interface="asgi3")
    config.loaded, config.loaded_app = True, None
    protocol, wire = WebSocketProtocol(config, ServerState(), {}), Wire()
    protocol.connection_made(wire)
    return protocol, wire


def test_a_connection_is_cut_when_its_page_takes_nothing_for_long() -> None:
    """RT1: what waits for a page that sleeps is kept for a while, and not for ever."""

    async def scenario() -> None:
        protocol, wire = connected()
        began = asyncio.get_running_loop().time()
        protocol.pause_writing()
        await asyncio.sleep(STUCK - 0.1)
        assert wire.cut_at is None
        await asyncio.sleep(0.2)
        assert wire.cut_at == began + STUCK

    run(scenario())


def test_a_page_that_reads_on_keeps_its_connection() -> None:
    async def scenario() -> None:
        protocol, wire = connected()
        for _ in range(3):
            protocol.pause_writing()
            await asyncio.sleep(STUCK - 0.1)
            protocol.resume_writing()
        await asyncio.sleep(2 * STUCK)
        assert wire.cut_at is None

    run(scenario())


def test_nothing_is_cut_that_is_gone_already() -> None:
    async def scenario() -> None:
        protocol, wire = connected()
        protocol.pause_writing()
        protocol.connection_lost(None)
        await asyncio.sleep(2 * STUCK)
        assert wire.cut_at is None

    run(scenario())


async def test_a_page_that_reads_on_in_time_is_told_that_it_was_too_slow_and_resumes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RT1: with 4008, after what the system had taken already; nothing it missed is lost."""
    monkeypatch.setattr(page_connection, "MOST_BYTES", 100_000)
    site.listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
    entrance = Entrance(f"http://127.0.0.1:{site.port}/", site.http)
    _, _, link = await site.meeting()
    slow = await entrance.enter(link, "Slow", buffer=4_096, compressed=False)
    slow.fall_asleep()
    speakers = [await entrance.enter(link, f"Speaker {turn}") for turn in range(8)]
    for turn in range(80):
        line: dict[str, object] = {"type": "say", "conversation": "room:main"}
        line["text"] = f"{turn} {'x' * 3_900}"
        assert (await speakers[turn % 8].ask(line))["refusal"] is None
    slow.wake_up()
    async with asyncio.timeout(10):
        await slow.gone
    assert slow.closed == (TOO_SLOW, "too slow: come back and resume")
    assert speakers[0].seq - slow.seq > 10
    monkeypatch.undo()
    again = slow.again()
    again.expect("79 xxx")
    await again.connect(entrance.socket)
    await again.arrived
    await gone([again, *speakers])
