"""Fake camera pictures for people to look at: a simple figure before a soft background."""

import math
from pathlib import Path

from tests.e2e.capture import FRAMES_PER_SECOND, write_video, yuv

WIDTH, HEIGHT = 640, 360
SKIN = ((224, 172, 138), (141, 85, 54), (198, 134, 96), (241, 200, 172), (108, 66, 42))
SHIRT = ((52, 92, 140), (150, 62, 70), (64, 120, 92), (110, 84, 150), (176, 128, 48))
WALL = ((196, 206, 214), (222, 210, 192), (186, 204, 190), (204, 196, 216), (214, 214, 206))
HAIR = ((60, 42, 30), (24, 20, 20), (120, 84, 44), (200, 170, 110), (40, 36, 40))

Colour = tuple[int, int, int]


def _inside(x: float, y: float, left: float, top: float, right: float, bottom: float) -> bool:
    """Say whether a point lies in the ellipse that fills a box."""
    across, down = (2 * x - left - right) / (right - left), (2 * y - top - bottom) / (bottom - top)
    return across * across + down * down <= 1


def _colour_at(x: int, y: int, number: int) -> Colour:
    middle = WIDTH / 2 + 16 * math.sin(number * 2.1)
    if _inside(x, y, middle - 66, 78, middle + 66, 236) and not _inside(
        x, y, middle - 56, 40, middle + 56, 122
    ):
        return SKIN[number % len(SKIN)]
    if _inside(x, y, middle - 74, 58, middle + 74, 200 + 24 * (number % 3)):
        return HAIR[number % len(HAIR)]
    if abs(x - middle) < 26 and 200 < y < 270:
        return SKIN[number % len(SKIN)]
    if _inside(x, y, middle - 150, 248, middle + 150, 560):
        return SHIRT[number % len(SHIRT)]
    light = 1 - 0.35 * math.hypot(x / WIDTH - 0.3, y / HEIGHT - 0.2)
    red, green, blue = WALL[number % len(WALL)]
    return round(red * light), round(green * light), round(blue * light)


def write_portrait(path: Path, number: int) -> Path:
    """Write the picture of one person."""
    rows = [[yuv(_colour_at(x, y, number)) for x in range(WIDTH)] for y in range(HEIGHT)]
    luma = bytes(pixel[0] for row in rows for pixel in row)
    chroma = [bytes(pixel[part] for row in rows[::2] for pixel in row[::2]) for part in (1, 2)]
    return write_video(path, (WIDTH, HEIGHT), luma + b"".join(chroma), FRAMES_PER_SECOND)
