"""What all WebSockets of pages share: who may open one, how it is served, and why it is closed."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import WebSocket

from reconvene.web.addresses import address_of, household
from reconvene.web.page_connection import AT_ONCE, PageConnection
from reconvene.web.services import Services

HELLO_WAIT: Final = 10.0
"""Seconds a page has for its first frame."""

BAD_SEAT: Final = 4001
NO_HELLO: Final = 4004
FRAME_TOO_LARGE: Final = 4009
TOO_MUCH: Final = 4013
INTERNAL: Final = 1011


async def serve_page(
    websocket: WebSocket, services: Services, read: Callable[[PageConnection], Coroutine[Any, Any, None]]
) -> None:
    """Let ``read`` read from the page, and write what it is sent, until either side ends it.

    A page that is not one of ours is turned away. ``read`` is cancelled when nothing can be written any more.
    """
    if not _may_connect(websocket, services):
        await websocket.close()
        return
    await websocket.accept()
    connection = PageConnection(websocket.scope.get("extensions", {}).get(AT_ONCE))
    async with asyncio.TaskGroup() as group:
        pump = group.create_task(connection.pump(websocket))
        reader = group.create_task(read(connection))
        pump.add_done_callback(lambda _: reader.cancel())
        await asyncio.wait([reader])
        if not pump.done():
            connection.close(1000, "")
    services.meetings.metrics.endings.labels(connection.close_code).inc()


def _may_connect(websocket: WebSocket, services: Services) -> bool:
    """Return whether the page that asks is one of ours, from an address that does not ask too often.

    Programs that are no browser send no origin.
    """
    origin = websocket.headers.get("origin")
    own = origin is None or origin in services.origins
    if not own and urlsplit(origin).netloc != websocket.headers.get("host"):
        return False
    return services.limits.sockets.spend(household(address_of(websocket)), services.clock.now())
