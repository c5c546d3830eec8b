"""What `reconvene serve` is told by its options, checked before anything starts."""

import re
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Final

from reconvene.cli.failure import CannotStart
from reconvene.live.erasing import Keeping
from reconvene.meeting.ids import DAY, Millis
from reconvene.meeting.state import Limits
from reconvene.web.relays import Relays

THIS_MACHINE: Final = ("127.0.0.1", "::1")

_MAPPED: Final = 96
"""Bits that every mapped IPv4 address begins with."""

_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.*-]+(:[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of ``reconvene serve``; each can also be given as ``RECONVENE_…``."""

    host: str
    port: int
    data: Path
    database: str | None
    public_url: str | None
    link_days: int
    origins: tuple[str, ...]
    embedders: tuple[str, ...]
    proxies: tuple[str, ...]
    janus: str | None
    janus_secret: str | None
    media_address: str | None
    relays: Relays | None
    rtp_ports: range
    limits: Limits
    scan_command: str | None
    keeping: Keeping
    with_meeting: str | None
    with_guests: int


def relays(urls: list[str] | None, secret: str | None) -> Relays | None:
    """Return the TURN servers people may use; raises `CannotStart` if half of what they need is missing."""
    if not urls and secret is None:
        return None
    if not urls or not secret or not all(url.startswith(("turn:", "turns:")) for url in urls):
        message = "TURN needs both --turn-url, as turn:HOST:PORT or turns:HOST:PORT, and --turn-secret."
        raise CannotStart(message)
    return Relays(urls, secret)


def proxies(named: list[str] | None) -> tuple[str, ...]:
    """Return the networks whose word on addresses is taken; raises `CannotStart` for what is none.

    IPv4 ones are named twice: a socket that listens on IPv6 has its IPv4 clients come from mapped addresses.
    """
    believed: list[str] = []
    for one in named or THIS_MACHINE:
        try:
            network = ip_network(one)
        except ValueError as error:
            message = f"{one!r} is no address or network; --trusted-proxy takes 10.0.0.2 or 10.0.0.0/24."
            raise CannotStart(message) from error
        believed.append(str(network))
        if network.version == 4:  # noqa: PLR2004 - as in IPv4
            believed.append(f"::ffff:{network.network_address}/{_MAPPED + network.prefixlen}")
    return tuple(believed)


def days(number: int | None) -> Millis | None:
    """Return how long a number of days is."""
    return None if number is None else Millis(number * DAY)


def sites(origins: list[str] | None, option: str) -> tuple[str, ...]:
    """Return the origins as browsers name them; raises `CannotStart` for what is none."""
    for origin in origins or ():
        if not _ORIGIN.fullmatch(origin):
            message = f"{origin!r} is no origin; {option} takes https://HOST or https://HOST:PORT."
            raise CannotStart(message)
    return tuple(origins or ())
