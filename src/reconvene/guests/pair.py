"""One attempt at media, as the page of a browser makes it: one connection up, one down."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from aiortc.rtcicetransport import RTCIceCandidate
from typing_extensions import override

from reconvene.guests import rtp, sdp
from reconvene.guests.rtp import Stream
from reconvene.guests.transport import Listener, Network, Transport
from reconvene.meeting.ids import Direction, Source

_SOURCES: Final[tuple[tuple[Source, str, int], ...]] = (
    ("microphone", "audio", sdp.OPUS),
    ("camera", "video", sdp.VP8),
    ("screen", "video", sdp.VP8),
    ("screen_sound", "audio", sdp.OPUS),
)

MIDS: Final = {source: str(number) for number, (source, _, _) in enumerate(_SOURCES)}
"""Which m-line of the offer is which source."""

Signal: TypeAlias = Callable[[dict[str, object]], None]
"""Sends one frame to the server."""


Tap: TypeAlias = Callable[[str, bytes], None]
"""Is given every packet that arrives, decrypted, with the m-line it came on."""


class PairEvents(Protocol):
    """Who is told how an attempt goes."""

    def on_keyframe_wanted(self) -> None:
        """Send a whole picture: somebody sees this camera anew."""
        ...

    def on_lost(self) -> None:
        """Make another attempt: this one's connections are gone."""
        ...


class Uplink(Listener):
    """The connection a guest sends with: four m-lines, negotiated once."""

    def __init__(self, events: PairEvents, network: Network) -> None:
        self._events = events
        self.transport = Transport(self, network, controlling=True)
        self.streams = {
            source: Stream(secrets.randbits(31) | 1, payload_type) for source, _, payload_type in _SOURCES
        }

    async def offer(self) -> str:
        """Return what this end offers."""
        terms = await self.transport.gather()
        return sdp.offer(terms, [(kind, self.streams[source].ssrc) for source, kind, _ in _SOURCES])

    async def send(self, source: Source, payloads: Sequence[bytes], timestamp: int, *, marker: bool) -> None:
        """Send one frame of a source."""
        for packet in self.streams[source].packets(payloads, timestamp, marker=marker):
            await self.transport.send(packet)

    @override
    def on_rtp(self, packet: bytes) -> None:
        """Ignore it: nothing is received here."""

    @override
    def on_rtcp(self, compound: bytes) -> None:
        if rtp.asks_for_keyframe(compound):
            self._events.on_keyframe_wanted()

    @override
    def on_closed(self) -> None:
        self._events.on_lost()


@dataclass(slots=True)
class Arrivals:
    """What came in on one m-line: how many packets, and ends of pictures among them."""

    kind: str
    packets: int = 0
    pictures: int = 0


@dataclass(slots=True)
class Downlink(Listener):
    """The connection a guest receives with: it counts what arrives and decodes nothing."""

    events: PairEvents
    network: Network
    tap: Tap | None = None
    arrivals: dict[str, Arrivals] = field(default_factory=dict)
    transport: Transport = field(init=False)
    _mids: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Make the connection that is to answer."""
        self.transport = Transport(self, self.network, controlling=False)

    async def answer(self, described: sdp.Described) -> str:
        """Return the answer to the server's offer."""
        self.arrivals = {line.mid: Arrivals(line.kind) for line in described.lines}
        self._mids = {ssrc: line.mid for line in described.lines for ssrc in line.ssrcs}
        return sdp.answer(await self.transport.gather(), described.lines)

    @override
    def on_rtp(self, packet: bytes) -> None:
        mid = self._mids.get(rtp.ssrc_of(packet))
        if mid is None:
            return
        arrived = self.arrivals[mid]
        arrived.packets += 1
        arrived.pictures += rtp.ends_frame(packet) and arrived.kind == "video"
        if self.tap is not None:
            self.tap(mid, self.transport.opened(packet))

    @override
    def on_rtcp(self, compound: bytes) -> None:
        """Ignore it: reports are of no use to who does not play anything."""

    @override
    def on_closed(self) -> None:
        self.events.on_lost()


class Pair:
    """From the offer to the close; ``attempt`` tells its frames from those of earlier ones."""

    def __init__(
        self, attempt: int, network: Network, signal: Signal, events: PairEvents, tap: Tap | None = None
    ) -> None:
        self.attempt = attempt
        self.up = Uplink(events, network)
        self.down = Downlink(events, network, tap)
        self._signal = signal

    async def publish(self) -> None:
        """Offer to send."""
        offer = await self.up.offer()
        self._signal({"type": "publish", "attempt": self.attempt, "sdp": offer, "mids": MIDS})

    async def published(self, answer: str) -> None:
        """Connect as the server answered; raises `ConnectionError` if that fails."""
        await self.up.transport.connect(sdp.parse(answer).terms)

    async def subscribe(self, offer: str) -> None:
        """Answer the server's offer and connect; raises `ConnectionError` if that fails."""
        described = sdp.parse(offer)
        answer = await self.down.answer(described)
        self._signal({"type": "subscribed", "attempt": self.attempt, "sdp": answer})
        await self.down.transport.connect(described.terms)

    async def add(self, direction: Direction, candidate: RTCIceCandidate | None) -> None:
        """Take a candidate of the server, or the end of them."""
        await (self.up if direction == "up" else self.down).transport.add(candidate)

    async def close(self) -> None:
        """End both connections."""
        await self.up.transport.close()
        await self.down.transport.close()
