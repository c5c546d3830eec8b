"""One meeting as it runs: decide, append, evolve, publish, in one task with one mailbox."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Final, assert_never

import structlog

from reconvene.live.mailbox import (
    Ask,
    Attach,
    Detach,
    End,
    Forget,
    Item,
    Rate,
    React,
    Rename,
    Speak,
    drained,
)
from reconvene.live.media_sync import MediaSync
from reconvene.live.pace import Pace
from reconvene.live.pages import LEFT, Pages
from reconvene.live.ports import (
    Commit,
    Directory,
    LogConflict,
    LogSilent,
    LogUnavailable,
    MeetingInfo,
    Watcher,
)
from reconvene.live.surroundings import Surroundings
from reconvene.live.tally import Tally, movers
from reconvene.live.words import Words, chat_change
from reconvene.meeting.commands import NO_TEXT, Disconnect, Join, Request, Tick, text_of
from reconvene.meeting.deadline import Deadline, wake_at
from reconvene.meeting.decide import conclude
from reconvene.meeting.events import Event
from reconvene.meeting.evolve import replay
from reconvene.meeting.files_state import File
from reconvene.meeting.ids import Millis, PersonId, TextId
from reconvene.meeting.notices import Notice, WordsErased
from reconvene.meeting.records import FileRecord, Records
from reconvene.meeting.refusals import Refusal
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.view import Audience, Everyone, file_record, view

MAILBOX: Final = 2_000
"""Items that may wait; whoever brings more waits too."""

IDLE: Final = Millis(60_000)
"""How long a meeting without people stays in memory."""

LOG_RETRY: Final = Millis(1_000)
"""How long what is due waits after the log could not be written."""

BROKEN: Final = 1011

_log = structlog.get_logger(__name__)


class MeetingBroken(Exception):
    """The meeting broke down while this was waiting; whether it was done shows in the rebuilt meeting."""


class RunningMeeting:
    """Owns a meeting's state. Made by `load`; `run` is its only task.

    If `run` raises, the object is done for: a new one loaded from the log takes its place.
    """

    def __init__(
        self,
        info: MeetingInfo,
        names: dict[PersonId, str],
        directory: Directory,
        surroundings: Surroundings,
        media: MediaSync,
    ) -> None:
        self.info = info
        self._names = names
        self._words = Words(info.id, directory)
        self._texts = Texts(info.id, info.title, names, self._words.known)
        self._around = surroundings
        self._media = media
        self._mailbox: asyncio.Queue[Item] = asyncio.Queue(MAILBOX)
        self._state = State(limits=surroundings.limits)
        self._deadline = Deadline()
        self._seq = 0
        self._done_commands: set[tuple[PersonId | None, str]] = set()
        self._pages = Pages(self._texts, media)
        self._watchers: list[Watcher] = []
        self._pace = Pace()
        self._tally = Tally(info.id, surroundings.metrics)
        self._not_before = Millis(0)
        self._handling: Item | None = None
        self.closed = False

    @property
    def state(self) -> State:
        """The state after the last commit."""
        return self._state

    @property
    def texts(self) -> Texts:
        """The names and words that views show now."""
        return self._texts

    @property
    def passcode(self) -> str:
        """The words that newcomers must know; empty if there are none (JN3)."""
        passcode = self._state.door.passcode
        return "" if passcode is None else self._texts.words.get(passcode, "")

    @property
    def connections(self) -> int:
        """How many people have a page connected."""
        return self._pages.connected

    async def load(self) -> None:
        """Read the log. Everyone it leaves present lingers."""
        await self._read_tail()
        self._pages.begin(self._state, self._around.clock.now())

    async def _read_tail(self) -> None:
        for commit in await self._around.log.read(self.info.id, self._seq):
            self._apply(commit, replay(self._state, commit.events))
        await self._words.follow(self._state)

    def _apply(self, commit: Commit, after: State) -> None:
        """Take over the state after a commit that is in the log."""
        self._state = after
        self._seq = commit.seq
        if commit.command_id is not None:
            self._done_commands.add((commit.by, commit.command_id))

    async def ask(self, request: Request, command_id: str | None = None) -> Refusal | None:
        """Have a request decided; return why not, or ``None`` once what it led to is stored and sent."""
        answer: asyncio.Future[Refusal | None] = asyncio.get_running_loop().create_future()
        asked = asyncio.get_running_loop().time()
        await self._mailbox.put(Ask(request, command_id, answer, asked))
        return await answer

    @property
    def seq(self) -> int:
        """The number of the last commit."""
        return self._seq

    def name(self, person: PersonId) -> str:
        """Return what a person is called."""
        return self._texts.name(person)

    def watch(self, watcher: Watcher) -> None:
        """Tell ``watcher`` of every commit from now on, at once and before anybody else."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Tell ``watcher`` no more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def abandon(self, code: int = BROKEN, reason: str = "the meeting is being restored") -> None:
        """After a breakdown: tell every page to come back, and whoever waits that there is no answer."""
        self.closed = True
        for watcher in tuple(self._watchers):
            watcher.broke()
        self._pages.close(code, reason)
        for item in (self._handling, *drained(self._mailbox)):
            if isinstance(item, Ask):
                self._tally.failed(item, "BROKEN")
            if isinstance(item, Ask | Attach | End):
                item.fail(MeetingBroken())

    async def put(self, item: Item) -> None:
        """Tell the meeting something."""
        await self._mailbox.put(item)

    def view(self, audience: Audience) -> Records:
        """Return what an audience sees now."""
        return view(self._state, self._texts, audience)

    def file(self, file: File) -> FileRecord:
        """Return what is shown of a file now."""
        return file_record(self._state, self._texts, file)

    async def run(self) -> None:
        """Handle one item after the other and what is due in between, until nobody was here for long."""
        idle_since = self._around.clock.now()
        while True:
            self._handling = await self._next_item(Millis(idle_since + IDLE))
            if self._handling is not None:
                await self._handle(self._handling)
            if self.closed:
                return
            await self._wake()
            now = self._around.clock.now()
            if self._state.people or self.connections or not self._mailbox.empty():
                idle_since = now
            elif idle_since + IDLE <= now and self._deadline.of(self._state) is None:
                self.closed = True
                return

    async def _next_item(self, idle: Millis) -> Item | None:
        """Return the next item, or ``None`` when something is due first."""
        due = self._next_due()
        if due is None:
            due = idle
        wait = (due - self._around.clock.now()) / 1000
        if wait <= 0:
            return None if self._mailbox.empty() else self._mailbox.get_nowait()
        try:
            async with asyncio.timeout(wait):
                return await self._mailbox.get()
        except TimeoutError:
            return None

    def _next_due(self) -> Millis | None:
        known = (self._deadline.of(self._state), self._pages.next_lingered())
        due = min((moment for moment in known if moment is not None), default=None)
        return None if due is None else max(due, self._not_before)

    async def _wake(self) -> None:
        """Do what is due by now."""
        now = self._around.clock.now()
        if now < self._not_before:
            return
        try:
            await self._do_what_is_due(now)
        except LogUnavailable as error:
            _log.error("what is due waits for the log", meeting=self.info.id, why=str(error))
            self._not_before = Millis(now + LOG_RETRY)

    async def _do_what_is_due(self, now: Millis) -> None:
        for person in self._pages.lingered(now):
            await self._commit(Request(person, Disconnect()), None)
            self._pages.end_lingering(person)
        deadline = self._deadline.of(self._state)
        if deadline is not None and deadline <= now:
            await self._commit(Request(None, Tick()), None)

    async def _handle(self, item: Item) -> None:
        match item:
            case Ask():
                await self._answer(item)
            case Attach():
                await self._attach(item)
            case Detach(person, connection):
                if self._pages.detach(person, connection, self._around.clock.now()):
                    self._tally.went(person)
            case Speak() | React() | Rate():
                self._pages.pass_on(item, self._pace, self._around.clock.now())
            case Rename(person, name):
                seen = self._names.get(person, name) != name or self._pages.knows(person)
                self._names[person] = name
                if seen:  # of a newcomer nobody has seen anything yet
                    await self._publish()
            case Forget(erased, everything):
                self._words.erase(erased, self._names)
                self._pages.forget()
                await self._publish(told=[(Everyone(), WordsErased(everything))])
            case End():
                self.abandon(LEFT, "this meeting was deleted")
            case _:
                assert_never(item)

    async def _answer(self, item: Ask) -> None:
        try:
            if (item.request.by, item.command_id) not in self._done_commands:
                self._pace.require_calm(item.request, self._around.clock.now())
            await self._commit(item.request, item.command_id)
        except Refusal as refusal:
            item.settle(refusal)
            self._tally.refused(item, refusal.code)
        except LogUnavailable as error:
            self._fail(item, error)
            if isinstance(error, LogSilent):
                self._turn_away(error)
        else:
            item.settle(None)
            self._tally.done(item)

    def _turn_away(self, error: LogSilent) -> None:
        """Let all commands that wait fail too: one after the other they would wait in vain for long."""
        for item in tuple(drained(self._mailbox)):
            if isinstance(item, Ask):
                self._fail(item, error)
            else:
                self._mailbox.put_nowait(item)

    def _fail(self, item: Ask, error: LogUnavailable) -> None:
        item.fail(error)
        self._tally.failed(item, "STORAGE_FAILED")

    async def _commit(self, request: Request, command_id: str | None) -> None:
        """Decide, append, evolve, publish. A command that was done already is not done again.

        When another writer was first, the log's tail is read and the request decided anew. That writer may
        have been we ourselves, if a database stored a commit and was gone before it could say so.
        """
        words = text_of(command := request.command)
        text = NO_TEXT if words is None else TextId(f"t_{secrets.token_urlsafe(9)}")
        said = {} if words is None else {text: words}
        while command_id is None or (request.by, command_id) not in self._done_commands:
            older = await self._words.recall(self._state, command)
            request = Request(request.by, command, secrets.randbits(64), text, older)
            now = self._around.clock.now()
            decided = conclude(self._state, request, now)
            events, after = decided.events, decided.after
            if not events:
                return
            commit = Commit(self._seq + 1, now, request.by, command_id, events)
            try:
                change = chat_change(self._state, after, older)
                with self._around.metrics.appends.time():
                    await self._around.log.append(self.info.id, commit, said, wake_at(after, now), change)
            except LogConflict:
                await self._read_tail()
                await self._publish()
                continue
            self._around.metrics.commits.inc()
            for person, late in movers(events, self._state, now):
                self._media.moved(person, late)
            self._words.add(said)
            self._apply(commit, after)
            self._words.forget(self._state, change)
            await self._publish(events)
            return

    async def _publish(
        self, events: tuple[Event, ...] = (), told: Sequence[tuple[Audience, Notice]] = ()
    ) -> None:
        for watcher in tuple(self._watchers):
            watcher.changed(self._state)
        await self._pages.publish(self._state, events, told)

    async def _attach(self, item: Attach) -> None:
        try:
            await self._commit(Request(item.person, Join(item.role, item.passcode)), None)
        except (Refusal, LogUnavailable) as refusal:
            item.fail(refusal)
            return
        resumed = self._pages.attach(item, self._around.clock.now())
        item.settle()
        self._tally.came(item.person, item.since, resumed=resumed)
