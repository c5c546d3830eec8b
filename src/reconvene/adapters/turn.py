"""Whether a TURN server can be reached."""

import os
import re
import socket
from typing import Final

from reconvene.adapters.findings import Finding, failure, fine, warning

_PATIENCE: Final = 1.0
_TRIES: Final = 3
_BINDING: Final = bytes.fromhex("000100002112a442")
"""A STUN binding request without attributes, up to its transaction id (RFC 8489)."""
_URL: Final = re.compile(r"(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?")
_PORTS: Final = {"turn": 3478, "turns": 5349}


def reaches(url: str) -> bool:
    """Return whether something answers at a TURN address: STUN over UDP, or a connection over TCP.

    Raises `ValueError` for what is no TURN address.
    """
    parts = _URL.fullmatch(url)
    if parts is None:
        raise ValueError(url)
    scheme, host, port, transport = parts.groups()
    address = host.strip("[]"), int(port or _PORTS[scheme])
    try:
        return _accepts(address) if scheme == "turns" or transport == "tcp" else _answers(address)
    except OSError:
        return False


def _accepts(address: tuple[str, int]) -> bool:
    with socket.create_connection(address, _PATIENCE):
        return True


def _answers(address: tuple[str, int]) -> bool:
    family, _, _, _, resolved = socket.getaddrinfo(*address, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.settimeout(_PATIENCE)
        probe.connect(resolved)
        for _ in range(_TRIES):
            transaction = os.urandom(12)
            probe.send(_BINDING + transaction)
            try:
                if probe.recv(1500)[8:20] == transaction:
                    return True
            except TimeoutError:
                continue
    return False


def examine(urls: list[str]) -> list[Finding]:
    """Return what is found of the TURN servers that people are sent to."""
    if not urls:
        advice = "Run coturn and give --turn-url and --turn-secret: see docs/operations.md."
        return [warning("TURN", "None: people behind closed firewalls get no sound or picture.", advice)]
    return [_examined(url) for url in urls]


def _examined(url: str) -> Finding:
    try:
        reached = reaches(url)
    except ValueError:
        return failure("TURN", f"{url} is no TURN address.", "Give it as turn:HOST:PORT or turns:HOST:PORT.")
    if reached:
        return fine("TURN", f"{url} answers.")
    return failure("TURN", f"Nobody answers at {url}.", "Check that coturn runs, and the firewall.")
