"""One page's WebSocket, written to without waiting."""

import asyncio
from collections import deque
from typing import Final, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

TOO_SLOW: Final = 4008

MOST_FRAMES: Final = 2_000
MOST_BYTES: Final = 8 * 1024 * 1024
"""What may wait for a slow page; beyond it the page is told to come back and resume."""


class Line(Protocol):
    """A way to write that needs no task."""

    def write_at_once(self, frame: str | bytes) -> bool:
        """Write a frame; return whether it could be taken now."""
        ...


AT_ONCE: Final = "reconvene.at_once"
"""The extension of a connection's scope that holds its `Line`, where the server has one."""


class PageConnection:
    """`reconvene.live.ports.Connection` on a WebSocket.

    What the page takes now is written at once, which costs a third; `pump` writes what has to wait.
    """

    def __init__(self, line: Line | None = None) -> None:
        self._line = line
        self._pumping = False
        self._waiting: deque[str | bytes] = deque()
        self._size = 0
        self._closing: tuple[int, str] | None = None
        self._wake = asyncio.Event()

    def send(self, frame: str | bytes) -> None:
        """Write a frame or queue it; too many in the queue end the connection instead."""
        if self._closing is not None:
            return
        idle = not self._waiting and not self._pumping
        if idle and self._line is not None and self._line.write_at_once(frame):
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
                    self._pumping = True  # nothing may overtake the frame that waits here
                    await (socket.send_text(frame) if isinstance(frame, str) else socket.send_bytes(frame))
                    self._pumping = False
                if self._closing is not None:
                    await socket.close(*self._closing)
                    return
                self._wake.clear()
                await self._wake.wait()
        except (WebSocketDisconnect, RuntimeError):
            # Starlette reports a page that is gone by either; the reading side learns it too and cleans up.
            self._closing = self._closing or (1006, "gone")
