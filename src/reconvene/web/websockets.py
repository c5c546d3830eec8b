"""WebSockets as uvicorn serves them, with our own ways of compressing, writing, and not waiting for ever."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final, cast

from typing_extensions import override
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.extensions.base import Extension, ServerExtensionFactory
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State
from websockets.typing import ExtensionParameter

from reconvene.web.page_connection import AT_ONCE

PLAIN: Final = "/api/v1/documents/"
"""What is drawn travels uncompressed: to press it anew for every page took half of the server's work."""

WORTH_PRESSING: Final = 1_000
"""Bytes from which a frame is compressed; a smaller one fits into one packet as it is."""

STUCK: Final = 20.0
"""Seconds after which a connection is cut on which a page has taken nothing of what waits for it."""

_OFFERED: Final = "Sec-WebSocket-Extensions"
_WINDOW: Final = 15
_LEVEL: Final = {"level": 3, "memLevel": 8}


class _Sparing(PerMessageDeflate):
    """Compresses large messages alone, each for itself: nothing is kept for a connection in between."""

    @override
    def encode(self, frame: Frame) -> Frame:
        return frame if len(frame.data) < WORTH_PRESSING else super().encode(frame)


class _SparingFactory(ServerPerMessageDeflateFactory):
    def __init__(self) -> None:
        super().__init__(server_no_context_takeover=True, client_no_context_takeover=True)

    @override
    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        answer, agreed = super().process_request_params(params, accepted_extensions)
        sparing = _Sparing(
            agreed.remote_no_context_takeover,
            agreed.local_no_context_takeover,
            agreed.remote_max_window_bits,
            agreed.local_max_window_bits,
            _LEVEL,
        )
        return answer, sparing


_EXTENSIONS: Final[Sequence[ServerExtensionFactory]] = (_SparingFactory(),)


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Declines compression where it does not pay, and cuts connections on which nothing is read."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.conn.available_extensions = _EXTENSIONS
        self._cut: asyncio.TimerHandle | None = None

    @override
    def handle_connect(self, event: Request) -> None:
        if event.path.startswith(PLAIN) and _OFFERED in event.headers:
            del event.headers[_OFFERED]
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            # The other extensions are typed one by one; this one is between our own two sides.
            cast("dict[str, object]", self.scope["extensions"])[AT_ONCE] = self

    def write_at_once(self, frame: str | bytes) -> bool:
        """Write a text (or binary) frame unless the page must be waited for or the connection ends.

        Through uvicorn and a task a frame costs three times as much.
        """
        if not self.writable.is_set() or self.transport.is_closing() or self.conn.state is not State.OPEN:
            return False
        is_text = isinstance(frame, str)
        data = frame.encode() if isinstance(frame, str) else frame
        if len(data) < WORTH_PRESSING:
            self.transport.write(_head(len(data), is_text=is_text) + data)
        else:
            (self.conn.send_text if is_text else self.conn.send_binary)(data)
            self.transport.write(b"".join(self.conn.data_to_send()))
        return True

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._cut = self.loop.call_later(STUCK, self.transport.abort)

    @override
    def resume_writing(self) -> None:
        super().resume_writing()
        self._reprieve()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._reprieve()
        super().connection_lost(exc)

    @override
    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._cut = self._cut or self.loop.call_later(STUCK, self.transport.abort)

    def _reprieve(self) -> None:
        if self._cut is not None:
            self._cut.cancel()
            self._cut = None


def _head(size: int, *, is_text: bool) -> bytes:
    """Return what stands before a whole frame of the server's that is not compressed (RFC 6455, 5.2)."""
    first = 0x80 | (Opcode.TEXT if is_text else Opcode.BINARY)
    return bytes((first, size)) if size < _LONG else bytes((first, _LONG)) + size.to_bytes(2, "big")


_LONG: Final = 126
"""From so many bytes on the size stands in two bytes of its own."""
