"""How people reach the server: the address in their links, its certificate, and the proxy in front."""

import asyncio
import json
import socket
import ssl
import time
from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urlsplit
from urllib.request import urlopen

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from reconvene.adapters.findings import Finding, failure, fine, warning

PATIENCE: Final = 5.0
"""Seconds a server has for an answer."""
_SOON: Final = 14
"""Days before the end of a certificate from which that is worth saying."""
_DAY: Final = 86_400


def local_url(host: str, port: int) -> str:
    """Return how this machine itself reaches a server that listens there."""
    everywhere = host in ("0.0.0.0", "::", "")  # noqa: S104 - compared, not listened on
    name = "localhost" if everywhere else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


async def is_reconvene(url: str) -> bool:
    """Return whether a Reconvene answers at an address."""
    try:
        return "media" in await asyncio.to_thread(_health, url)
    except (OSError, ValueError):
        return False


def _health(url: str) -> dict[str, object]:
    with urlopen(f"{url}/healthz", timeout=PATIENCE) as answer:  # noqa: S310 - an address the operator gave
        said: dict[str, object] = json.load(answer)
    return said


async def examine(url: str | None) -> AsyncIterator[Finding]:
    """Yield what is wrong with the address people are given, from its form to its WebSocket."""
    if url is None:
        advice = "Give the address people use with --public-url, with https://."
        yield warning("Public address", "Links lead to this machine itself.", advice)
        return
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield failure("Public address", f"{url} is no web address.", "Give --public-url as https://HOST.")
        return
    if address.scheme == "http" and address.hostname not in ("localhost", "127.0.0.1", "::1"):
        advice = "Put a proxy with a certificate in front: browsers give no camera or microphone without."
        yield failure("Public address", f"{url} is not encrypted.", advice)
    if address.scheme == "https":
        certificate = await asyncio.to_thread(_certificate, address.hostname, address.port or 443)
        yield certificate
        if certificate.level == "failure":
            return
    yield await _answer(url.rstrip("/"))


def _certificate(host: str, port: int) -> Finding:
    try:
        ends = _end_of_certificate(host, port)
    except ssl.SSLCertVerificationError as error:
        words = f"Browsers will refuse {host}: {error.verify_message}."
        return failure("Certificate", words, "Renew it, or let Caddy or certbot do so.")
    except OSError as error:
        words = f"{host} cannot be reached on port {port} ({error})."
        return failure("Certificate", words, "Check the name, the firewall and that the proxy runs.")
    days = int((ends - time.time()) // _DAY)
    if days < _SOON:
        return warning("Certificate", f"It ends in {days} days.", "Check that its renewal works.")
    return fine("Certificate", f"It is good for {days} more days.")


def _end_of_certificate(host: str, port: int) -> float:
    """Return when the certificate of a host ends, in seconds since the epoch."""
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), PATIENCE) as connection,
        context.wrap_socket(connection, server_hostname=host) as encrypted,
    ):
        certificate = encrypted.getpeercert() or {}
    return ssl.cert_time_to_seconds(str(certificate["notAfter"]))


async def _answer(url: str) -> Finding:
    """Tell whether pages and WebSockets get through to a Reconvene."""
    if not await is_reconvene(url):
        advice = "If it is not running, start it; else check what the proxy forwards to."
        return warning("Answer", f"No Reconvene answers at {url}.", advice)
    try:
        async with (
            asyncio.timeout(PATIENCE),
            connect(f"ws{url.removeprefix('http')}/api/v1/socket", proxy=None) as websocket,
        ):
            await websocket.close()
    except (OSError, TimeoutError, WebSocketException) as error:
        advice = "Let the proxy pass 'Upgrade' and 'Connection' on: see docs/operations.md."
        return failure("Answer", f"Pages get through to {url}, WebSockets do not ({error}).", advice)
    return fine("Answer", f"Pages and WebSockets get through to {url}.")
