"""What `reconvene doctor` looks at: each check tries the thing itself."""

import asyncio
import ctypes
import os
import resource
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from reconvene.adapters import data_folder, public_address, turn
from reconvene.adapters.database import PATIENCE, DatabaseUnreachable, revisions
from reconvene.adapters.findings import Finding, failure, fine, warning
from reconvene.adapters.janus_config import JanusOptions
from reconvene.adapters.janus_process import JanusFailedError, JanusMissingError, JanusProcess
from reconvene.adapters.janus_socket import identify
from reconvene.meeting.ids import Millis

_LITTLE_SPACE: Final = 2 * 1024**3
_NO_SPACE: Final = 200 * 1024**2
_FILES_WANTED: Final = 10_000
_PORTS_FOR: Final = 2
"""UDP ports each person needs: one connection up, one down."""
_PORTS_WANTED: Final = 600
_PORTS_TRIED: Final = 50
_UNSYNCHRONISED: Final = 5
_TIMEX_BYTES: Final = 512
"""More than the kernel's `struct timex` takes on any machine."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What is to be examined: the options of ``reconvene serve``."""

    host: str
    port: int
    data: Path
    database: str | None
    public_url: str | None
    janus: str | None
    media_address: str | None
    turn_urls: tuple[str, ...]
    turn_guest: turn.Guest | None
    rtp_ports: range


async def examine(installation: Installation) -> AsyncIterator[Finding]:
    """Yield what is found, one after the other; nothing is changed."""
    yield folder(installation.data)
    yield disk_space(installation.data, shutil.disk_usage(_existing(installation.data)).free)
    yield await database(installation.database or data_folder.sqlite_url(installation.data))
    yield await janus(installation)
    running = await public_address.is_reconvene(
        public_address.local_url(installation.host, installation.port)
    )
    yield listening(installation.host, installation.port, running=running)
    yield media_ports(installation.rtp_ports, running=running)
    yield media_address(installation.media_address)
    for finding in await asyncio.to_thread(turn.examine, installation.turn_urls, installation.turn_guest):
        yield finding
    async for finding in public_address.examine(installation.public_url):
        yield finding
    yield clock()
    yield open_files()


def folder(data: Path) -> Finding:
    """Tell whether the data folder can be used, or made by the first start."""
    if not data.exists() and os.access(_existing(data), os.W_OK | os.X_OK):
        return fine("Data folder", f"{data} does not exist yet; the first start makes it.")
    try:
        data_folder.prepare(data)
    except data_folder.DataFolderError as error:
        return failure("Data folder", f"{data} cannot be used.", str(error))
    return fine("Data folder", f"{data} can be written to.")


def _existing(path: Path) -> Path:
    """Return the path, or the nearest folder above it that exists."""
    return next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())


def disk_space(data: Path, free: int) -> Finding:
    """Tell whether ``free`` bytes are room enough for what people write and upload."""
    words = f"{free / 1024**3:.1f} GB are free in {data}."
    if free < _NO_SPACE:
        return failure("Disk", words, "Make room now: without it nothing can be stored and commands fail.")
    if free < _LITTLE_SPACE:
        return warning("Disk", words, "Make room soon: uploads take up to 200 MB each.")
    return fine("Disk", words)


async def database(url: str, patience: Millis = PATIENCE) -> Finding:
    """Tell whether the database answers and fits this version of the program."""
    try:
        present, newest, known = await revisions(url, patience)
    except DatabaseUnreachable as error:
        return failure("Database", "It cannot be used.", str(error))
    if present is None:
        return fine("Database", "It is empty; the first start makes the tables.")
    if present == newest:
        return fine("Database", f"It answers and is up to date ({present}).")
    if present in known:
        advice = "Back up, then start: it is upgraded."
        return warning("Database", f"It is of an earlier version ({present}).", advice)
    words = f"It was written by a newer Reconvene ({present})."
    return failure("Database", words, "Install that version, or restore a backup of this one.")


async def janus(installation: Installation) -> Finding:
    """Tell whether a media server can be reached, or one of our own started and spoken to."""
    if installation.janus is not None:
        name = await identify(installation.janus)
        if name is None:
            advice = "Start it, or check --janus and the WebSocket transport's configuration."
            return failure("Janus", f"Nobody answers at {installation.janus}.", advice)
        return fine("Janus", f"The one at {installation.janus} answers as {name!r}.")
    with tempfile.TemporaryDirectory() as folder:
        options = JanusOptions(installation.media_address, installation.rtp_ports)
        try:
            process = JanusProcess(Path(folder), options)
            try:
                await process.ensure()
            finally:
                await process.stop()
        except JanusMissingError as error:
            return failure("Janus", "It is not installed.", str(error))
        except JanusFailedError as error:
            advice = "Reconvene runs without sound and picture until this is mended."
            return failure("Janus", str(error), advice)
    return fine("Janus", "It starts and answers.")


def listening(host: str, port: int, *, running: bool) -> Finding:
    """Tell whether the port is free for us; ``running`` if a Reconvene answers there already."""
    if running:
        return fine("Port", f"Reconvene is running at {public_address.local_url(host, port)}.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            reason = error.strerror
        else:
            return fine("Port", f"{port} is free on {host}.")
    advice = "Stop what uses it, or choose another with --port."
    return failure("Port", f"{port} cannot be used on {host} ({reason}).", advice)


def media_ports(ports: range, *, running: bool) -> Finding:
    """Tell whether the UDP ports for media are free, as far as a sample shows, and enough.

    While a Reconvene is ``running``, ports in use are its own.
    """
    people = len(ports) // _PORTS_FOR
    words = f"UDP {ports.start} to {ports.stop - 1}, enough for {people} people at once"
    taken = [port for port in ports[:: max(1, len(ports) // _PORTS_TRIED)] if not _is_free(port)]
    if taken and not running:
        some = ", ".join(map(str, taken[:3]))
        return warning("Media ports", f"{words}; taken: {some}.", "Choose others with --first-rtp-port.")
    if len(ports) < _PORTS_WANTED:
        return warning("Media ports", f"{words}.", "Widen the range: --last-rtp-port, and the firewall.")
    return fine("Media ports", f"{words}. The firewall must let them through.")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("", port))
        except OSError:
            return False
        return True


def media_address(address: str | None) -> Finding:
    """Tell whether people elsewhere can reach the address that media are sent from."""
    if address is not None:
        try:
            ip_address(address)
        except ValueError:
            return failure("Media address", f"{address} is no IP address.", "Give one with --media-address.")
        return fine("Media address", f"{address} is announced to browsers.")
    own = own_address()
    if own is None:
        advice = "Connect the machine to a network: Janus sends no sound or picture over loopback."
        return failure("Media address", "This machine has no address but loopback.", advice)
    if ip_address(own).is_private:
        advice = "If people come from outside, give the public address with --media-address."
        return warning("Media address", f"This machine's address is {own}, a private one.", advice)
    return fine("Media address", f"{own} is announced to browsers.")


def own_address() -> str | None:
    """Return the address that packets to the world would leave from; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that belongs to nobody (RFC 5737)
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if ip_address(address).is_loopback else address


def clock() -> Finding:
    """Tell whether the kernel says that the clock is kept right."""
    state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    if state == _UNSYNCHRONISED:
        advice = "Install systemd-timesyncd or chrony: links expire and times are shown by this clock."
        return warning("Clock", "It is not synchronised with anything.", advice)
    return fine("Clock", "It is synchronised.")


def open_files() -> Finding:
    """Tell whether the process may hold as many connections as a large event needs."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    words = f"{limit} files and connections may be open at once."
    if limit < _FILES_WANTED:
        return warning("Open files", words, f"Raise it for large events: LimitNOFILE={_FILES_WANTED}.")
    return fine("Open files", words)
