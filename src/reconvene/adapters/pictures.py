"""How large a picture becomes when it is shown: a small file can be a very large one."""

from pathlib import Path
from typing import Final

import imagesize

from reconvene.live.file_ports import PictureTooLarge

MOST_DOTS: Final = 64_000_000
"""Browsers need four bytes for each, and everybody in the room is shown it."""


def require_drawable(file: Path) -> bool:
    """Return whether a picture says how large it is, reading no more than its header.

    Raises `PictureTooLarge` if that is more than everybody's browser can be asked to draw.
    """
    try:
        width, height = map(int, imagesize.get(str(file)))
    except (ValueError, IndexError):
        return False
    if width * height > MOST_DOTS:
        raise PictureTooLarge
    return width > 0 and height > 0
