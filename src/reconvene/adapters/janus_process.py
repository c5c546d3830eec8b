"""Our own `janus` process: started when needed, found again after our restart, stopped in good order.

It runs in a session of its own, so that killing the server leaves it, and everybody's media, running. The
file ``process.json`` beside its configuration lets the next server find it; it is believed only if that very
process is alive and answers with the name written there.
"""

import asyncio
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import struct
import subprocess
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Protocol

import structlog

from reconvene.adapters.janus_config import JanusOptions, write_configuration, write_private
from reconvene.adapters.janus_socket import identify

STARTING: Final = 10.0
"""Seconds in which a fresh Janus must answer."""
STOPPING: Final = 3.0
"""Seconds in which Janus must end by itself when asked to."""
_POLL: Final = 0.03

LARGEST_LOG: Final = 10 * 1024 * 1024
"""Bytes from which `janus.log` begins anew."""
_LOOK_AT_LOG: Final = 60.0
_IFF_UP, _IFF_LOOPBACK, _IFF_RUNNING = 0x1, 0x8, 0x40
_SIOCGIFFLAGS, _SIOCGIFADDR = 0x8913, 0x8915

_log = structlog.get_logger(__name__)


class JanusMissingError(Exception):
    """The program is not there; the message is one sentence saying what to do."""

    def __init__(self) -> None:
        super().__init__("Janus is not installed; run: apt-get install janus")


class JanusFailedError(Exception):
    """Janus does not work now; the message is one sentence saying why."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a Janus listens, and the secret it wants."""

    url: str
    secret: str | None


class JanusServer(Protocol):
    """A Janus that can be reached, ours or somebody else's."""

    async def ensure(self) -> Endpoint:
        """Return where it is, having started it if it is ours; raises `JanusFailedError`."""
        ...

    async def tend(self) -> None:
        """Keep what it writes from filling the disk, for ever."""
        ...

    async def stop(self) -> None:
        """End it if it is ours."""
        ...


@dataclass(frozen=True, slots=True)
class RemoteJanus:
    """A Janus that others start and stop."""

    endpoint: Endpoint

    async def ensure(self) -> Endpoint:
        """Return where it is."""
        return self.endpoint

    async def tend(self) -> None:
        """Leave that to whoever runs it."""

    async def stop(self) -> None:
        """Leave it alone."""


@dataclass(frozen=True, slots=True)
class _Running:
    pid: int
    born: int
    port: int
    name: str
    secret: str

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def is_alive(self) -> bool:
        return _birth(self.pid) == self.born


class JanusProcess:
    """The process belonging to one directory. One caller at a time."""

    def __init__(self, directory: Path, options: JanusOptions) -> None:
        program = shutil.which("janus")
        if program is None:
            raise JanusMissingError
        self._program = program
        self._directory = directory
        self._options = options
        self._file = directory / "process.json"
        self._child: subprocess.Popen[bytes] | None = None

    async def ensure(self) -> Endpoint:
        """Return the running Janus: the one already known, one left by an earlier server, or a fresh one."""
        running = self._read()
        if running is not None and running.is_alive():
            if await _answers(running):
                return Endpoint(running.url, running.secret)
            _log.warning("janus does not answer and is replaced", pid=running.pid)
            await self._end(running, signal.SIGKILL)
        if not has_network():
            raise JanusFailedError(
                "This machine has no network but loopback, and Janus uses that for nobody: connect it to one."
            )
        return await self._start()

    async def tend(self) -> None:
        """Bound the log for ever."""
        while True:
            await asyncio.to_thread(bound_log, self._directory / "janus.log", LARGEST_LOG)
            await asyncio.sleep(_LOOK_AT_LOG)

    async def stop(self) -> None:
        """End the process and forget it."""
        running = self._read()
        if running is not None and running.is_alive():
            await self._end(running, signal.SIGTERM, signal.SIGKILL)
        self._file.unlink(missing_ok=True)

    async def _start(self) -> Endpoint:
        port, secret, name = _free_port(), secrets.token_urlsafe(24), f"reconvene-{secrets.token_hex(8)}"
        write_configuration(self._directory, self._options, port=port, secret=secret, name=name)
        child = await asyncio.to_thread(self._spawn)
        self._child = child
        running = _Running(child.pid, _birth(child.pid) or 0, port, name, secret)
        write_private(self._file, json.dumps(asdict(running)))
        try:
            async with asyncio.timeout(STARTING):
                while not await _answers(running):
                    if child.poll() is not None:
                        raise JanusFailedError(f"Janus ended at once; see {self._directory / 'janus.log'}.")
                    await asyncio.sleep(_POLL)
        except TimeoutError:
            await self._end(running, signal.SIGKILL)
            raise JanusFailedError(f"Janus does not answer; see {self._directory / 'janus.log'}.") from None
        _log.info("janus started", pid=child.pid, port=port)
        return Endpoint(running.url, secret)

    def _spawn(self) -> subprocess.Popen[bytes]:
        log = self._directory / "janus.log"
        if log.exists():
            log.replace(_older(log))
        log.touch(mode=0o600)
        return subprocess.Popen(
            [self._program, "-F", str(self._directory)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._directory,
            start_new_session=True,
        )

    def _read(self) -> _Running | None:
        if self._child is not None and self._child.poll() is not None:
            self._child = None
        try:
            return _Running(**json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            _log.warning("the note of the running janus is damaged and is ignored", file=str(self._file))
            return None

    async def _end(self, running: _Running, *signals: signal.Signals) -> None:
        for sign in signals:
            if not running.is_alive():
                break
            with suppress(ProcessLookupError):
                os.kill(running.pid, sign)
            await _ended(running, STOPPING)
        if self._child is not None:
            self._child.poll()
        _log.info("janus stopped", pid=running.pid)


def bound_log(log: Path, largest: int) -> None:
    """Empty a log that has grown over ``largest`` bytes, keeping a copy as `janus.log.1`.

    Janus keeps the file open and appends, so it goes on at the start. A full disk costs the copy.
    """
    if not log.exists() or log.stat().st_size <= largest:
        return
    with suppress(OSError):
        shutil.copy2(log, _older(log))
    os.truncate(log, 0)


def _older(log: Path) -> Path:
    return log.with_name(f"{log.name}.1")


async def _ended(running: _Running, patience: float) -> None:
    """Wait until the process has ended, whosever child it is."""
    try:
        watch = os.pidfd_open(running.pid)
    except ProcessLookupError:
        return
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(watch, ended.set)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await ended.wait()
    finally:
        loop.remove_reader(watch)
        os.close(watch)


async def _answers(running: _Running) -> bool:
    return await identify(running.url) == running.name


def _birth(pid: int) -> int | None:
    """When the process began, in clock ticks since boot; ``None`` if it is no more (a zombie is none)."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, born = after_name[0], int(after_name[19])
    return None if state in {"Z", "X"} else born


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def has_network() -> bool:
    """Tell whether an IPv4 interface other than loopback is up: Janus never offers loopback to its peers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        return any(_is_usable(probe, name) for _, name in socket.if_nameindex())


def _is_usable(probe: socket.socket, name: str) -> bool:
    request = struct.pack("256s", name.encode()[:15])
    try:
        (flags,) = struct.unpack_from("H", fcntl.ioctl(probe, _SIOCGIFFLAGS, request), 16)
        fcntl.ioctl(probe, _SIOCGIFADDR, request)
    except OSError:
        return False
    return bool(flags & _IFF_UP and flags & _IFF_RUNNING and not flags & _IFF_LOOPBACK)
