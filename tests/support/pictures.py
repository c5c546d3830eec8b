"""Beginnings of pictures, as large as one likes."""

import struct


def png(width: int, height: int) -> bytes:
    """Return what a PNG of this size begins with."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", width, height, 8, 2, 0, 0, 0, 0)


def jpeg(width: int, height: int) -> bytes:
    """Return what a JPEG of this size begins with."""
    header = struct.pack(">HH5sBBBHHBB", 0xFFE0, 16, b"JFIF\0", 1, 1, 0, 1, 1, 0, 0)
    frame = struct.pack(">HHBHHB9s", 0xFFC0, 17, 8, height, width, 3, bytes(9))
    return b"\xff\xd8" + header + frame + bytes(64)


def gif(width: int, height: int) -> bytes:
    """Return what a GIF of this size begins with."""
    return struct.pack("<6sHHBBB", b"GIF89a", width, height, 0, 0, 0) + bytes(64)


def webp(width: int, height: int) -> bytes:
    """Return what a WebP (lossless) of this size begins with."""
    sizes = struct.pack("<I", (width - 1) | (height - 1) << 14)
    chunk = b"VP8L" + struct.pack("<I", 64) + b"\x2f" + sizes + bytes(59)
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk
