"""Erasing names, texts and whole meetings: on request, and when the time to keep them is over."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from reconvene.live.documents import Documents
from reconvene.live.file_ports import FilesUnavailable
from reconvene.live.harvests import Harvests
from reconvene.live.meetings import Meetings
from reconvene.live.ports import Clock, Directory, Erasure, LogUnavailable
from reconvene.live.running import MeetingBroken, RunningMeeting
from reconvene.live.uploads import Uploads
from reconvene.meeting.commands import Request
from reconvene.meeting.files_commands import EraseFiles
from reconvene.meeting.ids import MeetingId, Millis, PersonId, TextId
from reconvene.meeting.refusals import Code, Refusal

LOOK_EVERY: Final = 60 * 60.0
"""Seconds between two looks for what was kept long enough."""

WIPE_PAUSE: Final = 60.0
"""Seconds between two times that the files are wiped: it is work, and who erases may do so often."""

_EVER: Final = Millis(2**53)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long names and texts, and whole meetings, are kept; ``None``: until somebody erases them."""

    texts: Millis | None = None
    meetings: Millis | None = None


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a meeting has besides its log."""

    documents: Documents
    harvests: Harvests
    uploads: Uploads


class Erasing:
    """Erases on request; `run` is the task that erases what was kept long enough.

    The log of a meeting is not touched unless the meeting is deleted: it holds ids, and names of rooms.
    What is erased is gone at once for whoever asks the server, and from its files within a minute or so.
    """

    def __init__(
        self, meetings: Meetings, directory: Directory, having: Belongings, clock: Clock, keeping: Keeping
    ) -> None:
        self._meetings = meetings
        self._directory = directory
        self._having = having
        self._clock = clock
        self._keeping = keeping
        self._erased = asyncio.Event()

    async def run(self, started: asyncio.Event) -> None:
        """Look now and every hour, and wipe the files after something was erased, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wipe())
            started.set()
            while self._keeping != Keeping():
                try:
                    await self.sweep()
                except (LogUnavailable, FilesUnavailable, MeetingBroken) as error:
                    _log.warning("what was kept long enough stays for now", why=str(error))
                await asyncio.sleep(LOOK_EVERY)

    async def _wipe(self) -> None:
        while True:
            await self._erased.wait()
            self._erased.clear()
            try:
                await self._directory.wipe()
            except LogUnavailable as error:
                _log.warning("copies of what was erased may be left for now", why=str(error))
                self._erased.set()
            await asyncio.sleep(WIPE_PAUSE)

    async def person(self, meeting: MeetingId, person: PersonId) -> None:
        """Erase what somebody is called, wrote and added; raises `UnknownMeeting` or `Refusal`.

        What they drew and wrote on boards and in notes cannot be told from what others did and stays.
        """
        running = await self._meetings.get(meeting)
        if not await self._meetings.knows(meeting, person):
            raise Refusal(Code.UNKNOWN_PERSON)
        await self._having.uploads.forget(meeting, person)
        await self._erase(running, Erasure(person, kept_texts=_in_force(running)), _EVER)

    async def words(self, meeting: MeetingId) -> None:
        """Erase all names, texts, files, boards and notes of a meeting; raises `UnknownMeeting`."""
        running = await self._meetings.get(meeting)
        await self._having.uploads.forget(meeting)
        await self._having.documents.forget(meeting)
        await self._having.harvests.forget(meeting)
        await self._erase(running, Erasure(kept_texts=_in_force(running)), _EVER)

    async def meeting(self, meeting: MeetingId) -> None:
        """Delete a meeting and everything of it; raises `UnknownMeeting`."""
        await self._meetings.info(meeting)
        await self._meetings.delete(meeting, self._discard)
        self._erased.set()
        _log.info("meeting deleted", meeting=meeting)

    async def _discard(self, meeting: MeetingId) -> None:
        await self._having.documents.forget(meeting)
        await self._having.uploads.discard(meeting)

    async def _erase(self, running: RunningMeeting, erasure: Erasure, files_before: Millis) -> None:
        await running.ask(Request(None, EraseFiles(erasure.person, files_before)))
        await self._meetings.erase(running.info.id, erasure)
        await self._having.uploads.sweep()
        self._erased.set()
        _log.info("names and texts erased", meeting=running.info.id, person=erasure.person)

    async def sweep(self) -> None:
        """Erase what was kept long enough by now; a meeting that somebody is in is not deleted."""
        now = self._clock.now()
        if self._keeping.meetings is not None:
            for meeting in await self._directory.quiet_since(Millis(now - self._keeping.meetings)):
                if not await self._is_occupied(meeting):
                    await self.meeting(meeting)
        if self._keeping.texts is not None:
            before = Millis(now - self._keeping.texts)
            quiet = frozenset(await self._directory.quiet_since(before))
            for meeting in await self._directory.wordy_since(before):
                await self._erase_old(meeting, before, quiet=meeting in quiet)

    async def _is_occupied(self, meeting: MeetingId) -> bool:
        running = await self._meetings.get(meeting)
        return bool(running.state.people or running.state.door.waiting)

    async def _erase_old(self, meeting: MeetingId, before: Millis, *, quiet: bool) -> None:
        if quiet and not await self._is_occupied(meeting):
            await self.words(meeting)
            return
        running = await self._meetings.get(meeting)
        here = frozenset(running.state.people) | frozenset(running.state.door.waiting)
        erasure = Erasure(None, before, _in_force(running), here)
        await self._erase(running, erasure, before)


def _in_force(running: RunningMeeting) -> frozenset[TextId]:
    """Return the texts that are no words of people: the passcode."""
    passcode = running.state.door.passcode
    return frozenset() if passcode is None else frozenset({passcode})
