"""The listening side: the socket, uvicorn with our settings, and the client's files."""

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import uvicorn
from typing_extensions import override

from reconvene.cli.failure import CannotStart
from reconvene.web.app import create_app
from reconvene.web.services import Services
from reconvene.web.websockets import WebSocketProtocol

_BACKLOG: Final = 2048
_LARGEST_MESSAGE: Final = 1024 * 1024
_UNSENT: Final = 128 * 1024
"""Bytes the system takes ahead of a slow reader; without a limit it is megabytes for each."""


class Server(uvicorn.Server):
    """Uvicorn with our settings; calls back once connections are accepted.

    At SIGTERM people may be in meetings that the next server goes on with: then it ``is_restarting``.
    """

    def __init__(
        self, services: Services, proxies: Sequence[str], on_started: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(services),
                log_config=None,
                access_log=False,
                server_header=False,
                http="httptools",
                ws=WebSocketProtocol,
                ws_max_size=_LARGEST_MESSAGE,
                ws_per_message_deflate=False,  # the protocol has its own way of compressing
                backlog=_BACKLOG,
                timeout_graceful_shutdown=5,
                forwarded_allow_ips=list(proxies),
            )
        )
        self._on_started = on_started
        self._pages = services.pages
        self._terminated = False
        self.is_restarting = False

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End serving at a signal and nothing more: uvicorn would let it kill us before Janus is stopped."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, self._on_signal, name)
        yield

    def _on_signal(self, name: signal.Signals) -> None:
        self._terminated = self._terminated or name == signal.SIGTERM
        self.handle_exit(name, None)

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # What was loaded by now stays: to look through it again for garbage would stop everybody for 0.15 s.
        gc.collect()
        gc.freeze()
        await super().startup(sockets)
        await self._on_started()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for accepting in (*self.servers, *(sockets or ())):
            accepting.close()
        self.is_restarting = self._terminated and len(self._pages) > 0
        await self._pages.say_farewell()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `CannotStart` if the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} is taken; stop what uses it or choose another with --port."
        else:
            message = f"Cannot listen on {host} port {port} ({error.strerror}); check --host and --port."
        raise CannotStart(message) from error
    return listener


def client_folder() -> Path:
    """Return the built client: inside the installed package, or beside the sources of an editable install."""
    package = Path(__file__).parents[1]
    for folder in (package / "web" / "client", package.parents[1] / "client" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    raise CannotStart("The client is not built; run: make client")
