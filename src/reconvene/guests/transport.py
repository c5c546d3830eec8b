"""One media connection with aiortc's ICE, DTLS and SRTP: packets as they are, nothing is decoded."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from aioice import Connection
from aiortc import RTCCertificate, RTCDtlsParameters, RTCDtlsTransport, RTCIceTransport
from aiortc.rtcconfiguration import RTCIceServer
from aiortc.rtcicetransport import (
    RTCIceCandidate,
    candidate_from_aioice,
    candidate_to_aioice,
    connection_kwargs,
)
from typing_extensions import override

from reconvene.guests import rtp
from reconvene.guests.sdp import Terms

_CERTIFICATE: Final = RTCCertificate.generateCertificate()
"""One for all guests of this process: making one for each is dear, and none of them has a secret."""

_SRTP: Final = range(128, 192)


class Listener(Protocol):
    """Who is told of what arrives."""

    def on_rtp(self, packet: bytes) -> None:
        """Take a packet of media, still encrypted behind its header; see `Transport.opened`."""
        ...

    def on_rtcp(self, compound: bytes) -> None:
        """Take what is said about media, decrypted."""
        ...

    def on_closed(self) -> None:
        """Know that the connection failed or was ended by the other side."""
        ...


class _Ice(Connection):
    """Passes media straight on; what is left to be received is the handshake."""

    on_media: Callable[[bytes], None] | None = None

    @override
    async def gather_candidates(self) -> None:
        await super().gather_candidates()
        for protocol in self._protocols:
            if isinstance(protocol.transport, asyncio.BaseTransport):
                protocol.transport.set_protocol(_Sorter(self, protocol))

    @override
    def data_received(self, data: bytes, component: int) -> None:
        if self.on_media is not None and data[0] in _SRTP:
            self.on_media(data)
        else:
            super().data_received(data, component)


class _Sorter(asyncio.DatagramProtocol):
    """Tells media from the rest by the first byte (RFC 7983) before anything looks for STUN in them.

    aioice takes whatever has a fitting length for STUN, and fails on media that do by chance.
    """

    def __init__(self, ice: _Ice, rest: asyncio.DatagramProtocol) -> None:
        self._ice, self._rest = ice, rest

    @override
    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        if data and data[0] in _SRTP:
            self._ice.data_received(data, 1)
        else:
            self._rest.datagram_received(data, addr)

    @override
    def error_received(self, exc: Exception) -> None:
        self._rest.error_received(exc)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._rest.connection_lost(exc)


class _Datagrams:
    """What DTLS asks of the ICE below it."""

    def __init__(self, ice: Connection) -> None:
        self._ice = ice
        self._recv: Callable[[], Awaitable[bytes]] = ice.recv
        self._send: Callable[[bytes], Awaitable[None]] = ice.send

    @property
    def role(self) -> str:
        return "controlling" if self._ice.ice_controlling else "controlled"


@dataclass(frozen=True, slots=True)
class Network:
    """How connections are made: with which TURN servers, and past which relay of a benchmark's own.

    ``shown`` changes what the other end is told of this one, ``towards`` where this one looks for the other.
    """

    relays: Sequence[RTCIceServer] = ()
    shown: Callable[[Terms], Terms] = lambda terms: terms
    towards: Callable[[Terms], Awaitable[Terms]] | None = None


DIRECT: Final = Network()


class Transport:
    """Made by the one who offers (``controlling``) or the one who answers; `gather`, then `connect`."""

    def __init__(self, listener: Listener, network: Network, *, controlling: bool) -> None:
        self._listener = listener
        self._network = network
        options: dict[str, Any] = connection_kwargs(list(network.relays))
        self._ice = _Ice(ice_controlling=controlling, use_ipv6=False, **options)
        datagrams = cast("RTCIceTransport", _Datagrams(self._ice))
        self._dtls = RTCDtlsTransport(datagrams, [_CERTIFICATE])
        # The media server begins the handshake: it knows best when it is ready, and repeats itself sooner.
        self._dtls._set_role("server")  # noqa: SLF001 - as aiortc itself does
        self._closing = False
        self._dtls.on("statechange", self._changed)

    async def gather(self) -> Terms:
        """Find out how this end can be reached."""
        await self._ice.gather_candidates()
        terms = Terms(
            ufrag=self._ice.local_username,
            password=self._ice.local_password,
            fingerprints=tuple(self._dtls.getLocalParameters().fingerprints),
            candidates=tuple(map(candidate_from_aioice, self._ice.local_candidates)),
        )
        return self._network.shown(terms)

    async def connect(self, remote: Terms) -> None:
        """Reach the other end and agree on keys; raises `ConnectionError` if that fails."""
        if self._network.towards is not None:
            remote = await self._network.towards(remote)
        self._ice.remote_username, self._ice.remote_password = remote.ufrag, remote.password
        self._ice.remote_is_lite = remote.lite
        for candidate in remote.candidates:
            await self._ice.add_remote_candidate(candidate_to_aioice(candidate))
        if remote.complete:
            await self._ice.add_remote_candidate(None)
        await self._ice.connect()
        await self._dtls.start(RTCDtlsParameters(list(remote.fingerprints)))
        if self._dtls.state != "connected":
            raise ConnectionError("the DTLS handshake failed")
        self._ice.on_media = self._received

    async def add(self, candidate: RTCIceCandidate | None) -> None:
        """Take one more way to the other end, or the word that there is none."""
        await self._ice.add_remote_candidate(None if candidate is None else candidate_to_aioice(candidate))

    async def send(self, packet: bytes) -> None:
        """Send an RTP or RTCP packet, encrypted; what cannot be sent any more is dropped."""
        if self._dtls.state == "connected":
            # ICE may have given up a moment before DTLS knows it; the listener is told then.
            with suppress(ConnectionError):
                await self._dtls._send_rtp(packet)  # noqa: SLF001 - aiortc sends whole tracks only

    def opened(self, packet: bytes) -> bytes:
        """Return a packet decrypted; raises `pylibsrtp.Error` for one that is not the other end's."""
        return self._dtls._rx_srtp.unprotect(packet)  # noqa: SLF001

    async def close(self) -> None:
        """End the connection; the listener is not told."""
        self._closing = True
        await self._dtls.stop()
        await self._ice.close()

    def _received(self, packet: bytes) -> None:
        if rtp.is_rtcp(packet):
            self._listener.on_rtcp(self._dtls._rx_srtp.unprotect_rtcp(packet))  # noqa: SLF001
        else:
            self._listener.on_rtp(packet)

    def _changed(self) -> None:
        if self._dtls.state in {"closed", "failed"} and not self._closing:
            self._listener.on_closed()
