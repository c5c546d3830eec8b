"""STUN messages (RFC 8489) and what of TURN (RFC 8656) it takes to ask a relay for a place."""

import hashlib
import hmac
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Method(IntEnum):
    """What a request asks for."""

    BINDING = 0x001
    ALLOCATE = 0x003
    REFRESH = 0x004


class Attribute(IntEnum):
    """What a message says besides."""

    USERNAME = 0x0006
    MESSAGE_INTEGRITY = 0x0008
    ERROR_CODE = 0x0009
    LIFETIME = 0x000D
    REALM = 0x0014
    NONCE = 0x0015
    REQUESTED_TRANSPORT = 0x0019


HEAD: Final = 20
"""Bytes before the attributes; the third and fourth say how many follow."""

UNAUTHORIZED: Final = 401

_COOKIE: Final = 0x2112A442
_ERROR: Final = 0x0110
_INTEGRITY_BYTES: Final = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to the request of this ``transaction``; ``error`` is none if it was done."""

    transaction: bytes
    error: int | None
    attributes: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a long-term user knows; ``realm`` and ``nonce`` are the server's."""

    username: str
    password: str
    realm: bytes
    nonce: bytes

    def key(self) -> bytes:
        """Return what requests are signed with (RFC 8489, 9.2.2)."""
        words = b":".join((self.username.encode(), self.realm, self.password.encode()))
        return hashlib.md5(words, usedforsecurity=False).digest()


def request(
    method: Method,
    transaction: bytes,
    attributes: Mapping[Attribute, bytes],
    credentials: Credentials | None = None,
) -> bytes:
    """Return a request, signed if there are credentials; ``transaction`` is 12 bytes."""
    body = b"".join(_attribute(kind, value) for kind, value in attributes.items())
    if credentials is None:
        return _head(method, len(body), transaction) + body
    body += _attribute(Attribute.USERNAME, credentials.username.encode())
    body += _attribute(Attribute.NONCE, credentials.nonce) + _attribute(Attribute.REALM, credentials.realm)
    head = _head(method, len(body) + _INTEGRITY_BYTES, transaction)
    signature = hmac.new(credentials.key(), head + body, hashlib.sha1).digest()
    return head + body + _attribute(Attribute.MESSAGE_INTEGRITY, signature)


def _head(method: Method, length: int, transaction: bytes) -> bytes:
    return struct.pack(">HHI", method, length, _COOKIE) + transaction


def _attribute(kind: Attribute, value: bytes) -> bytes:
    return struct.pack(">HH", kind, len(value)) + value + bytes(-len(value) % 4)


def answer(message: bytes) -> Answer:
    """Return what a message says; raises `ValueError` for what is no answer of STUN."""
    if len(message) < HEAD:
        raise ValueError("too short")
    kind, length, cookie = struct.unpack_from(">HHI", message)
    if cookie != _COOKIE or len(message) != HEAD + length:
        raise ValueError("no STUN")
    attributes: dict[int, bytes] = {}
    at = HEAD
    while at + 4 <= len(message):
        name, size = struct.unpack_from(">HH", message, at)
        attributes[name] = message[at + 4 : at + 4 + size]
        at += 4 + size + -size % 4
    failed = kind & _ERROR == _ERROR
    return Answer(message[8:HEAD], _error(attributes) if failed else None, attributes)


def _error(attributes: Mapping[int, bytes]) -> int:
    said = attributes.get(Attribute.ERROR_CODE, b"")
    if len(said) < 4:  # noqa: PLR2004 - two reserved bytes, hundreds, rest
        raise ValueError("an error without a code")
    return said[2] * 100 + said[3]
