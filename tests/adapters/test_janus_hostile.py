"""A media server that says what it should not: requests are answered all the same, the connection goes on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import ServerConnection, serve

from reconvene.adapters.clock import SystemClock
from reconvene.adapters.janus_socket import JanusSocket
from reconvene.janus import requests
from reconvene.janus.connection import Connection, Heard
from reconvene.live.ports import MediaError

GARBAGE: tuple[str | bytes, ...] = (
    "",
    "nothing",
    "[" * 50_000,
    "x" * 1_000_000,
    b"\x00\xff",
    '{"janus":"poem"}',
    '{"janus":"ack"}',
    '{"janus":"success","transaction":"t-999","data":{"id":1}}',
    '{"janus":"error","transaction":null,"error":{"code":1,"reason":"?"}}',
    '{"janus":"trickle","session_id":1,"sender":7,"candidate":{"candidate":"\\ud800"}}',
    '{"janus":"event","sender":7,"plugindata":{"plugin":"janus.plugin.videoroom","data":{"videoroom":1}}}',
)
"""Said before every answer; the answers are said twice."""


@asynccontextmanager
async def hostile_janus(heard: list[Heard], *, hangs_up: bool = False) -> AsyncIterator[JanusSocket]:
    """Yield a connection to something that speaks like Janus, among other things."""

    async def speak(websocket: ServerConnection) -> None:
        async for text in websocket:
            asked = json.loads(text)
            for said in GARBAGE:
                await websocket.send(said)
            if hangs_up:
                return
            answer = {"janus": "success", "transaction": asked["transaction"], "data": {"id": 5}}
            for _ in range(2):
                await websocket.send(json.dumps(answer))

    async with serve(speak, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        socket = await JanusSocket.open(
            f"ws://127.0.0.1:{port}", Connection("t", None), SystemClock(), heard.append
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(socket.run())
            yield socket
            socket.drop("the test is over")


async def test_requests_are_answered_whatever_else_is_said() -> None:
    """RT1: malformed, unknown, huge, unasked and repeated messages are passed over."""
    heard: list[Heard] = []
    async with hostile_janus(heard) as socket, asyncio.timeout(30):
        for _ in range(3):
            reply = await socket.submit(requests.attach())
            assert getattr(reply, "id", None) == 5
    assert heard == []


async def test_a_request_that_gets_nothing_but_noise_fails_and_is_told() -> None:
    """RT1: nobody waits for ever."""
    async with hostile_janus([], hangs_up=True) as socket, asyncio.timeout(30):
        with pytest.raises(MediaError) as failed:
            await socket.submit(requests.attach())
        assert failed.value.code == "MEDIA_UNAVAILABLE"
