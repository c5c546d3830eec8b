"""One page's WebSocket, written to without waiting."""

import asyncio
from collections import deque
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

TOO_SLOW: Final = 4008

MOST_FRAMES: Final = 2_000
MOST_BYTES: Final = 8 * 1024 * 1024
"""What may wait for a slow page; beyond it the page is told to come back and resume."""


class PageConnection:
    """`reconvene.live.ports.Connection` on a WebSocket. `pump` does the writing."""

    def __init__(self) -> None:
        self._waiting: deque[str | bytes] = deque()
        self._size = 0
        self._closing: tuple[int, str] | None = None
        self._wake = asyncio.Event()

    def send(self, frame: str | bytes) -> None:
        """Queue a frame; too many of them end the connection instead."""
        if self._closing is not None:
            return
        self._waiting.append(frame)
        self._size += len(frame)
        if len(self._waiting) > MOST_FRAMES or self._size > MOST_BYTES:
            self._waiting.clear()
            self.close(TOO_SLOW, "too slow: come back and resume")
        self._wake.set()

    def close(self, code: int, reason: str) -> None:
        """End the connection after what is queued; the first code wins."""
        self._closing = self._closing or (code, reason)
        self._wake.set()

    @property
    def close_code(self) -> int:
        """Why the connection ended, as a code of `docs/protocol.md`; 1006 if the page just went away."""
        return 1006 if self._closing is None else self._closing[0]

    async def pump(self, socket: WebSocket) -> None:
        """Write what is queued until the connection ends from either side."""
        try:
            while True:
                while self._waiting:
                    frame = self._waiting.popleft()
                    self._size -= len(frame)
                    await (socket.send_text(frame) if isinstance(frame, str) else socket.send_bytes(frame))
                if self._closing is not None:
                    await socket.close(*self._closing)
                    return
                self._wake.clear()
                await self._wake.wait()
        except (WebSocketDisconnect, RuntimeError):
            # Starlette reports a page that is gone by either; the reading side learns it too and cleans up.
            self._closing = self._closing or (1006, "gone")
