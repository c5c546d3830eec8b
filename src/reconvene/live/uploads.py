"""Files on their way into rooms, and out of the store once they belong to nobody."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog

from reconvene.live.file_ports import Content, ContentRefused, FileIndex, FileStore, FilesUnavailable, Upload
from reconvene.live.meetings import Meetings
from reconvene.live.ports import Clock, LogUnavailable
from reconvene.live.running import RunningMeeting
from reconvene.meeting.commands import Request
from reconvene.meeting.files import file_name, require_share, require_space
from reconvene.meeting.files_commands import AddFile
from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person

KEPT: Final = Millis(24 * 60 * 60 * 1000)
"""How long an upload may be continued."""

SWEEP_EVERY: Final = 60 * 60.0
"""Seconds between two looks for what can go."""

BLOCK: Final = 1024 * 1024
"""Bytes that are gathered before they are written: all that an upload has in memory."""

MOST_UPLOADS: Final = 20
"""Uploads one person may have on their way."""

_log = structlog.get_logger(__name__)


class UnknownUpload(Exception):
    """There is no such upload of this person; it was cancelled, or too old, or is a file already."""


class WrongOffset(Exception):
    """The bytes do not follow on what is here; ``offset`` bytes are."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes are here")
        self.offset = offset


class TakenOver(Exception):
    """A later request continues this upload."""


class TooLong(Exception):
    """More bytes than the upload was begun for; those in excess were not kept."""


@dataclass(slots=True)
class _Running:
    """An upload in this process; ``writer`` is the latest request that continues it."""

    upload: Upload
    writer: object = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Uploads:
    """All uploads of a server and the contents of all files. `run` is its task."""

    def __init__(self, store: FileStore, index: FileIndex, meetings: Meetings, clock: Clock) -> None:
        self._store = store
        self._index = index
        self._meetings = meetings
        self._clock = clock
        self._running: dict[FileId, _Running] = {}
        self._finishing = 0
        self._sweeping = asyncio.Lock()

    async def open(self) -> None:
        """Know again what was on its way before a restart."""
        self._running = {upload.id: _Running(upload) for upload in await self._store.uploads()}

    async def run(self, started: asyncio.Event) -> None:
        """Let go what nobody needs, now and every hour, until cancelled; sets ``started`` once it is open."""
        await self.open()
        started.set()
        while True:
            try:
                await self.sweep()
            except (FilesUnavailable, LogUnavailable) as error:
                _log.warning("what is not needed stays for now", why=str(error))
            await asyncio.sleep(SWEEP_EVERY)

    async def begin(
        self, running: RunningMeeting, person: Person, room: RoomId, name: str, size: int
    ) -> Upload:
        """Begin an upload to a room in which the person is; raises `Refusal` or `FilesUnavailable`."""
        require_share(running.state, person)
        mine = [one.upload for one in self._running.values() if one.upload.meeting == running.info.id]
        require_space(running.state, size, [upload.size for upload in mine])
        if sum(upload.by == person.id for upload in mine) >= MOST_UPLOADS:
            raise Refusal(Code.FILES_FULL)
        upload = Upload(
            FileId(f"f_{secrets.token_urlsafe(9)}"),
            running.info.id,
            room,
            person.id,
            file_name(name),
            size,
            self._clock.now(),
        )
        self._running[upload.id] = _Running(upload)
        try:
            await self._store.begin(upload)
        except BaseException:
            del self._running[upload.id]
            raise
        return upload

    async def offset(self, meeting: MeetingId, by: PersonId, file: FileId) -> tuple[Upload, int]:
        """Return an upload and how much of it is here; raises `UnknownUpload`."""
        found = self._find(meeting, by, file)
        return found.upload, await self._store.offset(file)

    def _find(self, meeting: MeetingId, by: PersonId, file: FileId) -> _Running:
        found = self._running.get(file)
        if found is None or (found.upload.meeting, found.upload.by) != (meeting, by):
            raise UnknownUpload(file)
        return found

    async def append(
        self, meeting: MeetingId, by: PersonId, file: FileId, offset: int, data: AsyncIterator[bytes]
    ) -> int:
        """Add bytes from ``offset`` on and return how many are here then.

        The latest writer wins: an earlier one that still hangs gets `TakenOver` and adds nothing more.
        Raises `UnknownUpload`, `WrongOffset`, `TooLong` or `FilesUnavailable`; what was added stays.
        """
        found = self._find(meeting, by, file)
        writer = object()
        async with found.lock:
            here = await self._store.offset(file)
            if offset != here:
                raise WrongOffset(here)
            found.writer = writer
        async for block in _blocks(data):
            async with found.lock:
                if found.writer is not writer or self._running.get(file) is not found:
                    raise TakenOver
                taken = block[: found.upload.size - here]
                await self._store.append(file, taken)
                here += len(taken)
                if len(taken) < len(block):
                    raise TooLong
        return here

    async def finish(self, meeting: MeetingId, by: PersonId, file: FileId) -> None:
        """Make a file of an upload that is wholly here.

        Raises `Refusal` or `ContentRefused` (the upload is gone then), or `FilesUnavailable` (try again).
        """
        found = self._find(meeting, by, file)
        async with self._sweeping:
            self._finishing += 1
        try:
            async with found.lock:
                if self._running.get(file) is found:
                    await self._finish(found.upload)
        finally:
            self._finishing -= 1

    async def _finish(self, upload: Upload) -> None:
        try:
            content = await self._store.finish(upload.id)
        except ContentRefused:
            del self._running[upload.id]
            self._meetings.metrics.uploads.labels("refused").inc()
            raise
        del self._running[upload.id]
        await self._index.add(upload.meeting, upload.id, content)
        running = await self._meetings.get(upload.meeting)
        command = AddFile(upload.id, upload.room, upload.name, content.size, content.kind)
        refusal = await running.ask(Request(upload.by, command), f"add {upload.id}")
        if refusal is not None:
            self._meetings.metrics.uploads.labels("refused").inc()
            raise refusal  # the next sweep lets the content go
        self._meetings.metrics.uploads.labels("added").inc()
        self._meetings.metrics.upload_bytes.inc(content.size)

    async def cancel(self, meeting: MeetingId, by: PersonId, file: FileId) -> None:
        """Forget an upload and its bytes; one that is unknown is ignored."""
        found = self._running.get(file)
        if found is not None and (found.upload.meeting, found.upload.by) == (meeting, by):
            async with found.lock:
                self._running.pop(file, None)
                self._meetings.metrics.uploads.labels("cancelled").inc()
                await self._store.cancel(file)

    async def content(self, meeting: MeetingId, file: FileId) -> Content | None:
        """Return what is in a file; whether one may have it is not asked here."""
        return await self._index.find(meeting, file)

    async def path(self, content: Content) -> Path:
        """Return where a content can be read; raises `FilesUnavailable`."""
        return await self._store.path(content.digest)

    async def sweep(self) -> None:
        """Forget uploads that are too old, and contents that no file has any more."""
        async with self._sweeping:
            now = self._clock.now()
            for one in list(self._running.values()):
                if one.upload.begun + KEPT <= now:
                    await self.cancel(one.upload.meeting, one.upload.by, one.upload.id)
            if self._finishing:
                return
            for meeting in self._meetings.all():
                for file, content in (await self._index.of_meeting(meeting.info.id)).items():
                    if file not in meeting.state.files:
                        await self._let_go(meeting.info.id, file, content)

    async def forget(self, meeting: MeetingId, by: PersonId | None = None) -> None:
        """Cancel uploads of a meeting, of one person or of all."""
        for one in [one.upload for one in self._running.values() if one.upload.meeting == meeting]:
            if by in (None, one.by):
                await self.cancel(meeting, one.by, one.id)

    async def discard(self, meeting: MeetingId) -> None:
        """Let all files and uploads of a meeting go that is being deleted."""
        await self.forget(meeting)
        for file, content in (await self._index.of_meeting(meeting)).items():
            await self._let_go(meeting, file, content)

    async def _let_go(self, meeting: MeetingId, file: FileId, content: Content) -> None:
        if await self._index.remove(meeting, file):
            await self._store.discard(content.digest)
            _log.info("content of no file discarded", meeting=meeting, file=file)


async def _blocks(data: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the bytes in larger pieces, each as soon as it is there."""
    waiting = bytearray()
    async for piece in data:
        waiting += piece
        if len(waiting) >= BLOCK:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)
