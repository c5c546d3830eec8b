"""The WebSocket: who a page is comes from its first frame, everything else goes to the meeting."""

import asyncio
from typing import Final, assert_never

from starlette.routing import WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from reconvene.live.mailbox import Attach, Detach, Rate, Speak
from reconvene.live.mailbox import React as ReactItem
from reconvene.live.media_sync import MediaSync
from reconvene.live.meetings import UnknownMeeting
from reconvene.live.pages import LEFT
from reconvene.live.ports import LogUnavailable
from reconvene.live.running import MeetingBroken, RunningMeeting
from reconvene.meeting.commands import Request
from reconvene.meeting.refusals import Code, Refusal
from reconvene.web.limits import PagePace
from reconvene.web.open_pages import RESTARTING
from reconvene.web.page_connection import PageConnection
from reconvene.web.page_socket import (
    BAD_SEAT,
    FRAME_TOO_LARGE,
    HELLO_WAIT,
    INTERNAL,
    NO_HELLO,
    TOO_MUCH,
    serve_page,
)
from reconvene.web.relays import RelayReminder
from reconvene.web.services import Services, services_of
from reconvene.web.tokens import ExpiredToken, InvalidToken, Seat
from reconvene.wire.codec import LARGEST_FRAME, BadFrame, decode, encode
from reconvene.wire.commands import to_command
from reconvene.wire.frames import (
    Answer,
    CommandFrame,
    ErrorFrame,
    Frozen,
    Hello,
    IceRestart,
    Looking,
    PageCandidate,
    Ping,
    Pong,
    Publish,
    Quality,
    React,
    RefusalNotice,
    RelayList,
    Speaking,
    Subscribed,
    UpFrame,
)

MOST_BAD_FRAMES: Final = 5
"""Bad frames after which a connection is closed."""

TOO_MANY_BAD_FRAMES: Final = 4010


_OF_SEATED: Final = Speaking | React | Publish | Subscribed | IceRestart | Frozen | PageCandidate
"""RT2: frames that are dropped while a person waits in the lobby."""


class _Ended(Exception):
    """The connection is over, with this close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


async def socket(websocket: WebSocket) -> None:
    """Serve one page until either side ends it."""
    services = services_of(websocket)
    await serve_page(websocket, services, lambda connection: _Page(websocket, services, connection).serve())


route: Final = WebSocketRoute("/api/v1/socket", socket)


class _Page:
    """The reading side of one page."""

    def __init__(self, websocket: WebSocket, services: Services, connection: PageConnection) -> None:
        self._websocket = websocket
        self._services = services
        self._connection = connection
        self._bad_frames = 0
        self._pace = PagePace(services.clock.now())
        self._relays = RelayReminder(services.relays)
        self._answering = False
        self._parting = False

    def say_farewell(self) -> None:
        """End the connection because the server restarts, after the answer to the command under way."""
        self._parting = True
        if not self._answering:
            self._connection.close(RESTARTING, "the server restarts")

    async def serve(self) -> None:
        """Read frames until the connection ends; whatever the page did, the meeting learns it is gone."""
        self._services.pages.add(self)
        try:
            hello = await self._hello()
            seat = self._seat(hello)
            self._remind_of_relays(seat)
            running = await self._attach(seat, hello)
            try:
                await self._read(running, await self._services.meetings.media(seat.meeting), seat, hello.page)
            finally:
                await running.put(Detach(seat.person, self._connection))
        except _Ended as end:
            self._connection.close(end.code, end.reason)
        except WebSocketDisconnect:
            self._connection.close(1000, "")
        except (LogUnavailable, MeetingBroken):
            self._connection.close(INTERNAL, "the meeting is being restored")
        finally:
            self._services.pages.remove(self)

    async def _hello(self) -> Hello:
        try:
            async with asyncio.timeout(HELLO_WAIT):
                frame = await self._next()
        except TimeoutError as error:
            raise _Ended(NO_HELLO, "no hello") from error
        if not isinstance(frame, Hello):
            raise _Ended(NO_HELLO, "the first frame must be hello")
        return frame

    def _seat(self, hello: Hello) -> Seat:
        try:
            return self._services.tokens.seat(hello.seat, self._services.clock.now())
        except (InvalidToken, ExpiredToken) as error:
            raise _Ended(BAD_SEAT, "open your link to join again") from error

    async def _attach(self, seat: Seat, hello: Hello) -> RunningMeeting:
        try:
            running = await self._services.meetings.get(seat.meeting)
        except UnknownMeeting as error:
            raise _Ended(BAD_SEAT, "this meeting does not exist any more") from error
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        known = seat.person in running.state.people or seat.person in running.state.door.waiting
        if not known and seat.round != running.info.link_round(seat.role):
            raise _Ended(BAD_SEAT, "the link to this seat was revoked")
        await running.put(
            Attach(
                person=seat.person,
                role=seat.role,
                connection=self._connection,
                page=hello.page,
                epoch=hello.epoch,
                since=hello.since,
                done=done,
                passcode=seat.passcode,
            )
        )
        try:
            await done
        except Refusal as refusal:
            removed = refusal.code == Code.REMOVED
            raise _Ended(LEFT if removed else BAD_SEAT, "you may not come in with this seat") from refusal
        return running

    async def _read(self, running: RunningMeeting, media: MediaSync, seat: Seat, page: str) -> None:
        while True:
            frame = await self._next()
            if isinstance(frame, _OF_SEATED) and seat.person not in running.state.people:
                continue
            match frame:
                case CommandFrame():
                    await self._command(running, seat, frame)
                case Ping(at=at):
                    self._remind_of_relays(seat)
                    self._send(Pong(at=at, now=self._services.clock.now()))
                case Speaking(on=on):
                    await running.put(Speak(seat.person, on))
                case React(reaction=reaction):
                    await running.put(ReactItem(seat.person, reaction))
                case Looking():
                    media.look(seat.person, page, frame)
                case Quality(level=level):
                    await running.put(Rate(seat.person, level))
                case Publish():
                    media.publish(seat.person, page, frame)
                case Subscribed():
                    media.subscribed(seat.person, frame)
                case IceRestart() | Frozen():
                    media.heal(seat.person, frame)
                case PageCandidate():
                    media.candidate(seat.person, frame)
                case Hello():
                    self._complain(BadFrame("BAD_FRAME", "hello comes once"))
                case _:
                    assert_never(frame)

    def _remind_of_relays(self, seat: Seat) -> None:
        """Give the page the relays it may use, unless those it has are good for long."""
        relays = self._relays.due(seat.person, self._services.clock.now())
        if relays is not None:
            self._send(relays)

    async def _command(self, running: RunningMeeting, seat: Seat, frame: CommandFrame) -> None:
        self._answering = True
        refusal = await running.ask(Request(seat.person, to_command(frame.command)), frame.id)
        told = None if refusal is None else RefusalNotice(code=refusal.code, message=refusal.message)
        self._send(Answer(id=frame.id, refusal=told))
        self._answering = False
        if self._parting:
            self.say_farewell()

    async def _next(self) -> UpFrame:
        """Return the next good frame; bad ones are answered, and too many end the connection."""
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code") or 1000)
            self._require_calm(message)
            try:
                return _decode(message)
            except BadFrame as bad:
                self._complain(bad)

    def _require_calm(self, message: Message) -> None:
        size = len(message.get("text") or message.get("bytes") or "")
        if not self._pace.lets(size, self._services.clock.now()):
            raise _Ended(TOO_MUCH, "too much in too short a time")

    def _complain(self, bad: BadFrame) -> None:
        self._send(ErrorFrame(code=bad.code, message=bad.message))
        self._bad_frames += 1
        if self._bad_frames >= MOST_BAD_FRAMES:
            raise _Ended(TOO_MANY_BAD_FRAMES, "too many bad frames")

    def _send(self, frame: Answer | Pong | RelayList | ErrorFrame) -> None:
        self._connection.send(encode(frame))


def _decode(message: "dict[str, object] | object") -> UpFrame:
    text = message.get("text") if isinstance(message, dict) else None
    if not isinstance(text, str):
        raise BadFrame("BAD_FRAME", "frames are text")
    if len(text) > LARGEST_FRAME or len(text.encode()) > LARGEST_FRAME:
        raise _Ended(FRAME_TOO_LARGE, "a frame has at most 64 KiB")
    return decode(text)
