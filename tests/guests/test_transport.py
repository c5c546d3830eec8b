"""Two ends of a guest's connection, over real sockets."""

import asyncio

from reconvene.guests import rtp
from reconvene.guests.transport import DIRECT, Transport


class Ear:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()

    def on_rtp(self, packet: bytes) -> None:
        """Keep it."""
        self.heard.put_nowait(packet)

    def on_rtcp(self, compound: bytes) -> None:
        """Ignore it."""

    def on_closed(self) -> None:
        """Ignore it: the other end may be the first to go."""


def mistakable(number: int) -> bytes:
    """Return an RTP packet that, encrypted, is a STUN message with an attribute that ends too early.

    STUN's length stands where RTP has its number, and counts what follows its 20 bytes of header. The
    attribute (a priority of no bytes) is in the header's extension, which is not encrypted.
    """
    header = bytes([0x90, 111]) + number.to_bytes(2, "big") + (1).to_bytes(4, "big") + (7).to_bytes(4, "big")
    header += bytes.fromhex("bede 0002 00000000 00240000")
    tag = 16  # of AES-GCM, which both ends prefer
    return header + bytes(number + 20 - len(header) - tag)


async def test_media_that_look_like_stun_are_heard() -> None:
    ear = Ear()
    here, there = Transport(Ear(), DIRECT, controlling=True), Transport(ear, DIRECT, controlling=False)
    there._dtls._set_role("client")  # noqa: SLF001 - as Janus does
    offer, answer = await asyncio.gather(here.gather(), there.gather())
    await asyncio.gather(here.connect(answer), there.connect(offer))
    for number in range(40, 140):
        await here.send(mistakable(number))
    async with asyncio.timeout(10):
        packets = [await ear.heard.get() for _ in range(100)]
    lengths = {len(packet) - 20 - int.from_bytes(packet[2:4], "big") for packet in packets}
    assert lengths == {0}, "they have the lengths of STUN messages"
    assert all(rtp.ssrc_of(there.opened(packet)) == 7 for packet in packets)
    await asyncio.gather(here.close(), there.close())
