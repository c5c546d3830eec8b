"""Keeping one session with Janus: connect, claim or create, tell what happens, begin again when it breaks."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Final, TypeAlias, assert_never

import structlog
from websockets.exceptions import WebSocketException

from reconvene.adapters import janus_handles as handles
from reconvene.adapters.janus_process import Endpoint, JanusFailedError, JanusServer
from reconvene.adapters.janus_socket import JanusSocket, unavailable
from reconvene.adapters.janus_store import JanusStore, Pair, Session
from reconvene.janus import requests, videoroom
from reconvene.janus.connection import Connection, Heard, Reply
from reconvene.janus.messages import (
    Detached,
    HungUp,
    MediaSeen,
    PluginSaid,
    SessionOver,
    SlowLink,
    Trickled,
    WebRtcUp,
)
from reconvene.janus.room_messages import SubscribedStream, Updated
from reconvene.live.ports import (
    Clock,
    ConnectionLost,
    ConnectionUp,
    FeedSeen,
    HeldMedia,
    MediaError,
    MediaEvent,
    MediaServerLost,
    MediaServerReady,
    RemoteCandidate,
)
from reconvene.media.feeds import Feed, Switch
from reconvene.media.slots import HIGH
from reconvene.meeting.ids import MeetingId

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 10.0
"""Seconds between attempts to get a working Janus: doubled after each failure."""

Dial: TypeAlias = Callable[[str, Connection, Clock, Callable[[Heard], None]], Awaitable[JanusSocket]]
"""How a Janus is reached; see `JanusSocket.open`."""

_log = structlog.get_logger(__name__)


class JanusSession:
    """The one session. `run` is its task; everything else is called from the same loop."""

    def __init__(
        self, server: JanusServer, store: JanusStore, clock: Clock, dial: Dial = JanusSocket.open
    ) -> None:
        self.events: asyncio.Queue[MediaEvent] = asyncio.Queue()
        self._server = server
        self._store = store
        self._clock = clock
        self._dial = dial
        self._name: Final = secrets.token_hex(4)
        self._sockets = 0
        self._socket: JanusSocket | None = None
        self._ready = False
        self._control = 0
        self._ending: set[int] = set()
        self._healing: dict[int, asyncio.Future[Reply]] = {}

    async def run(self) -> None:
        """Have a session for ever."""
        pause = FIRST_PAUSE
        while True:
            try:
                endpoint = await self._server.ensure()
                reason = await self._converse(endpoint)
            except (JanusFailedError, OSError, WebSocketException) as error:
                reason = str(error) or type(error).__name__
            if self._ready:
                pause = FIRST_PAUSE
                self._ready = False
                self.events.put_nowait(MediaServerLost(reason))
            _log.warning("no media server", reason=reason, retry_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def close(self) -> None:
        """Give rooms and session back in good order; a Janus that does not answer is left alone."""
        if not self._ready:
            return
        socket = self.socket()
        try:
            for meeting in self._store.rooms():
                await handles.destroy_room(socket, self._control, meeting)
            await socket.submit(requests.destroy_session())
        except MediaError as error:
            _log.warning("media session not closed", code=error.code, why=error.message)
        self._store.clear()

    def socket(self) -> JanusSocket:
        """Return the present socket; raises ``MEDIA_UNAVAILABLE``."""
        if self._socket is None or not self._ready:
            raise unavailable()
        return self._socket

    def control(self) -> int:
        """Return the handle through which rooms are managed."""
        return self._control

    def expect_end(self, ending: Iterable[int]) -> None:
        """Do not report the end of these handles: it is wanted."""
        self._ending.update(ending)

    async def close_handles(self, closing: Iterable[int]) -> None:
        """Leave and detach; their end is not reported."""
        ending = tuple(closing)
        self.expect_end(ending)
        socket = self._socket
        if socket is None:
            raise unavailable()
        await handles.close_handles(socket, ending)
        self._ending.difference_update(ending)

    async def healed(self, handle: int) -> None:
        """Wait until a renegotiation of a subscriber, if one is under way, is over."""
        healing = self._healing.get(handle)
        if healing is not None:
            await asyncio.shield(healing)

    async def _converse(self, endpoint: Endpoint) -> str:
        self._sockets += 1
        connection = Connection(f"{self._name}{self._sockets}", endpoint.secret)
        socket = await self._dial(endpoint.url, connection, self._clock, self._on_heard)
        self._socket = socket
        self._ending.clear()
        self._healing.clear()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._introduce(socket, endpoint.url))
                return await socket.run()
        finally:
            self._socket = None

    async def _introduce(self, socket: JanusSocket, url: str) -> None:
        try:
            held = await self._take_up(socket, url)
        except MediaError as error:
            socket.drop(f"Janus does not take us: {error.message}")
            return
        self._ready = True
        self.events.put_nowait(MediaServerReady(held))
        _log.info("media server ready", held=len(held))

    async def _take_up(self, socket: JanusSocket, url: str) -> tuple[HeldMedia, ...]:
        earlier = self._store.session()
        if (
            earlier is not None
            and earlier.url == url
            and await handles.claim_session(socket, earlier.session)
        ):
            self._control = earlier.control
            return await self._sort_out(socket)
        session, self._control = await handles.open_session(socket)
        self._store.begin(Session(url, session, self._control))
        return ()

    async def _sort_out(self, socket: JanusSocket) -> tuple[HeldMedia, ...]:
        """Find out who still has both connections; what is left of the others is taken down."""
        publishing: set[str] = set()
        for meeting in self._store.rooms():
            present = await handles.participants(socket, self._control, meeting)
            if not present:
                self._store.drop_room(meeting)
            publishing.update(participant.feed for participant in present if participant.publishing)
        pairs = list(self._store.pairs())
        flowing = await asyncio.gather(*(self._flowing(socket, pair, publishing) for pair in pairs))
        for pair, streams in zip(pairs, flowing, strict=True):
            if not streams:
                await self.close_handles(pair.handles)
                self._store.drop(pair.key)
        kept = [(self._store.pair(pair.key), streams) for pair, streams in zip(pairs, flowing, strict=True)]
        return tuple(
            HeldMedia(
                pair.meeting,
                pair.person,
                pair.page,
                pair.slots,
                up=True,
                down=True,
                carried=tuple(self._carried(pair.meeting, streams)),
            )
            for pair, streams in kept
            if streams and pair is not None and pair.up is not None and pair.down is not None
        )

    async def _flowing(
        self, socket: JanusSocket, pair: Pair, publishing: set[str]
    ) -> tuple[SubscribedStream, ...]:
        """Return what feeds a person's slots if media flows both ways, else nothing.

        Events of the time without us are lost, so Janus is asked.
        """
        dummy = self._store.room(pair.meeting)
        if dummy is None or pair.down is None or pair.answer is None or not pair.down_open:
            return ()
        if pair.feed not in publishing:
            return ()
        return await handles.streams_of(socket, pair.down, dummy)

    def _carried(self, meeting: MeetingId, streams: Iterable[SubscribedStream]) -> Iterator[Switch]:
        """Yield what slots carry in our own words; slots fed by somebody we do not know are left out."""
        dummy = self._store.room(meeting)
        feeds = {
            (pair.feed, mid): Feed(pair.person, source)
            for pair in self._store.pairs(meeting)
            for source, mid in pair.mids.items()
        }
        for stream in streams:
            if stream.feed == dummy:
                yield Switch(stream.mid, None)
            elif stream.feed is not None and (feed := feeds.get((stream.feed, stream.feed_mid or ""))):
                layer = stream.layer if feed.source == "camera" and stream.layer is not None else HIGH
                yield Switch(stream.mid, feed, layer)

    def _on_heard(self, heard: Heard) -> None:
        match heard:
            case PluginSaid(_, handle, Updated(), _):
                self._answer_again(handle)
            case WebRtcUp(handle):
                self._on_up(handle)
            case HungUp(handle, reason):
                self._on_end(handle, reason)
            case Detached(handle):
                self._on_end(handle, "Detached")
            case Trickled(handle, candidate):
                pair = self._store.owner(handle)
                if pair is not None and self._ready:
                    direction = pair.direction_of(handle)
                    self.events.put_nowait(RemoteCandidate(pair.meeting, pair.person, direction, candidate))
            case SessionOver():
                if self._socket is not None:
                    self._socket.drop("The session with Janus is over.")
            case MediaSeen():
                self._on_seen(heard)
            case PluginSaid() | SlowLink():
                pass
            case _:
                assert_never(heard)

    def _answer_again(self, handle: int) -> None:
        """Answer a renegotiation with the page's first answer: the page need not know of it."""
        pair = self._store.owner(handle)
        if pair is None or pair.down != handle or pair.answer is None or self._socket is None:
            _log.warning("renegotiation without an answer", handle=handle)
            return
        future = self._socket.submit(videoroom.start(handle, pair.answer), first=True)
        self._healing[handle] = future
        future.add_done_callback(lambda done: self._on_healed(handle, done))

    def _on_healed(self, handle: int, done: "asyncio.Future[Reply]") -> None:
        if self._healing.get(handle) is done:
            del self._healing[handle]
        if not done.cancelled() and done.exception() is not None:
            _log.warning("renegotiation failed", handle=handle, why=str(done.exception()))

    def _on_up(self, handle: int) -> None:
        pair = self._store.owner(handle)
        if pair is None or handle in self._ending:
            return
        direction = pair.direction_of(handle)
        self._store.put(pair.opened(direction))
        if self._ready:
            self.events.put_nowait(ConnectionUp(pair.meeting, pair.person, direction))

    def _on_seen(self, seen: MediaSeen) -> None:
        pair = self._store.owner(seen.handle)
        if pair is None or not self._ready or seen.handle != pair.up:
            return
        for source, mid in pair.mids.items():
            if mid == seen.mid:
                told = FeedSeen(pair.meeting, pair.person, source, seen.layer, seen.receiving)
                self.events.put_nowait(told)

    def _on_end(self, handle: int, reason: str) -> None:
        """Throw away what is left of a connection that ended by itself, and report it."""
        pair = self._store.owner(handle)
        if pair is None or handle in self._ending or self._socket is None:
            return
        direction = pair.direction_of(handle)
        self._store.put(pair.without(direction))
        for request in (videoroom.leave(handle), requests.detach(handle)):
            self._socket.submit(request).add_done_callback(_note_failure)
        if self._ready:
            self.events.put_nowait(ConnectionLost(pair.meeting, pair.person, direction, reason))


def _note_failure(done: "asyncio.Future[Reply]") -> None:
    if not done.cancelled() and done.exception() is not None:
        _log.debug("janus had nothing to close", why=str(done.exception()))
