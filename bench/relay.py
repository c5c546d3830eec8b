"""A relay that delays: UDP for media, TCP for WebSockets (the kernel's own way is not on every machine).

Both directions wait for half of the added round trip each. Order is kept; nothing is lost.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, cast

from aiortc.rtcicetransport import RTCIceCandidate
from typing_extensions import override

from reconvene.guests.sdp import Terms
from reconvene.guests.transport import DIRECT, Network

_CHUNK = 65_536


class _Out(asyncio.DatagramProtocol):
    """The socket towards the media server, on behalf of one client."""

    def __init__(self, back: Callable[[bytes], object]) -> None:
        self._back = back
        self._early: list[bytes] = []
        self.transport: asyncio.DatagramTransport | None = None

    def send(self, data: bytes) -> None:
        """Send, or keep until the socket is open."""
        if self.transport is None:
            self._early.append(data)
        elif not self.transport.is_closing():
            self.transport.sendto(data)

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)
        for data in self._early:
            self.transport.sendto(data)

    @override
    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._back(data)


class _In(asyncio.DatagramProtocol):
    """The socket a client sends to; each client has a socket of its own towards the server."""

    def __init__(self, target: tuple[str, int], delay: float) -> None:
        self._target, self._delay = target, delay
        self._loop = asyncio.get_running_loop()
        self._outs: dict[tuple[Any, ...], _Out] = {}
        self._opening: set[asyncio.Task[None]] = set()
        self._transport: asyncio.DatagramTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._loop.call_later(self._delay, self._forward, data, addr)

    def _forward(self, data: bytes, client: tuple[Any, ...]) -> None:
        out = self._outs.get(client)
        if out is None:
            out = self._outs[client] = _Out(
                lambda answer: self._loop.call_later(self._delay, self._answer, answer, client)
            )
            task = self._loop.create_task(self._open(out))  # tests and benches end with their loop
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)
        out.send(data)

    async def _open(self, out: _Out) -> None:
        await self._loop.create_datagram_endpoint(lambda: out, remote_addr=self._target)

    def _answer(self, data: bytes, client: tuple[Any, ...]) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, client)

    def close(self) -> None:
        """Close all sockets."""
        for one in (self._transport, *(out.transport for out in self._outs.values())):
            if one is not None:
                one.close()


class Relay:
    """Delays all by ``round_trip`` seconds there and back: `network` is for media, `tcp` for sockets."""

    def __init__(self, round_trip: float) -> None:
        self._delay = round_trip / 2
        self._ins: list[_In] = []

    @property
    def network(self) -> Network:
        """How guests reach the media server: past this relay only."""
        if not self._delay:
            return DIRECT
        return Network(shown=lambda terms: replace(terms, candidates=()), towards=self._towards)

    async def _towards(self, remote: Terms) -> Terms:
        found = next(one for one in remote.candidates if one.type == "host" and "." in one.ip)
        return replace(remote, candidates=(await self._past(found),), complete=True)

    async def _past(self, candidate: RTCIceCandidate) -> RTCIceCandidate:
        """Return the address of a socket of ours in place of the server's."""
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.create_datagram_endpoint(
            lambda: _In((candidate.ip, candidate.port), self._delay), local_addr=(candidate.ip, 0)
        )
        self._ins.append(protocol)
        return replace(candidate, port=transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        """Close all UDP sockets."""
        while self._ins:
            self._ins.pop().close()

    @asynccontextmanager
    async def tcp(self, host: str, port: int) -> AsyncIterator[int]:
        """Open a port that leads to another one, later."""

        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            far_reader, far_writer = await asyncio.open_connection(host, port)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass(reader, far_writer))
                group.create_task(self._pass(far_reader, writer))

        server = await asyncio.start_server(meet, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()

        def write(data: bytes) -> None:
            if not writer.is_closing():
                writer.write(data)

        try:
            while data := await reader.read(_CHUNK):
                loop.call_later(self._delay, write, data)
        except ConnectionError:
            pass
        loop.call_later(self._delay, writer.close)
