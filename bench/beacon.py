"""What measured people send and how arrivals are told apart: every packet carries its sender's number.

Janus looks into no sound, and of pictures at the first bytes only: what stands behind them may be anything.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from reconvene.guests.pair import Uplink
from reconvene.guests.rtp import AUDIO_CLOCK, VIDEO_CLOCK

SOUND_EVERY = 0.02
PICTURE_EVERY = 1 / 30
_DELTA = b"\x10\x01\x00\x00"
# RFC 6386: a keyframe's tag (bit 0 is 0), the start code, 320 by 180.
_KEY = b"\x10" + b"\x10\x02\x00\x9d\x01\x2a" + (320).to_bytes(2, "little") + (180).to_bytes(2, "little")
_MARK = b"beacon"
_HEADER = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """Whose packet it is, and whether a picture can be shown from it on."""

    sender: int
    whole: bool


def sign(packet: bytes) -> Sign | None:
    """Return what a decrypted packet tells; packets of nobody's have none."""
    place = packet.find(_MARK)
    if place < 0:
        return None
    sender = int.from_bytes(packet[place + len(_MARK) : place + len(_MARK) + 4], "big")
    return Sign(sender, packet[_HEADER : _HEADER + len(_KEY)] == _KEY)


class Beacon:
    """Sends sound and, if wanted, pictures for ever; a whole one follows within 33 ms of being asked for."""

    def __init__(self, number: int, *, pictures: bool, sound_every: float = SOUND_EVERY) -> None:
        self.uplink: Uplink | None = None
        self._mark = _MARK + number.to_bytes(4, "big")
        self._pictures = pictures
        self._sound_every = sound_every
        self._whole = True

    def want_keyframe(self) -> None:
        """Send a whole picture next."""
        self._whole = True

    async def run(self) -> None:
        """Send on time, for ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._at(self._sound_every, self._sound))
            if self._pictures:
                group.create_task(self._at(PICTURE_EVERY, self._picture))

    async def _at(self, step: float, send: Callable[[Uplink, float], Awaitable[None]]) -> None:
        clock = asyncio.get_running_loop().time
        # People do not send in step.
        due = clock() + (hash(self._mark) % 1000) / 1000 * step
        while True:
            await asyncio.sleep(due - clock())
            if self.uplink is not None:
                await send(self.uplink, due)
            due += step

    async def _sound(self, uplink: Uplink, now: float) -> None:
        payload = b"\xf8" + self._mark + bytes(40)
        await uplink.send("microphone", (payload,), round(now * AUDIO_CLOCK), marker=False)

    async def _picture(self, uplink: Uplink, now: float) -> None:
        whole, self._whole = self._whole, False
        payload = (_KEY if whole else _DELTA) + self._mark + bytes(900 if whole else 250)
        await uplink.send("camera", (payload,), round(now * VIDEO_CLOCK), marker=True)
