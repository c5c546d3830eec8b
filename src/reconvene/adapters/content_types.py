"""What a file is, by its first bytes. A name says nothing (RM3)."""

from typing import Final, TypeAlias

from reconvene.meeting.files_state import FileKind

HEAD: Final = 4_096
"""Bytes from the beginning that decide."""

UNKNOWN: Final[tuple[str, FileKind]] = ("application/octet-stream", "other")

_Type: TypeAlias = tuple[str, FileKind]

_BEGINNINGS: Final[tuple[tuple[bytes, _Type], ...]] = (
    (b"%PDF-", ("application/pdf", "pdf")),
    (b"\x89PNG\r\n\x1a\n", ("image/png", "image")),
    (b"\xff\xd8\xff", ("image/jpeg", "image")),
    (b"GIF87a", ("image/gif", "image")),
    (b"GIF89a", ("image/gif", "image")),
    (b"ID3", ("audio/mpeg", "audio")),
)
_RIFF: Final[dict[bytes, _Type]] = {b"WEBP": ("image/webp", "image"), b"WAVE": ("audio/wav", "audio")}
_AUDIO_BRANDS: Final = (b"M4A ", b"M4B ")
_VIDEO_BRANDS: Final = (b"M4V ", *b"isom iso2 iso4 iso5 iso6 mp41 mp42 avc1 dash".split())
_EBML: Final = b"\x1a\x45\xdf\xa3"
_LAYER_3: Final = 0b01
_FREE_OR_BAD_BITRATE: Final = (0x0, 0xF)


def type_of(head: bytes) -> tuple[str, FileKind]:
    """Return media type and kind of a content that begins with ``head``.

    Only what every browser shows without running anything has a kind of its own; all else, SVG and HTML
    among it, is `UNKNOWN`.
    """
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _mp4(head[8:12])
    if head.startswith(_EBML):
        return ("video/webm", "video") if b"\x42\x82\x84webm" in head[:64] else UNKNOWN
    if head.startswith(b"OggS"):
        return ("video/ogg", "video") if b"theora" in head[:64] else ("audio/ogg", "audio")
    return ("audio/mpeg", "audio") if _is_mpeg_frame(head[:4]) else UNKNOWN


def _mp4(brand: bytes) -> tuple[str, FileKind]:
    if brand in _AUDIO_BRANDS:
        return ("audio/mp4", "audio")
    return ("video/mp4", "video") if brand in _VIDEO_BRANDS else UNKNOWN


def _is_mpeg_frame(head: bytes) -> bool:
    """Return whether these are the first bytes of an MPEG audio frame of layer III."""
    if len(head) < len(_EBML) or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - the frame's sync
        return False
    return (head[1] >> 1) & 0b11 == _LAYER_3 and head[2] >> 4 not in _FREE_OR_BAD_BITRATE


def kind_of(media_type: str) -> FileKind:
    """Return the kind of a media type that `type_of` returned."""
    if media_type == "application/pdf":
        return "pdf"
    match media_type.partition("/")[0]:
        case "image":
            return "image"
        case "audio":
            return "audio"
        case "video":
            return "video"
        case _:
            return "other"
