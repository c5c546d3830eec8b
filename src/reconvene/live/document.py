"""One shared document as it runs: what its pages send is checked, stored, and only then passed on."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pycrdt import Doc, Map, merge_updates
from pydantic import JsonValue

from reconvene.live.document_ports import DocumentKey, DocumentStore, PageSocket, StoredUpdate
from reconvene.meeting.ids import PersonId
from reconvene.wire import document_frames as f
from reconvene.wire.yjs import BadUpdate, check_update, read_clocks

LARGEST_DOCUMENT: Final = 4_000_000
"""Most bytes a document may have."""

PAUSE: Final = 0.08
"""Seconds between two rounds of storing and passing on: everybody's changes of a round are one message."""

MOST_STORED: Final = 400
"""Changes after which a document is stored anew as one."""

IDLE: Final = 30.0
"""Seconds that a document nobody has open stays in memory."""

_PANIC: Final = "PanicException"
"""What a fault in pycrdt's native code is called; it is no `Exception` and cannot be imported."""

REPLACED: Final = 4002
BAD_UPDATE: Final = 4012
DOCUMENT_FULL: Final = 4014
INTERNAL: Final = 1011


class DocumentBroken(Exception):
    """The document in memory cannot be trusted any more; the stored one can."""


@dataclass(slots=True, eq=False)
class Member:
    """A page that has the document open. ``client`` is what it signs its changes with."""

    person: PersonId
    name: str
    client: int
    socket: PageSocket
    writes: bool
    cursor: f.Presence | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Change:
    """A sound change, not stored yet."""

    by: Member
    update: bytes


_Asked: TypeAlias = tuple[Member, bytes]


@dataclass(slots=True)
class _Round:
    """What came in since the last round."""

    asked: list[_Asked] = field(default_factory=list)
    changes: list[_Change] = field(default_factory=list)
    cursors: dict[int, f.Presence] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.asked or self.changes or self.cursors)


class RunningDocument:
    """Owns a document. Made by `load`; `run` is its only task, the rest may be called while it runs.

    If `run` raises, the object is done for: its pages are told to come back, to one read from the store.
    """

    def __init__(self, key: DocumentKey, store: DocumentStore) -> None:
        self.key = key
        self.members: list[Member] = []
        self.closed = False
        self.ended = asyncio.Event()
        self._store = store
        self._doc: Doc[Map[object]] = Doc()
        self._known: dict[int, int] = {}
        self._owners: dict[int, PersonId] = {}
        self._seq = 0
        self._since_compact = 0
        self._size = 0
        self._round = _Round()
        self._wake = asyncio.Event()

    async def load(self) -> None:
        """Read the document from the store."""
        rows = await self._store.read(self.key)
        self._doc = Doc()
        for row in rows:
            self._doc.apply_update(row.update)
        self._seq = rows[-1].seq if rows else 0
        self._since_compact = len(rows)
        self._size = sum(len(row.update) for row in rows)
        self._known = read_clocks(self._doc.get_state())

    def open(self, member: Member) -> bool:
        """Let a page take part; ``False`` if it signs with what belongs to somebody else."""
        if self._owners.setdefault(member.client, member.person) != member.person:
            return False
        for older in [older for older in self.members if older.client == member.client]:
            older.socket.close(REPLACED, "opened somewhere else")
            self.leave(older)
        self.members.append(member)
        member.socket.send(f.DocumentRights(write=member.writes).model_dump_json())
        member.socket.send(f.ask_state(self._doc.get_state()))
        present = [other.cursor for other in self.members if other.cursor is not None]
        if present:
            member.socket.send(f.presences(present))
        return True

    def leave(self, member: Member) -> None:
        """Forget a page."""
        if member not in self.members:
            return
        self.members.remove(member)
        if not self._known.get(member.client):
            self._owners.pop(member.client, None)
        self.hide(member)

    def hide(self, member: Member) -> None:
        """Take a page's cursor away."""
        if member.cursor is not None:
            last = member.cursor
            self._note(f.Presence(last.client, last.clock + 1, last.person, last.name, None))
            member.cursor = None

    def rename(self, member: Member, name: str) -> None:
        """Call a page's person ``name`` from now on, at their cursor too."""
        if name == member.name:
            return
        member.name = name
        if member.cursor is not None:
            last = member.cursor
            self._move_cursor(member, last.client, last.clock + 1, last.state)

    def receive(self, member: Member, message: f.Message) -> None:
        """Take a page's message; raises `BadUpdate` for one that the document must not see.

        A change by a page that may not write is the caller's to refuse.
        """
        match message:
            case f.AskState(vector):
                read_clocks(vector)
                self._round.asked.append((member, vector))
            case f.Update(update) if message.changes:
                self._known[member.client] = check_update(update, member.client, self._known)
                self._round.changes.append(_Change(member, update))
            case f.Cursor(client, clock, state):
                self._move_cursor(member, client, clock, state)
            case _:
                return
        self._wake.set()

    def _move_cursor(self, member: Member, client: int, clock: int, state: JsonValue) -> None:
        if client != member.client:
            raise BadUpdate("a page speaks of its own cursor only")
        shown = f.Presence(client, clock, member.person, member.name, state)
        member.cursor = None if state is None else shown
        self._note(shown)

    def _note(self, cursor: f.Presence) -> None:
        self._round.cursors[cursor.client] = cursor
        self._wake.set()

    async def run(self) -> None:
        """Store and pass on what comes in, round by round, until nobody had the document open for long."""
        while not self.closed:
            if await self._woken():
                await self._finish(self._take())
                await asyncio.sleep(PAUSE)
            elif not self.members:
                self.closed = True
                if self._since_compact > 1:
                    await self._compact()

    async def _woken(self) -> bool:
        """Wait for something to come in; ``False`` if nothing did for long."""
        try:
            async with asyncio.timeout(IDLE):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True

    def abandon(self, code: int = INTERNAL, reason: str = "the document is being restored") -> None:
        """After a breakdown: tell every page to come back; what it sent and is not stored yet is dropped."""
        self.closed = True
        self._round = _Round()
        for member in self.members:
            member.socket.close(code, reason)
        self.members.clear()
        self._wake.set()

    def _take(self) -> _Round:
        taken, self._round = self._round, _Round()
        return taken

    async def _finish(self, taken: _Round) -> None:
        for member, vector in taken.asked:
            self._answer(member, vector)
        accepted = [change.update for change in taken.changes if await self._apply(change)]
        told = b"" if not accepted else f.relay(await self._keep(accepted))
        if taken.cursors:
            told += f.presences(taken.cursors.values())
        if told:
            self._tell(told)

    def _answer(self, member: Member, vector: bytes) -> None:
        if member in self.members:
            member.socket.send(f.give_state(self._doc.get_update(vector)))

    async def _apply(self, change: _Change) -> bool:
        """Make a change to the document, unless it does not fit there."""
        if change.by.refused:
            return False
        if self._size + len(change.update) > LARGEST_DOCUMENT:
            await self._compact()
        if self._size + len(change.update) > LARGEST_DOCUMENT:
            self._refuse(change.by, DOCUMENT_FULL, "DOCUMENT_FULL")
            return False
        try:
            self._doc.apply_update(change.update)
        except ValueError:
            self._refuse(change.by, BAD_UPDATE, "BAD_UPDATE")
            return False
        except BaseException as error:
            if isinstance(error, Exception) or type(error).__name__ == _PANIC:
                change.by.socket.close(BAD_UPDATE, "BAD_UPDATE")
                raise DocumentBroken(str(error)) from error
            raise
        self._size += len(change.update)
        return True

    def _refuse(self, member: Member, code: int, reason: str) -> None:
        """Send a page away whose change was not made; what else it sent builds on that change."""
        member.refused = True
        self._known[member.client] = read_clocks(self._doc.get_state()).get(member.client, 0)
        member.socket.close(code, reason)
        self.leave(member)

    async def _keep(self, accepted: list[bytes]) -> bytes:
        """Store changes as one; return it."""
        update = accepted[0] if len(accepted) == 1 else merge_updates(*accepted)
        await self._store.append(self.key, StoredUpdate(self._seq + 1, update))
        self._seq += 1
        self._since_compact += 1
        if self._since_compact >= MOST_STORED:
            await self._compact()
        return update

    async def _compact(self) -> None:
        whole = self._doc.get_update()
        await self._store.compact(self.key, StoredUpdate(self._seq, whole))
        self._since_compact = 1
        self._size = len(whole)

    def _tell(self, frame: bytes) -> None:
        for member in self.members:
            member.socket.send(frame)


def as_one(stored: Sequence[StoredUpdate]) -> bytes | None:
    """Return stored changes as one update; ``None`` for a document that nobody wrote in."""
    match stored:
        case []:
            return None
        case [only]:
            return only.update
        case _:
            return merge_updates(*(row.update for row in stored))
