"""A cable for media: a browser's packets go through it to Janus, and some or all of them can be lost."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self, cast

from playwright.async_api import Page
from typing_extensions import override

THROUGH_CABLE = """
async function throughCable(line) {
  const parts = line.split(' ');
  if (parts[2].toLowerCase() !== 'udp' || !parts[4].includes('.')) return null;
  parts[5] = String(await cablePort(parts[4], Number(parts[5])));
  return parts.join(' ');
}
const Direct = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Direct {
  addEventListener(kind, listener, ...rest) {
    if (kind !== 'icecandidate') super.addEventListener(kind, listener, ...rest);
  }
  async setRemoteDescription({ type, sdp }) {
    const known = (line) => line.startsWith('a=candidate:') ? throughCable(line) : line;
    const kept = (await Promise.all(sdp.split('\\r\\n').map(known))).filter((line) => line !== null);
    return super.setRemoteDescription({ type, sdp: kept.join('\\r\\n') });
  }
  async addIceCandidate(candidate) {
    if (!candidate?.candidate) return super.addIceCandidate(candidate);
    const line = await throughCable(candidate.candidate);
    if (line !== null) await super.addIceCandidate({ ...candidate, candidate: line });
  }
};
"""
"""Makes a page tell nobody where it is, and know Janus by the cable's ports alone."""

_RTP: Final = range(128, 192)
"""First bytes of RTP and RTCP."""
_RTCP: Final = range(192, 224)
"""Second bytes of RTCP."""


def ssrc_of(packet: bytes) -> int | None:
    """Return whose RTP packet this is, ``None`` for anything else."""
    if len(packet) < 12 or packet[0] not in _RTP or packet[1] in _RTCP:
        return None
    return int.from_bytes(packet[8:12], "big")


class MediaCable:
    """Passes UDP on between a page and Janus. While it is cut all is lost, both ways, without a word."""

    def __init__(self) -> None:
        self.is_cut = False
        self.lost: frozenset[int] = frozenset()
        """RTP of these synchronization sources is lost on its way to the page."""
        self._ways: dict[tuple[str, int], _NearEnd] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for way in self._ways.values():
            way.close()

    async def lay(self, page: Page) -> None:
        """Let a page that has not loaded yet reach Janus through this cable only."""
        await page.expose_function("cablePort", self._port)
        await page.add_init_script(THROUGH_CABLE)

    def passes_in(self, packet: bytes) -> bool:
        """Return whether a packet of Janus reaches the page."""
        return not self.is_cut and ssrc_of(packet) not in self.lost

    def passes_out(self, _packet: bytes) -> bool:
        """Return whether a packet of the page reaches Janus."""
        return not self.is_cut

    async def _port(self, address: str, port: int) -> int:
        way = self._ways.get((address, port))
        if way is None:
            way = self._ways[address, port] = _NearEnd(self, (address, port))
            await asyncio.get_running_loop().create_datagram_endpoint(lambda: way, local_addr=(address, 0))
        return way.port


class _End(asyncio.DatagramProtocol):
    def __init__(self, received: Callable[[bytes, tuple[Any, ...]], None]) -> None:
        self._received = received
        self._transport: asyncio.DatagramTransport | None = None

    @property
    def port(self) -> int:
        assert self._transport is not None
        port: int = self._transport.get_extra_info("sockname")[1]
        return port

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._received(data, addr)

    def send(self, data: bytes, to: tuple[Any, ...] | None = None) -> None:
        """Send; before the socket is open packets are lost, as on any network."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, to)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class _NearEnd(_End):
    """Where pages send to; each of their sockets has one of its own towards Janus."""

    def __init__(self, cable: MediaCable, far: tuple[str, int]) -> None:
        super().__init__(self._from_page)
        self._cable = cable
        self._far = far
        self._ends: dict[tuple[Any, ...], _End] = {}
        self._opening: set[asyncio.Task[Any]] = set()

    def _from_page(self, data: bytes, page: tuple[Any, ...]) -> None:
        if not self._cable.passes_out(data):
            return
        if page not in self._ends:
            end = self._ends[page] = _End(lambda answer, _: self._to_page(answer, page))
            loop = asyncio.get_running_loop()
            opening = loop.create_task(loop.create_datagram_endpoint(lambda: end, remote_addr=self._far))
            self._opening.add(opening)
            opening.add_done_callback(self._opening.discard)
        self._ends[page].send(data)

    def _to_page(self, data: bytes, page: tuple[Any, ...]) -> None:
        if self._cable.passes_in(data):
            self.send(data, page)

    @override
    def close(self) -> None:
        super().close()
        for end in self._ends.values():
            end.close()
