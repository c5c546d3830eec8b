"""Real WebRTC peers in Python: a page's two connections, without a browser."""

import asyncio
import fractions
import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpSender,
    RTCSessionDescription,
)
from av import AudioFrame, VideoFrame
from typing_extensions import override

from reconvene.live.ports import MediaServer
from reconvene.media.feeds import Slot
from reconvene.meeting.ids import MeetingId, PersonId, Source

PATIENCE = 25.0
"""Seconds after which a condition that has not come true fails the test."""


MIDS: Final[Mapping[Source, str]] = MappingProxyType(
    {"microphone": "0", "camera": "1", "screen": "2", "screen_sound": "3"}
)
"""Which m-line of a page's offer is which source."""

SOUND_RATE = 48_000
SOUND_STEP = 0.02
SOUND_SAMPLES = int(SOUND_RATE * SOUND_STEP)
QUIET = 500

PICTURES = 12
"""A second, of every camera: few, since encoding them in Python is what costs time here."""


async def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something has come true."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110  (what is waited for happens in other processes)
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"still not: {what}") from None


class Colour(MediaStreamTrack):
    """A camera that shows one brightness only, by which its picture is known again."""

    kind = "video"

    def __init__(self, luma: int) -> None:
        super().__init__()
        self._luma = luma
        self._number = 0

    @override
    async def recv(self) -> VideoFrame:
        """Make the next picture."""
        await asyncio.sleep(1 / PICTURES)
        frame = VideoFrame(width=64, height=48, format="yuv420p")
        for plane, value in zip(frame.planes, (self._luma, 128, 128), strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts, frame.time_base = self._number, fractions.Fraction(1, PICTURES)
        self._number += 1
        return frame


class Tone(MediaStreamTrack):
    """A sound of one pitch, by which it is known again."""

    kind = "audio"

    def __init__(self, hertz: int) -> None:
        super().__init__()
        self._hertz = hertz
        self._number = 0

    @override
    async def recv(self) -> AudioFrame:
        """Make the next 20 ms."""
        await asyncio.sleep(SOUND_STEP)
        frame = AudioFrame(format="s16", layout="mono", samples=SOUND_SAMPLES)
        first = self._number * SOUND_SAMPLES
        samples = (
            round(8_000 * math.sin(2 * math.pi * self._hertz * (first + n) / SOUND_RATE))
            for n in range(SOUND_SAMPLES)
        )
        frame.planes[0].update(b"".join(struct.pack("<h", sample) for sample in samples))
        frame.sample_rate, frame.pts = SOUND_RATE, first
        frame.time_base = fractions.Fraction(1, SOUND_RATE)
        self._number += 1
        return frame


def pitch(frame: AudioFrame) -> float | None:
    """Return the pitch of a sound in hertz, or ``None`` for silence; counted from where it crosses zero."""
    data = bytes(frame.planes[0])[: 2 * frame.samples * len(frame.layout.channels)]
    left: list[int] = [row[0] for row in struct.iter_unpack("<" + "h" * len(frame.layout.channels), data)]
    if max(map(abs, left), default=0) < QUIET:
        return None
    crossings: int = sum((a < 0) != (b < 0) for a, b in pairwise(left))
    return crossings * SOUND_RATE / len(left) / 2


@dataclass(slots=True)
class Seen:
    """What comes out of one slot."""

    luma: list[int] = field(default_factory=list)
    pitches: list[float | None] = field(default_factory=list)


class Page:
    """One person's page: sends a camera and the sounds it is given (aiortc sends one picture only)."""

    def __init__(self, person: str, luma: int) -> None:
        self.person = PersonId(person)
        self.luma = luma
        self.up = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.down = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.slots: tuple[Slot, ...] = ()
        self.seen: dict[str, Seen] = {}
        self.offers = 0
        self._watching: list[asyncio.Task[None]] = []

    async def publish(self, media: MediaServer, meeting: MeetingId, page: str = "page") -> None:
        """Set up the sending connection."""
        self.microphone = self.up.addTransceiver("audio", direction="sendonly")
        camera = self.up.addTransceiver(Colour(self.luma), direction="sendonly")
        screen = self.up.addTransceiver("video", direction="sendonly")
        self.screen_sound = self.up.addTransceiver("audio", direction="sendonly")
        vp8 = [
            codec for codec in RTCRtpSender.getCapabilities("video").codecs if codec.mimeType == "video/VP8"
        ]
        for transceiver in (camera, screen):
            transceiver.setCodecPreferences(vp8)
        await self.up.setLocalDescription(await self.up.createOffer())
        answer = await media.publish(meeting, self.person, page, self.up.localDescription.sdp, MIDS)
        await self.up.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def subscribe(self, media: MediaServer, meeting: MeetingId) -> None:
        """Set up the receiving connection."""
        offer = await media.subscribe(meeting, self.person)
        self.slots, self.offers = offer.slots, self.offers + 1
        await self.down.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        await self.down.setLocalDescription(await self.down.createAnswer())
        for transceiver in self.down.getTransceivers():
            self._watch(transceiver.mid or "", transceiver.receiver)
        await media.start(meeting, self.person, self.down.localDescription.sdp)

    def _watch(self, mid: str, receiver: RTCRtpReceiver) -> None:
        self.seen[mid] = Seen()
        sense = self._look if receiver.track.kind == "video" else self._listen
        self._watching.append(asyncio.get_running_loop().create_task(sense(mid, receiver.track)))

    async def _look(self, mid: str, track: MediaStreamTrack) -> None:
        while True:
            frame = await track.recv()
            assert isinstance(frame, VideoFrame)
            luma = bytes(frame.planes[0])[0]
            self.seen[mid].luma.append(luma)
            self.saw(luma)

    def saw(self, luma: int) -> None:
        """Take note of a picture that has come."""

    async def _listen(self, mid: str, track: MediaStreamTrack) -> None:
        while True:
            frame = await track.recv()
            assert isinstance(frame, AudioFrame)
            self.seen[mid].pitches.append(pitch(frame))

    def hears(self, mid: str, hertz: int) -> bool:
        """Tell whether the last sounds in a slot are of this pitch."""
        last = self.seen[mid].pitches[-5:]
        return len(last) == 5 and all(heard is not None and abs(heard - hertz) < 60 for heard in last)

    def sees(self, mid: str, luma: int) -> bool:
        """Tell whether the last picture in a slot is the one of this brightness."""
        pictures = self.seen[mid].luma
        return bool(pictures) and abs(pictures[-1] - luma) < 8

    async def close(self) -> None:
        """Vanish, as a closed page does."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        await self.up.close()
        await self.down.close()
