"""How frames are written: at once where that can be, and always in order."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import override
from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from reconvene.web.page_connection import AT_ONCE, PageConnection
from reconvene.web.websockets import WORTH_PRESSING, WebSocketProtocol
from tests.support.virtual_time import run


class Wire(asyncio.Transport):
    """A transport to a page."""

    def __init__(self, page: ClientProtocol) -> None:
        super().__init__()
        self._page = page
        self.writes = 0

    @override
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    @override
    def write(self, data: Any) -> None:
        self.writes += 1
        self._page.receive_data(data)

    @override
    def is_closing(self) -> bool:
        return False

    @override
    def pause_reading(self) -> None: ...

    @override
    def resume_reading(self) -> None: ...

    @override
    def close(self) -> None: ...


class Talk:
    """The server's side of a WebSocket and its page, as far as writing goes."""

    def __init__(self) -> None:
        self.page = ClientProtocol(
            parse_uri("ws://reconvene.test/api/v1/socket"), extensions=[ClientPerMessageDeflateFactory()]
        )
        config = Config(app="reconvene", log_config=None, interface="asgi3")
        config.loaded, config.loaded_app = True, self._serve
        self.protocol, self.wire = WebSocketProtocol(config, ServerState(), {}), Wire(self.page)
        self._connection: asyncio.Future[PageConnection] = asyncio.get_running_loop().create_future()

    async def begin(self) -> PageConnection:
        """Let the page connect; return what the server writes to it with."""
        self.protocol.connection_made(self.wire)
        self.page.send_request(self.page.connect())
        self._hear()
        connection = await self._connection
        self.page.events_received()
        self.wire.writes = 0
        return connection

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(scope, receive, send)
        await websocket.accept()
        connection = PageConnection(scope["extensions"][AT_ONCE])
        self._connection.set_result(connection)
        await connection.pump(websocket)

    def _hear(self) -> None:
        self.protocol.data_received(b"".join(self.page.data_to_send()))

    def leave(self) -> None:
        """Let the page end the connection."""
        self.page.send_close(1000)
        self._hear()

    def received(self) -> list[str | bytes]:
        """Return what the page was sent since it was asked last."""
        frames = [event for event in self.page.events_received() if isinstance(event, Frame)]
        return [bytes(it.data).decode() if it.opcode is Opcode.TEXT else bytes(it.data) for it in frames]


SIZES = (0, 1, 125, 126, 127, WORTH_PRESSING - 1, WORTH_PRESSING, 65_535, 65_536, 100_000)


def test_frames_of_any_size_arrive_as_they_were_sent_without_waiting_for_a_task() -> None:
    async def scenario() -> None:
        talk = Talk()
        connection = await talk.begin()
        frames: list[str | bytes] = [*("x" * size for size in SIZES), *(b"y" * size for size in SIZES), "ü"]
        for frame in frames:
            connection.send(frame)
        assert talk.wire.writes == len(frames)
        assert talk.received() == frames

    run(scenario())


def test_no_frame_overtakes_those_that_wait_for_a_slow_page() -> None:
    """RT1: every frame comes in its turn, also in the moment when the page takes some again."""

    async def scenario() -> None:
        talk = Talk()
        connection = await talk.begin()
        connection.send("at once")
        talk.protocol.pause_writing()
        connection.send("first to wait")
        await asyncio.sleep(1)  # of the loop's own time: its task has taken the frame and waits with it
        talk.protocol.resume_writing()
        connection.send("second to wait")
        assert talk.received() == ["at once"]
        await asyncio.sleep(1)
        connection.send("at once again")
        assert talk.received() == ["first to wait", "second to wait", "at once again"]

    run(scenario())


def test_nothing_is_written_to_a_page_that_has_ended_the_connection() -> None:
    async def scenario() -> None:
        talk = Talk()
        connection = await talk.begin()
        talk.leave()
        talk.wire.writes = 0
        connection.send("too late")
        await asyncio.sleep(1)
        assert talk.wire.writes == 0
        assert connection.close_code != 1000

    run(scenario())
