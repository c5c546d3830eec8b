"""What a person of the tests sounds and looks like: files for Chromium's fake microphone and camera."""

import math
import struct
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SAMPLE_RATE = 48_000
SHARED_TAB = "To be shared"
"""The title of the tab that a browser takes when it is asked for a screen."""
WIDTH, HEIGHT, FRAMES_PER_SECOND = 320, 240, 5


@dataclass(frozen=True, slots=True)
class Look:
    """One person's sound and picture, told apart from everybody else's."""

    tone: int
    """Hertz; neither it nor its first harmonics come near another person's tone."""
    colour: str
    rgb: tuple[int, int, int]


LOOKS = (
    Look(410, "red", (200, 40, 40)),
    Look(570, "green", (40, 160, 40)),
    Look(730, "blue", (40, 60, 200)),
    Look(930, "yellow", (210, 200, 40)),
    Look(1310, "magenta", (200, 40, 200)),
    Look(1790, "cyan", (40, 200, 210)),
)


def write_tone(path: Path, hertz: int) -> Path:
    """Write one second of a tone that swells four times, as speech does; players repeat it without a seam.

    A steady tone would pass for noise, and browsers take noise out of what a microphone hears.
    """
    samples = (
        0.5 * (0.6 - 0.4 * math.cos(2 * math.pi * 4 * t)) * math.sin(2 * math.pi * hertz * t)
        for t in (n / SAMPLE_RATE for n in range(SAMPLE_RATE))
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(b"".join(struct.pack("<h", round(32_767 * sample)) for sample in samples))
    return path


def yuv(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return brightness, blueness and redness of a colour (BT.601, studio range)."""
    red, green, blue = (part / 255 for part in rgb)
    return (
        round(16 + 65.481 * red + 128.553 * green + 24.966 * blue),
        round(128 - 37.797 * red - 74.203 * green + 112.0 * blue),
        round(128 + 112.0 * red - 93.786 * green - 18.214 * blue),
    )


def write_video(path: Path, size: tuple[int, int], planes: bytes, frames_per_second: int) -> Path:
    """Write a second of one picture, given as its three planes (4:2:0), as uncompressed video (YUV4MPEG2)."""
    width, height = size
    header = f"YUV4MPEG2 W{width} H{height} F{frames_per_second}:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(header + (b"FRAME\n" + planes) * frames_per_second)
    return path


def write_colour(path: Path, rgb: tuple[int, int, int], frames_per_second: int = FRAMES_PER_SECOND) -> Path:
    """Write a second of a plain picture."""
    luma, blueness, redness = (bytes([part]) for part in yuv(rgb))
    quarter = WIDTH * HEIGHT // 4
    planes = luma * (WIDTH * HEIGHT) + blueness * quarter + redness * quarter
    return write_video(path, (WIDTH, HEIGHT), planes, frames_per_second)


def _written_once(path: Path, write: Callable[[Path], Path]) -> Path:
    return path if path.exists() else write(path)


def chromium_arguments(look: Look, folder: Path, frames_per_second: int = FRAMES_PER_SECOND) -> list[str]:
    """Return the flags that give a Chromium this look's fake microphone and camera and keep it to itself."""
    tone = _written_once(folder / f"{look.tone}.wav", lambda path: write_tone(path, look.tone))
    colour = _written_once(
        folder / f"{look.colour}.y4m", lambda path: write_colour(path, look.rgb, frames_per_second)
    )
    return [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-gpu",
        "--allow-loopback-in-peer-connection",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--auto-select-tab-capture-source-by-title={SHARED_TAB}",
        f"--use-file-for-fake-audio-capture={tone}",
        f"--use-file-for-fake-video-capture={colour}",
    ]
