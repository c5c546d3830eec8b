"""The WebSocket of a shared document: who a page is comes from its first frame, the rest is y-protocols."""

import asyncio
from typing import Final, get_args

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from reconvene.live.document import BAD_UPDATE
from reconvene.live.document_ports import DocumentKey, DocumentKind
from reconvene.live.documents import Unwelcome, Visit
from reconvene.live.pages import LEFT
from reconvene.live.ports import LogUnavailable
from reconvene.meeting.ids import RoomId
from reconvene.web.errors import ApiError
from reconvene.web.holder import holder_of
from reconvene.web.page_connection import PageConnection
from reconvene.web.page_socket import (
    BAD_SEAT,
    FRAME_TOO_LARGE,
    HELLO_WAIT,
    INTERNAL,
    NO_HELLO,
    serve_page,
)
from reconvene.web.services import Services, services_of
from reconvene.wire.codec import BadFrame
from reconvene.wire.document_frames import LARGEST_MESSAGE, DocumentHello, read_hello
from reconvene.wire.yjs import BadUpdate

_LONGEST_ROOM: Final = 64


async def document(websocket: WebSocket) -> None:
    """Serve one page's board or note until either side ends it."""
    kind, room = websocket.path_params["kind"], websocket.path_params["room"]
    if kind not in get_args(DocumentKind) or len(room) > _LONGEST_ROOM:
        await websocket.close()
        return
    services = services_of(websocket)
    await serve_page(
        websocket,
        services,
        lambda connection: _serve(websocket, connection, services, kind, RoomId(room)),
    )


route: Final = WebSocketRoute("/api/v1/documents/{kind}/{room}", document)


async def _serve(
    websocket: WebSocket, connection: PageConnection, services: Services, kind: DocumentKind, room: RoomId
) -> None:
    """Read what the page says until the connection ends."""
    try:
        hello = await _hello(websocket)
        visit = await _open(connection, services, hello, kind, room)
        try:
            while True:
                visit.receive(await _binary(websocket))
        finally:
            visit.leave()
    except Unwelcome as end:
        connection.close(end.code, end.reason)
    except BadUpdate:
        connection.close(BAD_UPDATE, "BAD_UPDATE")
    except WebSocketDisconnect:
        connection.close(1000, "")
    except LogUnavailable:
        connection.close(INTERNAL, "the document cannot be read now")


async def _open(
    connection: PageConnection,
    services: Services,
    hello: DocumentHello,
    kind: DocumentKind,
    room: RoomId,
) -> Visit:
    try:
        holder = await holder_of(services, hello.seat)
    except ApiError as error:
        code = LEFT if error.code == "NOT_IN_MEETING" else BAD_SEAT
        raise Unwelcome(code, error.code) from error
    key = DocumentKey(holder.running.info.id, kind, room)
    return await services.documents.open(holder.running, key, holder.id, hello.client, connection)


async def _hello(websocket: WebSocket) -> DocumentHello:
    try:
        async with asyncio.timeout(HELLO_WAIT):
            message = await _receive(websocket)
        return read_hello(message if isinstance(message, str) else "")
    except (TimeoutError, BadFrame) as error:
        raise Unwelcome(NO_HELLO, "the first frame must be hello") from error


async def _binary(websocket: WebSocket) -> bytes:
    message = await _receive(websocket)
    if isinstance(message, str):
        raise BadUpdate("text comes first and once")
    return message


async def _receive(websocket: WebSocket) -> str | bytes:
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code") or 1000)
    text, data = message.get("text"), message.get("bytes")
    found: str | bytes = text if isinstance(text, str) else data or b""
    if len(found) > LARGEST_MESSAGE:
        raise Unwelcome(FRAME_TOO_LARGE, "FRAME_TOO_LARGE")
    return found
