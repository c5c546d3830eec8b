"""Options that several commands share; each can also be given as ``RECONVENE_…``."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, TypeAlias
from urllib.parse import urlsplit

import typer

from reconvene.cli.failure import CannotStart

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - a server for others
PORT: Final = 8000
FIRST_RTP_PORT: Final = 20_000
LAST_RTP_PORT: Final = 29_999

Host: TypeAlias = Annotated[str, typer.Option(envvar="RECONVENE_HOST", help="Address to listen on.")]
Port: TypeAlias = Annotated[
    int, typer.Option(envvar="RECONVENE_PORT", min=1, max=65535, help="Port to listen on.")
]
Data: TypeAlias = Annotated[
    Path,
    typer.Option(
        envvar="RECONVENE_DATA", help="Folder for everything that is kept; made at the first start."
    ),
]
Database: TypeAlias = Annotated[
    str | None,
    typer.Option(
        envvar="RECONVENE_DATABASE",
        help="Database to use, e.g. postgresql+asyncpg://user@host/name; default: SQLite in the data folder.",
    ),
]
PublicUrl: TypeAlias = Annotated[
    str | None,
    typer.Option(
        envvar="RECONVENE_PUBLIC_URL", help="How people reach the server, e.g. https://meet.example.org."
    ),
]
Janus: TypeAlias = Annotated[
    str | None,
    typer.Option(
        envvar="RECONVENE_JANUS", help="ws:// address of a Janus that runs elsewhere; default: our own."
    ),
]
MediaAddress: TypeAlias = Annotated[
    str | None,
    typer.Option(
        envvar="RECONVENE_MEDIA_ADDRESS",
        help="Public IP address for sound and pictures, where the machine itself has another one.",
    ),
]
TurnUrl: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        envvar="RECONVENE_TURN_URL",
        help="TURN server for closed networks, e.g. turn:turn.example.org:3478; may be repeated.",
    ),
]
TurnSecret: TypeAlias = Annotated[
    str | None,
    typer.Option(envvar="RECONVENE_TURN_SECRET", help="Its shared secret (coturn: static-auth-secret)."),
]
FirstRtpPort: TypeAlias = Annotated[
    int,
    typer.Option(envvar="RECONVENE_FIRST_RTP_PORT", min=1024, max=65535, help="First UDP port for media."),
]
LastRtpPort: TypeAlias = Annotated[
    int, typer.Option(envvar="RECONVENE_LAST_RTP_PORT", min=1024, max=65535, help="Last UDP port for media.")
]


def rtp_range(first: int, last: int) -> range:
    """Return the UDP ports for media; raises `CannotStart` if there are none."""
    if last <= first:
        message = f"No ports lie between {first} and {last}; check --first-rtp-port and --last-rtp-port."
        raise CannotStart(message)
    return range(first, last + 1)


def web_address(url: str | None) -> str | None:
    """Return how people reach the server, without a slash at the end; raises `CannotStart` if it is none."""
    _require_host(url, ("http", "https"), "no web address; give --public-url as https://HOST.")
    return None if url is None else url.rstrip("/")


def janus_address(url: str | None) -> str | None:
    """Return where a Janus runs that is not our own; raises `CannotStart` for what is no address."""
    _require_host(url, ("ws", "wss"), "no WebSocket's address; give --janus as ws://HOST:PORT.")
    return url


def _require_host(url: str | None, schemes: tuple[str, str], otherwise: str) -> None:
    """Raise `CannotStart` if something is given that has none of the schemes or no host."""
    if url is not None and (urlsplit(url).scheme not in schemes or not urlsplit(url).hostname):
        message = f"{url} is {otherwise}"
        raise CannotStart(message)


def own_address(address: str | None) -> str | None:
    """Return the address that media are announced with; raises `CannotStart` for what is none."""
    if address is None:
        return None
    try:
        ip_address(address)
    except ValueError as error:
        message = f"{address} is no IP address; give one with --media-address."
        raise CannotStart(message) from error
    return address
