"""All meetings of a server: loaded when needed, rebuilt from their log when they break."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import structlog

from reconvene.live.locks import Locks
from reconvene.live.mailbox import End, Forget, Rename
from reconvene.live.media_sync import MediaSync
from reconvene.live.ports import (
    ConnectionLost,
    ConnectionUp,
    Directory,
    Erased,
    Erasure,
    FeedSeen,
    HeldMedia,
    LinkRole,
    LogUnavailable,
    LogUnreadable,
    MediaError,
    MediaEvent,
    MediaServer,
    MediaServerLost,
    MediaServerReady,
    MeetingInfo,
    RemoteCandidate,
)
from reconvene.live.running import RunningMeeting
from reconvene.live.surroundings import Surroundings
from reconvene.meeting.chat_records import LineRecord
from reconvene.meeting.chat_view import line_record
from reconvene.meeting.conversations import Address, ConversationId
from reconvene.meeting.ids import MeetingId, PersonId
from reconvene.meeting.report import Report, report
from reconvene.meeting.texts import Texts, texts_besides_chat

MEDIA_WAIT: Final = 5.0
"""Seconds that a start waits at most for the media server."""

REBUILD_PAUSE: Final = 1.0
"""Seconds between two tries to read a meeting's log: neither a bad deadline nor a lost database may spin."""

_Read = TypeVar("_Read")

_log = structlog.get_logger(__name__)


class UnknownMeeting(Exception):
    """There is no meeting of that id."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Which page of a conversation to read: at most ``limit`` lines before a number."""

    conversation: ConversationId
    address: Address
    before: int
    limit: int


class Meetings:
    """Owns every running meeting. `run` is its task; the rest may be called while it runs."""

    def __init__(self, surroundings: Surroundings, directory: Directory, media: MediaServer) -> None:
        self._around = surroundings
        self._directory = directory
        self._server = media
        self._running: dict[MeetingId, tuple[RunningMeeting, MediaSync]] = {}
        self._loading: Locks[MeetingId] = Locks()
        self._deleting: set[MeetingId] = set()
        self._group = asyncio.TaskGroup()
        self.metrics = surroundings.metrics
        self.media_ready = False
        self._media_known = asyncio.Event()
        self._followers: list[Callable[[RunningMeeting], None]] = []

    def follow(self, follower: Callable[[RunningMeeting], None]) -> None:
        """Show ``follower`` every meeting as soon as it is loaded."""
        self._followers.append(follower)

    def all(self) -> tuple[RunningMeeting, ...]:
        """Return the meetings in memory."""
        return tuple(meeting for meeting, _ in self._running.values())

    @property
    def media_connections(self) -> int:
        """How many people have media set up."""
        return sum(len(media.known()) for _, media in self._running.values())

    async def run(self, started: asyncio.Event) -> None:
        """Follow the media server and wake the meetings that have something due, until cancelled.

        ``started`` is set once the others may be used: when it is known which media survived our own
        restart, so that no page is told to set them up anew, but not later than after `MEDIA_WAIT`.
        """
        async with self._group:
            self._group.create_task(self._follow_media())
            try:
                async with asyncio.timeout(MEDIA_WAIT):
                    await self._media_known.wait()
            except TimeoutError:
                _log.warning("starting without a media server", waited=MEDIA_WAIT)
            started.set()
            for meeting in await self._once_there(self._around.log.awake):
                await self._open(meeting)

    async def create(self, title: str) -> MeetingInfo:
        """Store a new meeting."""
        info = MeetingInfo(MeetingId(f"m_{secrets.token_urlsafe(9)}"), title, self._around.clock.now())
        await self._directory.create_meeting(info)
        return info

    async def info(self, meeting: MeetingId) -> MeetingInfo:
        """Return what is known of a meeting; raises `UnknownMeeting`."""
        info = await self._directory.meeting(meeting)
        if info is None:
            raise UnknownMeeting(meeting)
        return info

    async def report(self, meeting: MeetingId) -> Report:
        """Return what happened in a meeting (CF2), also in one that sleeps; raises `UnknownMeeting`."""
        info = await self.info(meeting)
        names = await self._directory.names(meeting)
        commits = await self._around.log.read(meeting, 0)
        history = [(commit.at, commit.events) for commit in commits]
        said = texts_besides_chat(event for _, events in history for event in events)
        words = await self._directory.words(meeting, said)
        return await asyncio.to_thread(report, history, Texts(meeting, info.title, names, words))

    async def knows(self, meeting: MeetingId, person: PersonId) -> bool:
        """Return whether somebody is or was in a meeting."""
        if person in await self._directory.names(meeting):
            return True
        return any(commit.by == person for commit in await self._around.log.read(meeting, 0))

    async def revoke_links(self, meeting: MeetingId, roles: Collection[LinkRole]) -> MeetingInfo:
        """Let the links of ``roles`` made so far open nothing; raises `UnknownMeeting`."""
        info = await self._directory.revoke_links(meeting, roles)
        if info is None:
            raise UnknownMeeting(meeting)
        if meeting in self._running:
            self._running[meeting][0].info = info
        return info

    async def erase(self, meeting: MeetingId, erasure: Erasure) -> None:
        """Erase names and texts, also on the pages that show them; raises `UnknownMeeting`."""
        running = await self.get(meeting)
        await self._directory.erase(meeting, erasure)
        everything = erasure.person is None and erasure.before is None
        await running.put(Forget(await self._erased(running), everything))

    async def _erased(self, running: RunningMeeting) -> Erased:
        """Return what a meeting still has in memory and the directory has not.

        That is more than the last erasure took if one before it could not say any more what it had done.
        """
        meeting, known = running.info.id, running.texts
        names, texts = frozenset(known.names), frozenset(known.words)
        kept_names = await self._directory.names(meeting)
        kept_texts = await self._directory.words(meeting, texts)
        return Erased(names - kept_names.keys(), texts - kept_texts.keys())

    async def delete(self, meeting: MeetingId, discard: Callable[[MeetingId], Awaitable[None]]) -> None:
        """Send everybody away and delete a meeting with its log; raises `UnknownMeeting`.

        ``discard`` is called in between, when nobody can come in any more: for what else there is of it.
        """
        await self.info(meeting)
        self._deleting.add(meeting)
        try:
            async with self._loading.of(meeting):
                entry = self._running.get(meeting)
            if entry is not None and not entry[0].closed:
                done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                await entry[0].put(End(done))
                await done
            await discard(meeting)
            await self._directory.delete_meeting(meeting)
        finally:
            self._deleting.discard(meeting)

    async def set_name(self, meeting: MeetingId, person: PersonId, name: str) -> None:
        """Store what a person is called and show it to those who see them."""
        await self._directory.set_name(meeting, person, name, self._around.clock.now())
        running = await self.get(meeting)
        await running.put(Rename(person, name))

    async def get(self, meeting: MeetingId) -> RunningMeeting:
        """Return a meeting, loading it first if need be; raises `UnknownMeeting`.

        Use it at once, without waiting for anything else: an empty meeting goes to sleep after a while.
        """
        return (await self._entry(meeting))[0]

    async def lines(self, running: RunningMeeting, reading: Reading) -> list[LineRecord]:
        """Return a page of a conversation, in order, as it is now."""
        meeting = running.info.id
        lines = await self._directory.lines(meeting, reading.conversation, reading.before, reading.limit)
        texts = [line.text for line in lines if line.text is not None]
        words = replace(running.texts, words=await self._directory.words(meeting, texts))
        return [line_record(line, reading.address, words) for line in lines]

    async def media(self, meeting: MeetingId) -> MediaSync:
        """Return a meeting's media, loading the meeting first if need be; raises `UnknownMeeting`."""
        return (await self._entry(meeting))[1]

    async def _open(self, meeting: MeetingId) -> bool:
        """Load a meeting; return whether that was possible: one that is too new stops no other."""
        try:
            await self._once_there(lambda: self.get(meeting))
        except UnknownMeeting:
            return False
        except LogUnreadable as unreadable:
            _log.error("meeting not opened", meeting=meeting, why=str(unreadable))
            return False
        return True

    @staticmethod
    async def _once_there(read: Callable[[], Awaitable[_Read]]) -> _Read:
        """Return what is read as soon as the log is there: to be without it for a while ends nothing."""
        while True:
            try:
                return await read()
            except LogUnreadable:
                raise
            except LogUnavailable as error:
                _log.error("waiting for the log", why=str(error))
                await asyncio.sleep(REBUILD_PAUSE)

    async def _entry(self, meeting: MeetingId) -> tuple[RunningMeeting, MediaSync]:
        async with self._loading.of(meeting):
            if meeting in self._deleting:
                raise UnknownMeeting(meeting)
            entry = self._running.get(meeting)
            if entry is None or entry[0].closed:
                entry = self._running[meeting] = await self._load(await self.info(meeting), None)
            return entry

    async def _load(self, info: MeetingInfo, older: MediaSync | None) -> tuple[RunningMeeting, MediaSync]:
        media = MediaSync(info.id, self._server, self.metrics)
        if older is not None:
            media.adopt(older)
        names = dict(await self._directory.names(info.id))
        running = RunningMeeting(info, names, self._directory, self._around, media)
        await running.load()
        for follower in self._followers:
            follower(running)
        self._group.create_task(self._supervise(running, media), name=f"meeting {info.id}")
        return running, media

    async def _supervise(self, running: RunningMeeting, media: MediaSync) -> None:
        """Run a meeting; when it breaks, throw it away and build it anew from its log."""
        meeting = running.info.id
        try:
            async with asyncio.TaskGroup() as group:
                syncing = group.create_task(media.run())
                await running.run()
                syncing.cancel()
        except* Exception as broken:  # noqa: BLE001 - whatever broke, only this meeting is rebuilt
            self.metrics.breakdowns.inc()
            _log.error("meeting broke down", meeting=meeting, seq=running.seq, exc_info=broken)
            running.abandon()
            self._group.create_task(self._rebuild(running, media))
        else:
            await self._forget(running)

    async def _rebuild(self, broken: RunningMeeting, media: MediaSync) -> None:
        meeting = broken.info.id
        while True:
            await asyncio.sleep(REBUILD_PAUSE)
            async with self._loading.of(meeting):
                if self._running[meeting][0] is not broken or meeting in self._deleting:
                    return
                try:
                    self._running[meeting] = await self._load(broken.info, media)
                except LogUnavailable as error:
                    _log.error("meeting not rebuilt yet", meeting=meeting, why=str(error))
                else:
                    return

    async def _forget(self, running: RunningMeeting) -> None:
        """Let an empty meeting sleep: its log is all it needs."""
        meeting = running.info.id
        async with self._loading.of(meeting):
            if self._running[meeting][0] is running:
                del self._running[meeting]
                try:
                    await self._server.close_room(meeting)
                except MediaError as error:
                    _log.info("room not closed", meeting=meeting, code=error.code)

    async def _follow_media(self) -> None:
        async for event in self._server.events():
            await self._on_media(event)

    async def _on_media(self, event: MediaEvent) -> None:
        match event:
            case MediaServerLost(reason):
                _log.warning("media server lost", reason=reason)
                self.media_ready = False
                self.metrics.media_losses.inc()
                for _, media in self._running.values():
                    media.on_lost()
            case MediaServerReady(held):
                self.media_ready = True
                await self._hand_out(held)
                self._media_known.set()
            case ConnectionUp() | ConnectionLost() | FeedSeen() | RemoteCandidate():
                entry = self._running.get(event.meeting)
                if entry is not None:
                    entry[1].on_event(event)

    async def _hand_out(self, held: tuple[HeldMedia, ...]) -> None:
        """Give every meeting the media it still has; rooms of meetings that are unknown are closed."""
        by_meeting: dict[MeetingId, list[HeldMedia]] = {}
        for one in held:
            by_meeting.setdefault(one.meeting, []).append(one)
        for meeting in by_meeting:
            if not await self._open(meeting):
                await self._server.close_room(meeting)
        for meeting, (_, media) in self._running.items():
            media.on_ready(by_meeting.get(meeting, []))
