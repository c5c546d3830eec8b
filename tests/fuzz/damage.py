"""Damaging bytes: what a broken or hostile sender makes of a good message."""

import random
from collections.abc import Sequence
from typing import Final

JUNK: Final = (
    b"",
    b"null",
    b"-1",
    b"1e999",
    b"9" * 5_000,
    b'""',
    b"{}",
    b"[]",
    b"[" * 2_000,
    b"true",
    b"\\ud800",
    b"\\u0000",
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff\xff\xff\xff\x7f",
    b"\r\n",
    b"<img src=x onerror=alert(1)>",
    b"../../etc/passwd",
    "\u202e\u200d😀".encode(),
    b"x" * 70_000,
)
"""What stands in places where it should not."""


def damaged(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return one of ``seeds`` after one to four acts of damage."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = _act(chance, data, seeds)
    return data


def _act(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    to = min(len(data), at + chance.randrange(1, 16))
    match chance.randrange(6):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[to:]
        case 2:
            return data[:at] + chance.choice(JUNK) + data[to:]
        case 3:
            return data[:to] + data[at:]
        case 4:
            return data[:at]
        case _:
            other = chance.choice(seeds)
            return data[:at] + other[chance.randrange(len(other) + 1) :]
