"""Damaging bytes: what a broken or hostile sender makes of a good message."""

import json
import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

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


RESHAPED: Final = 0.5
"""How often JSON is changed in its values rather than in its bytes, so that it gets past the form."""


def changed(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return one of ``seeds`` with its bytes damaged or, of JSON every other time, its values."""
    if chance.random() < RESHAPED:
        other = reshaped(chance, chance.choice(seeds), seeds)
        if other is not None:
            return other
    return damaged(chance, seeds)


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


ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    1.5,
    2**31,
    2**63,
    10**400,
    "",
    "main",
    "\ud800",
    "\0",
    "x" * 300,
    [],
    {},
    [[]],
)
"""Values that stand where others belong."""


def reshaped(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes | None:
    """Return JSON with values in others' places, left out, doubled or odd; nothing of what is no JSON."""
    try:
        whole, more = [json.loads(data)], [json.loads(chance.choice(others))]
        for _ in range(chance.choice((1, 1, 2, 4))):
            _reshape(chance, whole, more)
        return json.dumps(whole[0]).encode()
    except (ValueError, RecursionError):
        return None


def _reshape(chance: random.Random, whole: list[Any], more: list[Any]) -> None:
    """Change one value somewhere within ``whole``; others may come from ``more``."""
    parent, key = chance.choice([*_places(whole)])
    taken, at = chance.choice([*_places(chance.choice((whole, more)))])
    match chance.randrange(4):
        case 0:
            parent[key] = chance.choice(ODD)
        case 1:
            parent[key] = deepcopy(taken[at])
        case 2 if parent is not whole:
            del parent[key]
        case _:
            if isinstance(parent, list) and parent is not whole:
                parent.append(deepcopy(taken[at]))
            elif isinstance(parent[key], int):
                parent[key] += chance.choice((-1, 1))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Yield every place of a value within another: where it is, and its key or number there."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
