"""Whether a TURN server can be reached and lets our people in."""

import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol, cast

from reconvene.adapters.findings import Finding, failure, fine, warning
from reconvene.adapters.stun import (
    HEAD,
    UNAUTHORIZED,
    Answer,
    Attribute,
    Credentials,
    Method,
    answer,
    request,
)

_PATIENCE: Final = 1.0
_TRIES: Final = 3
_LARGEST: Final = 1500
_UDP: Final = bytes((17, 0, 0, 0))
"""What is to be relayed, as REQUESTED-TRANSPORT says it."""
_URL: Final = re.compile(r"(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?")
_PORTS: Final = {"turn": 3478, "turns": 5349}


@dataclass(frozen=True, slots=True)
class Guest:
    """A username and password as people are given them."""

    username: str
    password: str


class _Line(Protocol):
    def ask(self, message: bytes) -> bytes:
        """Return the answer to a request; raises `OSError` if none comes."""
        ...


@dataclass(frozen=True, slots=True)
class _Datagrams:
    probe: socket.socket

    def ask(self, message: bytes) -> bytes:
        """Ask until an answer to this very request comes."""
        for _ in range(_TRIES):
            self.probe.send(message)
            try:
                said = self.probe.recv(_LARGEST)
            except TimeoutError:
                continue
            if said[8:HEAD] == message[8:HEAD]:
                return said
        raise TimeoutError


@dataclass(frozen=True, slots=True)
class _Stream:
    connection: BinaryIO

    def ask(self, message: bytes) -> bytes:
        """Ask once: a stream loses nothing."""
        self.connection.write(message)
        self.connection.flush()
        head = self.connection.read(HEAD)
        return head + self.connection.read(int.from_bytes(head[2:4]))


@contextmanager
def _opened(url: str) -> Iterator[_Line]:
    """Open a line to a TURN address; raises `ValueError` for what is none, `OSError` if nobody is there."""
    parts = _URL.fullmatch(url)
    if parts is None:
        raise ValueError(url)
    scheme, host, port, transport = parts.groups()
    address = host.strip("[]"), int(port or _PORTS[scheme])
    if scheme == "turn" and transport != "tcp":
        family, _, _, _, resolved = socket.getaddrinfo(*address, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.settimeout(_PATIENCE)
            probe.connect(resolved)
            yield _Datagrams(probe)
        return
    with socket.create_connection(address, _PATIENCE) as plain:
        if scheme == "turn":
            with plain.makefile("rwb") as stream:
                yield _Stream(cast("BinaryIO", stream))
            return
        context = ssl.create_default_context()
        with (
            context.wrap_socket(plain, server_hostname=address[0]) as secure,
            secure.makefile("rwb") as stream,
        ):
            yield _Stream(cast("BinaryIO", stream))


def _said(
    line: _Line, method: Method, attributes: Mapping[Attribute, bytes], known: Credentials | None = None
) -> Answer:
    return answer(line.ask(request(method, os.urandom(12), attributes, known)))


def reaches(url: str) -> bool:
    """Return whether a relay answers at a TURN address; raises `ValueError` for what is none."""
    if _URL.fullmatch(url) is None:
        raise ValueError(url)
    try:
        with _opened(url) as line:
            _said(line, Method.BINDING, {})
    except (OSError, ValueError):
        return False
    return True


def _place(line: _Line, guest: Guest) -> int | None:
    """Ask for a place and give it back; return the error if there is none for this guest."""
    wanted = {Attribute.REQUESTED_TRANSPORT: _UDP}
    first = _said(line, Method.ALLOCATE, wanted)
    if first.error != UNAUTHORIZED:
        return first.error
    realm, nonce = first.attributes[Attribute.REALM], first.attributes[Attribute.NONCE]
    known = Credentials(guest.username, guest.password, realm, nonce)
    second = _said(line, Method.ALLOCATE, wanted, known)
    if second.error is None:
        _said(line, Method.REFRESH, {Attribute.LIFETIME: bytes(4)}, known)
    return second.error


def examine(urls: Sequence[str], guest: Guest | None) -> list[Finding]:
    """Return what is found of the TURN servers that people are sent to with such credentials."""
    if not urls or guest is None:
        advice = "Run coturn and give --turn-url and --turn-secret: see docs/operations.md."
        return [warning("TURN", "None: people behind closed firewalls get no sound or picture.", advice)]
    return [_examined(url, guest) for url in urls]


def _examined(url: str, guest: Guest) -> Finding:
    if _URL.fullmatch(url) is None:
        return failure("TURN", f"{url} is no TURN address.", "Give it as turn:HOST:PORT or turns:HOST:PORT.")
    try:
        with _opened(url) as line:
            error = _place(line, guest)
    except ssl.SSLCertVerificationError as refused:
        words = f"Browsers will refuse the certificate of {url}: {refused.verify_message}."
        return failure("TURN", words, "Renew it, and restart coturn.")
    except (OSError, ValueError, KeyError):
        return failure("TURN", f"Nobody answers at {url}.", "Check that coturn runs, and the firewall.")
    if error is None:
        return fine("TURN", f"{url} answers and takes our credentials.")
    advice = "Let --turn-secret and coturn's static-auth-secret be the same, and its clock be right."
    return failure("TURN", f"{url} answers and refuses our credentials ({error}).", advice)
