"""WebSockets as uvicorn serves them, with our own ways about compression and pages that read nothing."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from typing_extensions import override
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.extensions.base import Extension, ServerExtensionFactory
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import ExtensionParameter

PLAIN: Final = "/api/v1/documents/"
"""What is drawn travels uncompressed: to press it anew for every page took half of the server's work."""

WORTH_PRESSING: Final = 1_000
"""Bytes from which a frame is compressed; a smaller one fits into one packet as it is."""

STUCK: Final = 20.0
"""Seconds after which a connection is cut on which a page has taken nothing of what waits for it."""

_EXTENSIONS: Final = "Sec-WebSocket-Extensions"
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
        extensions: list[ServerExtensionFactory] = [_SparingFactory()]
        self.conn = ServerProtocol(extensions=extensions, max_size=config.ws_max_size, logger=self.logger)
        self._cut: asyncio.TimerHandle | None = None

    @override
    def handle_connect(self, event: Request) -> None:
        if event.path.startswith(PLAIN) and _EXTENSIONS in event.headers:
            del event.headers[_EXTENSIONS]
        super().handle_connect(event)

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
