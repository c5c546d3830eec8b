"""The simulated guests that `reconvene serve` sends into the meeting it makes: a process of their own."""

import asyncio
import ipaddress
import signal
import sys
from asyncio.subprocess import Process
from types import TracebackType
from typing import Final, Self

_FAREWELL: Final = 8.0
"""Seconds guests have to leave before they are ended."""


class Company:
    """So many guests, who reach the server by its own address; leaving the block sends them home."""

    def __init__(self, count: int, host: str, port: int) -> None:
        self._count = count
        self._server = _own_address(host, port)
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def come(self, link: str) -> None:
        """Have the guests join by this link; without any nothing happens."""
        if not self._count:
            return
        token = link.rpartition("/")[2]
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "reconvene.cli", "guests", f"{self._server}/join/{token}"),
            *("--count", str(self._count), "--talk", "--video", "--rooms"),
            stdin=asyncio.subprocess.DEVNULL,
        )

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_FAREWELL):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def _own_address(host: str, port: int) -> str:
    """Return how this machine itself reaches a server that listens on ``host``."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{port}"
    if address.is_unspecified:
        return f"http://{'[::1]' if address.version == 6 else '127.0.0.1'}:{port}"  # noqa: PLR2004 - IPv6
    return f"http://{f'[{address}]' if address.version == 6 else address}:{port}"  # noqa: PLR2004 - IPv6
