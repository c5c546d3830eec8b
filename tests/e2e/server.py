"""A real Reconvene server with its own Janus, started as users start it: ``reconvene serve``."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

import httpx

from tests.e2e.waiting import eventually

PROGRAM = Path(sys.executable).with_name("reconvene")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting made over REST."""

    id: str
    moderator: str
    participant: str


class Server:
    """One server process at a time over one data folder and one port; it can be killed and started again."""

    def __init__(self, data: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.data = data
        self._environment = {**os.environ, **(environment or {})}
        self._options = options
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._log = data.parent / f"{data.name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process's number."""
        assert self._process is not None
        return self._process.pid

    def log_tail(self, lines: int = 60) -> str:
        """Return the end of what the server has printed."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    async def start(self) -> None:
        """Start the server and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220 - starting takes no time worth waiting for
                [
                    PROGRAM,
                    "serve",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(self.port),
                    "--data",
                    str(self.data),
                    *self._options,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment,
            )
        await eventually(self._health, lambda status: status == 200, "the server is healthy", step=0.03)

    async def _health(self) -> int | None:
        assert self._process is not None
        assert self._process.poll() is None, f"the server stopped by itself:\n{self.log_tail()}"
        async with httpx.AsyncClient() as client:
            try:
                return (await client.get(urljoin(self.url, "healthz"))).status_code
            except httpx.TransportError:
                return None

    def kill(self) -> None:
        """End the process as a crash does: no warning, no farewell; its Janus goes on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def restart(self) -> float:
        """Ask the server to make way for the next one; return after how many seconds it had ended."""
        assert self._process is not None
        begun = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(timeout=20) == 0
        return time.monotonic() - begun

    def stop(self) -> None:
        """Ask the server to stop; a server that does not, and a Janus left behind, are faults."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                raise
        left = self._children_left()
        for process in left:
            os.kill(process, signal.SIGKILL)
        assert not left, "the server left processes behind"

    def _children_left(self) -> list[int]:
        """Return the processes that were started for this server's data folder."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:  # gone meanwhile
                continue
            if words[0].endswith(b"janus") and any(str(self.data).encode() in word for word in words):
                found.append(int(entry.name))
        return found

    async def request(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON of any shape
        """Send one REST request with the server's API key and return the JSON it answers."""
        key = await asyncio.to_thread((self.data / "api-key").read_text)
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {key.strip()}"}) as client:
            response = await client.request(method, urljoin(self.url, path), json=body)
        assert response.is_success, f"{method} {path}: {response.status_code} {response.text}"
        return response.json()

    async def create_meeting(self, title: str = "Reconvene") -> Meeting:
        """Make a meeting over REST."""
        made = await self.request("POST", "api/v1/meetings", {"title": title})
        links = {role: urljoin(self.url, link) for role, link in made["links"].items()}
        return Meeting(made["id"], links["moderator"], links["participant"])
