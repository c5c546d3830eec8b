"""What a guest's microphone and camera send, played from what was encoded once."""

import asyncio
import random
from typing import Final

from reconvene.guests import portrait, voice
from reconvene.guests.pair import Uplink
from reconvene.guests.portrait import Film
from reconvene.guests.rtp import AUDIO_CLOCK, VIDEO_CLOCK

_SOUND_STEP: Final = round(AUDIO_CLOCK * voice.FRAME)
_BREATH: Final = 0.1
"""Seconds between whole pictures, however many people ask."""
_LATE: Final = 0.5
"""Seconds behind from which on what was missed is left out."""


class Player:
    """Sends to whatever connection there is at the moment; `run` is its task.

    ``talking`` sends the voice (silence is not sent), ``filming`` the picture.
    """

    def __init__(self, words: tuple[bytes, ...], film: Film) -> None:
        self.uplink: Uplink | None = None
        self._words, self._film = words, film
        self._sounds = random.getrandbits(31)
        self._word = 0
        self._second, self._picture = 0, 0
        self._whole_at = 0.0
        self._keyframe_due = False
        self._filming = False
        self._talk = asyncio.Event()
        self._wake = asyncio.Event()

    @property
    def talking(self) -> bool:
        """Whether the voice is sent."""
        return self._talk.is_set()

    def set(self, *, talking: bool, filming: bool) -> None:
        """Say what is to be sent from now on."""
        self._filming = filming and bool(self._film)
        self._wake.set()
        if talking:
            self._talk.set()
        else:
            self._talk.clear()

    def want_keyframe(self) -> None:
        """Send a whole picture at once: the second that is on the screen begins again."""
        self._keyframe_due = True
        self._wake.set()

    async def run(self) -> None:
        """Send on time, for ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._speak())
            group.create_task(self._film_on())

    async def _speak(self) -> None:
        clock = asyncio.get_running_loop().time
        due = clock()
        while True:
            first = not self._talk.is_set()
            await self._talk.wait()
            now = clock()
            if first or now - due > _LATE:
                self._sounds += round((now - due) * AUDIO_CLOCK)
                due = now
            await self._say_next(first=first)
            due += voice.FRAME
            await asyncio.sleep(due - clock())

    async def _say_next(self, *, first: bool) -> None:
        if self.uplink is not None:
            await self.uplink.send("microphone", (self._words[self._word],), self._sounds, marker=first)
        self._word = (self._word + 1) % len(self._words)
        self._sounds += _SOUND_STEP

    async def _film_on(self) -> None:
        clock = asyncio.get_running_loop().time
        due = clock()
        while True:
            self._wake.clear()
            now = clock()
            whole = self._keyframe_due and now - self._whole_at >= _BREATH
            if self._filming and (whole or now >= due):
                if now - due > _LATE:
                    due = now
                await self._show_next(now, whole=whole)
                due += 1 / portrait.RATE
            await self._until(due if self._filming else now + 1)

    async def _until(self, due: float) -> None:
        try:
            async with asyncio.timeout_at(due):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _show_next(self, now: float, *, whole: bool) -> None:
        if whole:
            self._picture = 0
        if self._picture == 0:
            self._whole_at, self._keyframe_due = now, False
        payloads = self._film[self._second][self._picture]
        if self.uplink is not None:
            await self.uplink.send("camera", payloads, round(now * VIDEO_CLOCK), marker=True)
        self._picture += 1
        if self._picture == len(self._film[self._second]):
            self._second, self._picture = (self._second + 1) % len(self._film), 0
