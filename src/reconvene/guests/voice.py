"""Voices: murmuring that sounds like talk from the next table, encoded once as Opus."""

import math
import random
import struct
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

import av
from av.audio.codeccontext import AudioCodecContext

FRAME: Final = 0.02
"""Seconds of sound in one payload."""

_RATE: Final = 16_000
_SAMPLES: Final = int(_RATE * FRAME)
_SYLLABLES: Final = 24
_BIT_RATE: Final = 24_000
_VOICES: Final = 8
_LOUDNESS: Final = 9_000
_VOWELS: Final = ((730, 1090), (530, 1840), (390, 1990), (570, 840), (440, 1020), (300, 870), (640, 1190))
"""First and second formant in hertz (Peterson and Barney, 1952)."""


@lru_cache
def voice(number: int) -> tuple[bytes, ...]:
    """Return one of a few voices as Opus payloads of 20 ms; played in a circle it goes on for ever."""
    if number >= _VOICES:
        return voice(number % _VOICES)
    return tuple(_encode(_murmur(number)))


def _murmur(number: int) -> list[float]:
    """Return syllables of one speaker: a buzz of the vocal cords through two formants, rising and falling."""
    chance = random.Random(number)  # noqa: S311 - a sound, no secret
    pitch = 95 * 2 ** (number / 5)
    samples: list[float] = []
    for _ in range(_SYLLABLES):
        length = chance.uniform(0.14, 0.3)
        formants = chance.choice(_VOWELS)
        samples += _syllable(pitch * chance.uniform(0.9, 1.15), length, formants)
        samples += [0.0] * int(_RATE * chance.choice((0.02, 0.03, 0.05, 0.25)))
    samples += [0.0] * (-len(samples) % _SAMPLES)
    loudest = max(map(abs, samples))
    return [_LOUDNESS * sample / loudest for sample in samples]


def _syllable(pitch: float, length: float, formants: tuple[int, int]) -> list[float]:
    count = int(_RATE * length)
    buzz: list[float] = []
    phase = 0.0
    for number in range(count):
        phase += pitch * (1.05 - 0.1 * number / count) / _RATE
        swell = math.sin(math.pi * number / count) ** 0.6
        buzz.append(swell * (1 - 2 * (phase % 1.0)))
    first = _resonate(buzz, formants[0], 90)
    second = _resonate(buzz, formants[1], 120)
    return [a + 0.5 * b for a, b in zip(first, second, strict=True)]


def _resonate(samples: list[float], hertz: int, width: int) -> list[float]:
    """Return the sound through one resonance (two poles, gain 1 at the peak)."""
    radius = math.exp(-math.pi * width / _RATE)
    turn = 2 * radius * math.cos(2 * math.pi * hertz / _RATE)
    gain = (1 - radius) * 2
    before = last = 0.0
    out = []
    for sample in samples:
        before, last = last, gain * sample + turn * last - radius * radius * before
        out.append(last)
    return out


def _encode(samples: list[float]) -> Iterator[bytes]:
    codec = av.CodecContext.create("libopus", "w")
    assert isinstance(codec, AudioCodecContext)  # noqa: S101 - what libopus is
    codec.bit_rate, codec.sample_rate = _BIT_RATE, _RATE
    codec.format, codec.layout = "s16", "mono"
    codec.time_base = Fraction(1, _RATE)
    codec.options = {"application": "voip", "frame_duration": "20"}
    for start in range(0, len(samples), _SAMPLES):
        frame = av.AudioFrame(format="s16", layout="mono", samples=_SAMPLES)
        frame.planes[0].update(
            struct.pack(f"<{_SAMPLES}h", *(round(one) for one in samples[start : start + _SAMPLES]))
        )
        frame.sample_rate, frame.pts, frame.time_base = _RATE, start, Fraction(1, _RATE)
        yield from map(bytes, codec.encode(frame))
    yield from map(bytes, codec.encode(None))
