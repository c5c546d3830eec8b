"""A running `JanusMedia` with real pages, and what it has told so far."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

from reconvene.adapters.clock import SystemClock
from reconvene.adapters.janus_config import JanusOptions
from reconvene.adapters.janus_handles import SlotPlan, streams_of
from reconvene.adapters.janus_media import JanusMedia, open_janus
from reconvene.adapters.janus_process import Endpoint, JanusProcess
from reconvene.adapters.janus_session import JanusSession
from reconvene.adapters.janus_store import JanusStore
from reconvene.janus.room_messages import SubscribedStream
from reconvene.live.ports import ConnectionUp, MediaEvent, MediaServerReady
from reconvene.media.feeds import Feed
from reconvene.meeting.ids import MeetingId, PersonId, Source
from tests.support.janus_peer import PATIENCE, Page, until

SLOTS = SlotPlan(audio=2, video=3)
PORTS = range(21_000, 21_200)
MEETING = MeetingId("m_1")
Told = TypeVar("Told", bound=MediaEvent)


class World:
    """One meeting's media, seen from outside."""

    def __init__(self, media: JanusMedia, store: JanusStore, session: JanusSession) -> None:
        self.media = media
        self.store = store
        self.session = session
        self.told: list[MediaEvent] = []
        self._pages: list[Page] = []

    async def listen(self) -> None:
        """Take events until cancelled."""
        async for event in self.media.events():
            self.told.append(event)

    async def event(self, kind: type[Told], matches: Callable[[Told], bool] = lambda _: True) -> Told:
        """Wait for an event and return it."""
        found: list[Told] = []

        def look() -> bool:
            found[:] = [event for event in self.told if isinstance(event, kind) and matches(event)]
            return bool(found)

        await until(look, f"{kind.__name__}; told so far: {self.told}")
        return found[0]

    async def page(self, person: str, luma: int = 100, *, down: bool = True) -> Page:
        """Bring a person in; with ``down`` they have slots too. Media flows when this returns."""
        page = Page(person, luma)
        self._pages.append(page)
        await page.publish(self.media, MEETING)
        if down:
            await page.subscribe(self.media, MEETING)
        for direction in ("up", "down") if down else ("up",):
            expected = ConnectionUp(MEETING, page.person, direction)
            await self.event(ConnectionUp, lambda event, expected=expected: event == expected)  # type: ignore[misc]
        return page

    async def streams(self, page: Page) -> dict[str, SubscribedStream]:
        """Ask Janus itself what feeds a page's slots."""
        pair = self.store.pair((MEETING, page.person))
        dummy = self.store.room(MEETING)
        assert pair is not None
        assert pair.down is not None
        assert dummy is not None
        return {stream.mid: stream for stream in await streams_of(self.session.socket(), pair.down, dummy)}

    async def close(self) -> None:
        """Close all pages."""
        await asyncio.gather(*(page.close() for page in self._pages))


def feed(page: Page, source: Source = "camera") -> Feed:
    """Name what a page sends."""
    return Feed(page.person, source)


def nobody(name: str) -> PersonId:
    """Name somebody who is not there."""
    return PersonId(name)


@asynccontextmanager
async def world(
    data_dir: Path, endpoint: Endpoint | None = None, slots: SlotPlan = SLOTS
) -> AsyncIterator[World]:
    """Open media as the server does, with our own Janus or the one at ``endpoint``; it is ready on entry."""
    url, secret = (None, None) if endpoint is None else (endpoint.url, endpoint.secret)
    async with open_janus(
        data_dir, clock=SystemClock(), url=url, secret=secret, rtp_ports=PORTS, slots=slots
    ) as media:
        session = media._session  # noqa: SLF001  (tests ask Janus behind the port's back)
        async with _listening(World(media, session._store, session)) as opened:  # noqa: SLF001
            yield opened


@asynccontextmanager
async def doomed_world(data_dir: Path) -> AsyncIterator[World]:
    """Open media with our own Janus; the end is that of a killed server: nothing is stopped or told."""
    directory = data_dir / "janus"
    directory.mkdir(exist_ok=True)
    store = JanusStore(directory / "media.sqlite3")
    process = JanusProcess(directory, JanusOptions(rtp_ports=PORTS))
    session = JanusSession(process, store, SystemClock())
    running = asyncio.get_running_loop().create_task(session.run())
    try:
        async with _listening(
            World(JanusMedia(session, store, SLOTS), store, session), close=False
        ) as opened:
            yield opened
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        store.close()
        if process._child is not None:  # noqa: SLF001  (a killed server warns of no child left running)
            process._child.returncode = 0  # noqa: SLF001


@asynccontextmanager
async def _listening(opened: World, *, close: bool = True) -> AsyncIterator[World]:
    listening = asyncio.get_running_loop().create_task(opened.listen())
    try:
        async with asyncio.timeout(PATIENCE * 4):
            await opened.event(MediaServerReady)
            yield opened
    finally:
        if close:
            await opened.close()
        listening.cancel()
