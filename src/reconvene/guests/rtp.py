"""RTP and RTCP as far as somebody needs them who sends what is encoded already and decodes nothing."""

import struct
from collections.abc import Iterator, Sequence
from typing import Final

AUDIO_CLOCK: Final = 48_000
VIDEO_CLOCK: Final = 90_000

_HEADER: Final = struct.Struct("!BBHII")
_VERSION: Final = 0x80
_MARKER: Final = 0x80
_LARGEST: Final = 1_150
"""Bytes of a picture that go into one packet."""

_FEEDBACK: Final = 206
_PLI: Final = 1
_FIR: Final = 4
_FIRST_RTCP: Final = 192
_LAST_RTCP: Final = 223


class Stream:
    """Numbers and stamps the packets of one stream."""

    def __init__(self, ssrc: int, payload_type: int) -> None:
        self.ssrc = ssrc
        self._payload_type = payload_type
        self._next = ssrc & 0x7FFF

    def packets(self, payloads: Sequence[bytes], timestamp: int, *, marker: bool) -> Iterator[bytes]:
        """Yield the packets of one frame; ``marker`` sets the last one's bit."""
        last = len(payloads) - 1
        for number, payload in enumerate(payloads):
            flag = _MARKER if marker and number == last else 0
            yield (
                _HEADER.pack(
                    _VERSION, self._payload_type | flag, self._next, timestamp & 0xFFFFFFFF, self.ssrc
                )
                + payload
            )
            self._next = (self._next + 1) & 0xFFFF


def vp8_payloads(frame: bytes) -> tuple[bytes, ...]:
    """Cut an encoded picture into payloads, each behind the shortest VP8 descriptor (RFC 7741)."""
    return tuple(
        (b"\x00" if start else b"\x10") + frame[start : start + _LARGEST]
        for start in range(0, len(frame), _LARGEST)
    )


def is_rtcp(packet: bytes) -> bool:
    """Tell RTCP from RTP on one port (RFC 5761)."""
    return len(packet) > 1 and _FIRST_RTCP <= packet[1] <= _LAST_RTCP


def ssrc_of(packet: bytes) -> int:
    """Return whose packet this is; headers are not encrypted."""
    return int.from_bytes(packet[8:12], "big")


def ends_frame(packet: bytes) -> bool:
    """Return whether a picture is complete with this packet."""
    return packet[1] & _MARKER != 0


def asks_for_keyframe(compound: bytes) -> bool:
    """Return whether a compound RTCP packet holds a picture loss indication or a full intra request."""
    start = 0
    while start + 4 <= len(compound):
        first, kind, words = struct.unpack_from("!BBH", compound, start)
        if kind == _FEEDBACK and first & 0x1F in {_PLI, _FIR}:
            return True
        start += 4 * (words + 1)
    return False
