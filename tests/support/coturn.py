"""A TURN server of our own for the length of a test: Debian's coturn."""

import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from reconvene.adapters.checks import own_address
from reconvene.adapters.turn import reaches
from tests.e2e.waiting import eventually

SECRET = "shared with the relay"


@asynccontextmanager
async def coturn(folder: Path) -> AsyncIterator[str]:
    """Run a relay on this machine's own address, for browsers never use loopback for media; yield its URL."""
    address = own_address()
    assert address is not None, "this machine has no network"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        port: int = probe.getsockname()[1]
    url = f"turn:{address}:{port}?transport=udp"

    async def answers() -> bool:
        return reaches(url)

    with _running(folder, address, port):
        await eventually(answers, bool, "the relay answers")
        yield url


@contextmanager
def _running(folder: Path, address: str, port: int) -> Iterator[None]:
    options = {
        "listening-ip": address,
        "relay-ip": address,
        "listening-port": str(port),
        "min-port": "49152",
        "max-port": "49400",
        "realm": "reconvene.test",
        "static-auth-secret": SECRET,
        "pidfile": str(folder / "turnserver.pid"),
        "userdb": str(folder / "turnserver.db"),
        "log-file": str(folder / "turnserver.log"),
    }
    switches = ("use-auth-secret", "no-cli", "no-tls", "no-dtls", "simple-log", "fingerprint")
    program = shutil.which("turnserver")
    assert program is not None, "coturn is not installed"
    arguments = [f"--{name}={value}" for name, value in options.items()] + [f"--{name}" for name in switches]
    silent = subprocess.DEVNULL
    with subprocess.Popen([program, "-n", *arguments], stdout=silent, stderr=silent) as process:
        try:
            yield
        finally:
            process.terminate()
