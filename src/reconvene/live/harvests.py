"""Keeping what rooms had when it was brought back to main (RM3)."""

import asyncio
from collections.abc import Sequence

import structlog
from pycrdt import Doc, Text

from reconvene.live.document import as_one
from reconvene.live.document_ports import DocumentKey, DocumentStore
from reconvene.live.harvest_ports import HarvestPart, HarvestStore
from reconvene.live.ports import LogUnavailable
from reconvene.live.running import RunningMeeting
from reconvene.meeting.harvest_state import Harvest
from reconvene.meeting.ids import MeetingId, RoomId
from reconvene.meeting.state import State

_log = structlog.get_logger(__name__)


class Harvests:
    """Stores the content of every harvest soon after it was decided, also after a restart.

    Driven by the state, not by the event: whatever harvest has no content yet gets it.
    """

    def __init__(self, documents: DocumentStore, store: HarvestStore) -> None:
        self._documents = documents
        self._store = store
        self._due: asyncio.Queue[tuple[MeetingId, Harvest]] = asyncio.Queue()
        self._keeping = asyncio.Lock()

    async def run(self, started: asyncio.Event) -> None:
        """Store what is due, until cancelled."""
        started.set()
        while True:
            meeting, harvest = await self._due.get()
            try:
                await self.parts(meeting, harvest)
            except LogUnavailable as error:
                _log.error("harvest not stored; who reads it asks again", meeting=meeting, why=str(error))

    def follow(self, running: RunningMeeting) -> None:
        """Watch a meeting that has just been loaded."""
        watcher = _Follower(running.info.id, self._due)
        watcher.changed(running.state)
        running.watch(watcher)

    async def parts(self, meeting: MeetingId, harvest: Harvest) -> Sequence[HarvestPart]:
        """Return a harvest's content, storing it first if need be; raises `LogUnavailable`."""
        async with self._keeping:
            kept = await self._store.read(meeting, harvest.number)
            if not kept:
                kept = [await self._part(meeting, room.room) for room in harvest.rooms]
                await self._store.keep(meeting, harvest.number, kept)
            return kept

    async def forget(self, meeting: MeetingId) -> None:
        """Delete what is kept of a meeting."""
        async with self._keeping:
            await self._store.forget(meeting)

    async def _part(self, meeting: MeetingId, room: RoomId) -> HarvestPart:
        note = as_one(await self._documents.read(DocumentKey(meeting, "note", room)))
        board = as_one(await self._documents.read(DocumentKey(meeting, "board", room)))
        return HarvestPart(room, "" if note is None else text_of(note), board)


class _Follower:
    """Notes the harvests of one meeting that it has not seen."""

    def __init__(self, meeting: MeetingId, due: asyncio.Queue[tuple[MeetingId, Harvest]]) -> None:
        self._meeting = meeting
        self._due = due
        self._seen = 0

    def changed(self, state: State) -> None:
        """Note what is new."""
        for harvest in state.harvests:
            if harvest.number > self._seen:
                self._seen = harvest.number
                self._due.put_nowait((self._meeting, harvest))

    def broke(self) -> None:
        """Leave the rebuilt meeting to a follower of its own."""


def text_of(update: bytes) -> str:
    """Return what is written in a note."""
    doc: Doc[Text] = Doc()
    doc.apply_update(update)
    return str(doc.get("note", type=Text))
