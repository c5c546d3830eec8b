"""A TURN server of our own for the length of a test: Debian's coturn."""

import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from reconvene.adapters.checks import own_address
from reconvene.adapters.turn import reaches
from tests.e2e.waiting import eventually

SECRET = "shared with the relay"


class Relay:
    """A relay on this machine's own address, for browsers never use loopback for media; it can be killed."""

    def __init__(self, folder: Path) -> None:
        address = own_address()
        assert address is not None, "this machine has no network"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
            port: int = probe.getsockname()[1]
        self.url = f"turn:{address}:{port}?transport=udp"
        self._arguments = _arguments(folder, address, port)
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it, on the same port as before."""
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(  # noqa: ASYNC220 - starting takes no time worth waiting for
            self._arguments, stdout=silent, stderr=silent
        )

        async def answers() -> bool:
            return reaches(self.url)

        await eventually(answers, bool, "the relay answers")

    def kill(self) -> None:
        """End it with all that it relays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@asynccontextmanager
async def coturn(folder: Path) -> AsyncIterator[Relay]:
    """Run a relay for the length of a block."""
    relay = Relay(folder)
    await relay.start()
    try:
        yield relay
    finally:
        relay.kill()


def _arguments(folder: Path, address: str, port: int) -> list[str]:
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
    named = [f"--{name}={value}" for name, value in options.items()]
    return [program, "-n", *named, *(f"--{name}" for name in switches)]
