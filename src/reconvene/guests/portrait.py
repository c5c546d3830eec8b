"""Pictures: a person drawn in a few shapes, with name and running seconds, encoded once as VP8."""

import colorsys
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from PIL import Image, ImageDraw, ImageFont

from reconvene.guests.rtp import vp8_payloads

RATE: Final = 12
"""Pictures a second."""

SECONDS: Final = 10
"""After so many seconds a film begins anew."""

_GOLDEN: Final = 0.618
_FINE: Final = 2
_Colour: TypeAlias = tuple[int, int, int]

Picture: TypeAlias = tuple[bytes, ...]
"""The RTP payloads of one encoded picture."""

Film: TypeAlias = tuple[tuple[Picture, ...], ...]
"""Seconds of pictures; the first of every second needs none before it."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in dots, and the bits a second that suit them."""

    width: int
    height: int
    bit_rate: int


LARGE: Final = Size(640, 360, 350_000)
SMALL: Final = Size(320, 180, 90_000)


def film(name: str, number: int, size: Size) -> Film:
    """Draw and encode somebody's film; it takes about half a second of one core when large."""
    codec = _codec(size)
    pictures = [
        vp8_payloads(_encode(codec, image, index)) for index, image in enumerate(_draw(name, number, size))
    ]
    return tuple(tuple(pictures[start : start + RATE]) for start in range(0, len(pictures), RATE))


def _codec(size: Size) -> VideoCodecContext:
    codec = av.CodecContext.create("libvpx", "w")
    assert isinstance(codec, VideoCodecContext)  # noqa: S101 - what libvpx is
    codec.width, codec.height, codec.pix_fmt = size.width, size.height, "yuv420p"
    codec.bit_rate, codec.gop_size = size.bit_rate, RATE
    codec.time_base, codec.framerate = Fraction(1, RATE), Fraction(RATE)
    codec.options = {"cpu-used": "8", "deadline": "realtime", "lag-in-frames": "0", "error-resilient": "1"}
    codec.thread_count = 1
    return codec


def _encode(codec: VideoCodecContext, image: Image.Image, index: int) -> bytes:
    frame = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
    frame.pts, frame.time_base = index, Fraction(1, RATE)
    if index % RATE == 0:
        frame.pict_type = PictureType.I
    return b"".join(map(bytes, codec.encode(frame)))


def _draw(name: str, number: int, size: Size) -> Iterator[Image.Image]:
    wall = _wall(number, size)
    body = _body(number, size.height)
    font = ImageFont.load_default(size.height / 15)
    for index in range(RATE * SECONDS):
        turn = 2 * math.pi * index / (RATE * SECONDS)
        image = wall.copy()
        left = (size.width - body.width) // 2 + round(size.height / 22 * math.sin(2 * turn + number))
        top = size.height - body.height + round(size.height / 60 * (1 + math.sin(5 * turn)))
        image.paste(body, (left, top), body)
        _write(image, font, f"{name}  {index // RATE:02d}")
        yield image


def _wall(number: int, size: Size) -> Image.Image:
    """Return a background in a hue of one's own, lighter at the top."""
    hue = number * _GOLDEN
    column = Image.new("RGB", (1, size.height))
    for row in range(size.height):
        part = row / size.height
        column.putpixel((0, row), _colour(hue, 0.28 + 0.22 * part, 0.78 - 0.42 * part))
    wall = column.resize((size.width, size.height))
    pen = ImageDraw.Draw(wall)
    shelf = size.height * 0.42
    for place in range(3):
        left = size.width * (0.2 + 0.035 * place) if number % 2 else size.width * (0.7 + 0.035 * place)
        box = (left, shelf * (0.5 + 0.1 * place), left + size.width * 0.025, shelf)
        pen.rectangle(box, fill=_colour(hue + 0.17 * place, 0.45, 0.7))
    pen.rectangle(_shelf_board(number, size, shelf), fill="#5a4632")
    return wall


def _shelf_board(number: int, size: Size, top: float) -> tuple[float, float, float, float]:
    left = 0.19 if number % 2 else 0.69
    return (size.width * left, top, size.width * (left + 0.12), top + size.height * 0.025)


def _colour(hue: float, saturation: float, value: float) -> _Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(255 * red), round(255 * green), round(255 * blue)


def _body(number: int, height: int) -> Image.Image:
    """Return head and shoulders, drawn larger and made smaller so that edges are smooth."""
    unit = height * _FINE
    image = Image.new("RGBA", (unit, unit), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    hue = number * _GOLDEN
    # A drawing in tones of one hue: it says who this is, and nothing about where people come from.
    skin, hair = _colour(hue, 0.12, 0.95), _colour(hue, 0.55, 0.24 + 0.05 * (number % 3))
    shirt = _colour(hue + 0.5, 0.5, 0.62)

    def ellipse(left: float, top: float, right: float, bottom: float, colour: _Colour) -> None:
        pen.ellipse((left * unit, top * unit, right * unit, bottom * unit), fill=colour)

    ellipse(0.29, 0.12, 0.71, (0.5, 0.8, 0.62)[number % 3], hair)
    ellipse(0.10, 0.72, 0.90, 1.5, shirt)
    pen.rectangle((0.43 * unit, 0.58 * unit, 0.57 * unit, 0.78 * unit), fill=skin)
    ellipse(0.34, 0.18, 0.66, 0.68, skin)
    pen.pieslice((0.31 * unit, 0.11 * unit, 0.69 * unit, 0.52 * unit), 180, 360, fill=hair)
    for eye in (0.44, 0.56):
        ellipse(eye - 0.018, 0.385, eye + 0.018, 0.425, hair)
    pen.arc((0.43 * unit, 0.45 * unit, 0.57 * unit, 0.57 * unit), 25, 155, fill=hair, width=unit // 80)
    if number % 4 == 0:
        for eye in (0.44, 0.56):
            box = ((eye - 0.05) * unit, 0.36 * unit, (eye + 0.05) * unit, 0.45 * unit)
            pen.ellipse(box, outline=hair, width=unit // 110)
    return image.resize((height, height), Image.Resampling.LANCZOS)


def _write(image: Image.Image, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, text: str) -> None:
    """Write in the middle of the upper edge: tiles cut pictures at the sides."""
    pen = ImageDraw.Draw(image, "RGBA")
    place = (image.width / 2, image.height * 0.045)
    left, top, right, bottom = pen.textbbox(place, text, font=font, anchor="mt")
    pad = image.height * 0.022
    frame = (left - pad, top - pad, right + pad, bottom + pad)
    pen.rounded_rectangle(frame, radius=pad, fill=(12, 16, 28, 150))
    pen.text(place, text, font=font, anchor="mt", fill="white")
