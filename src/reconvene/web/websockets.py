"""WebSockets as uvicorn serves them, with our own exception about compression."""

from typing import Final

from typing_extensions import override
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

PLAIN: Final = "/api/v1/documents/"
"""What is drawn travels uncompressed: to press it anew for every page took half of the server's work."""

_EXTENSIONS: Final = "Sec-WebSocket-Extensions"


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Declines compression where it does not pay; elsewhere frames are compressed as pages ask for."""

    @override
    def handle_connect(self, event: Request) -> None:
        if event.path.startswith(PLAIN) and _EXTENSIONS in event.headers:
            del event.headers[_EXTENSIONS]
        super().handle_connect(event)
