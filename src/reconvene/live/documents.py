"""All shared documents of a server: loaded when first opened, and who may have them open (RM3, RT2)."""

import asyncio
from typing import Final

import structlog

from reconvene.live.allowance import Allowance
from reconvene.live.document import BAD_UPDATE, INTERNAL, DocumentBroken, Member, RunningDocument
from reconvene.live.document_ports import DocumentKey, DocumentStore, PageSocket
from reconvene.live.locks import Locks
from reconvene.live.pages import LEFT
from reconvene.live.ports import Clock, LogConflict, LogUnavailable
from reconvene.live.running import RunningMeeting
from reconvene.meeting.content import may_change, may_read
from reconvene.meeting.ids import MAIN, MeetingId, PersonId
from reconvene.meeting.state import State
from reconvene.wire import document_frames as f

ROOM_NOT_YOURS: Final = 4011
TOO_MUCH: Final = 4013

MESSAGES_AT_ONCE: Final = 200
MESSAGES_PER_SECOND: Final = 60
BYTES_AT_ONCE: Final = 4_000_000
BYTES_PER_SECOND: Final = 250_000
"""What one page may send; drawing takes about 20 messages and 5 kB a second."""

_log = structlog.get_logger(__name__)


class Unwelcome(Exception):
    """A page may not open the document, or not any more; with a close code of `docs/protocol.md`."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Documents:
    """Owns every running document. `run` is its task; the rest may be called while it runs."""

    def __init__(self, store: DocumentStore, clock: Clock) -> None:
        self.store: Final = store
        self._clock = clock
        self._running: dict[DocumentKey, RunningDocument] = {}
        self._loading: Locks[DocumentKey] = Locks()
        self._forgetting: set[MeetingId] = set()
        self._group = asyncio.TaskGroup()

    async def run(self, started: asyncio.Event) -> None:
        """Keep documents running until cancelled; ``started`` is set once they may be opened."""
        async with self._group:
            started.set()
            await asyncio.Event().wait()

    async def open(
        self, running: RunningMeeting, key: DocumentKey, person: PersonId, client: int, socket: PageSocket
    ) -> "Visit":
        """Let a page open a document; raises `Unwelcome`, or `LogUnavailable` if it cannot be read."""
        require_readable(running.state, person, key)
        document = await self._get(key)
        # The person may have been moved while the document was read.
        writes = require_readable(running.state, person, key)
        member = Member(person, running.name(person), client, socket, writes)
        if not document.open(member):
            raise Unwelcome(ROOM_NOT_YOURS, "ROOM_NOT_YOURS")
        return Visit(running, document, member, self._clock)

    async def forget(self, meeting: MeetingId) -> None:
        """Delete all documents of a meeting; pages that have one open begin anew, with an empty one."""
        self._forgetting.add(meeting)
        try:
            for key in [key for key in self._running if key.meeting == meeting]:
                self._running[key].abandon(BAD_UPDATE, "the document was erased")
                await self._running[key].ended.wait()
            await self.store.forget(meeting)
        finally:
            self._forgetting.discard(meeting)

    async def _get(self, key: DocumentKey) -> RunningDocument:
        async with self._loading.of(key):
            if key.meeting in self._forgetting:
                raise LogUnavailable("the document is being erased")
            document = self._running.get(key)
            if document is None or document.closed:
                document = RunningDocument(key, self.store)
                await document.load()
                self._running[key] = document
                self._group.create_task(self._supervise(document), name=f"{key.kind} of {key.room}")
        return document

    async def _supervise(self, document: RunningDocument) -> None:
        """Run a document; when it breaks, its pages come back to one read from the store."""
        try:
            await document.run()
        except (LogUnavailable, LogConflict, DocumentBroken) as error:
            _log.error("document broke down", key=str(document.key), why=str(error))
            document.abandon()
        document.ended.set()
        async with self._loading.of(document.key):
            if self._running[document.key] is document:
                del self._running[document.key]


def require_readable(state: State, person: PersonId, key: DocumentKey) -> bool:
    """Return whether the person may also write; raises `Unwelcome` if they may not even read."""
    seated = state.people.get(person)
    if seated is None:
        raise Unwelcome(LEFT, "NOT_IN_MEETING")
    if not may_read(seated, key.room) or (key.room != MAIN and key.room not in state.rooms):
        raise Unwelcome(ROOM_NOT_YOURS, "ROOM_NOT_YOURS")
    return may_change(seated, key.room)


class Visit:
    """A page's time with a document; it ends at once when the person may not read it any more (RT2)."""

    def __init__(
        self, running: RunningMeeting, document: RunningDocument, member: Member, clock: Clock
    ) -> None:
        self._running = running
        self._document = document
        self._member = member
        self._clock = clock
        now = clock.now()
        self._messages = Allowance(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND, now)
        self._bytes = Allowance(BYTES_AT_ONCE, BYTES_PER_SECOND, now)
        running.watch(self)

    def receive(self, data: bytes) -> None:
        """Take a message of the page; raises `Unwelcome` or `BadUpdate`, which end the visit."""
        if self._member not in self._document.members:
            return
        now = self._clock.now()
        if not (self._messages.spend(1, now) and self._bytes.spend(len(data), now)):
            raise Unwelcome(TOO_MUCH, "TOO_MUCH")
        for message in f.read_messages(data):
            if self._member.writes or isinstance(message, f.AskState):
                self._document.receive(self._member, message)
            else:
                self._refuse_change(message)

    @staticmethod
    def _refuse_change(message: f.Message) -> None:
        """Raise `Unwelcome` for a change by a reader; where readers look is nobody's business."""
        if isinstance(message, f.Update) and message.changes:
            raise Unwelcome(ROOM_NOT_YOURS, "ROOM_NOT_YOURS")

    def changed(self, state: State) -> None:
        """Follow the person: moved away, they are out; with other rights, the page is told."""
        member = self._member
        try:
            writes = require_readable(state, member.person, self._document.key)
        except Unwelcome as end:
            self._end(end.code, end.reason)
            return
        self._document.rename(member, self._running.name(member.person))
        if writes != member.writes:
            member.writes = writes
            member.socket.send(f.DocumentRights(write=writes).model_dump_json())
            if not writes:
                self._document.hide(member)

    def broke(self) -> None:
        """Come back later: the meeting is being restored."""
        self._end(INTERNAL, "the meeting is being restored")

    def leave(self) -> None:
        """End the visit from the page's side."""
        self._running.unwatch(self)
        self._document.leave(self._member)

    def _end(self, code: int, reason: str) -> None:
        self._member.socket.close(code, reason)
        self.leave()
