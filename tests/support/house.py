"""A server without sockets, files or browsers: real meetings on in-memory adapters in virtual time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

from reconvene.live.mailbox import Attach, Detach
from reconvene.live.meetings import Meetings
from reconvene.live.ports import MediaServer
from reconvene.live.running import RunningMeeting
from reconvene.live.surroundings import Surroundings
from reconvene.meeting.commands import Command, Request
from reconvene.meeting.ids import MeetingId, PersonId
from reconvene.meeting.refusals import Refusal
from reconvene.meeting.state import Limits, Role
from tests.support.memory import MemoryDirectory, MemoryLog
from tests.support.memory_media import MemoryMediaServer
from tests.support.pages import Page, answer, publish
from tests.support.virtual_time import VirtualClock, run


class House:
    """One server's worth of everything; with ``older``, the next process on what that one kept.

    Media are those of ``server``, if it is given, and otherwise in memory.
    """

    def __init__(self, older: "House | None" = None, server: MediaServer | None = None) -> None:
        self.log: MemoryLog = MemoryLog() if older is None else older.log
        self.directory: MemoryDirectory = MemoryDirectory(self.log) if older is None else older.directory
        self.media: MemoryMediaServer = MemoryMediaServer() if older is None else older.media
        if older is not None:
            self.media.outlive()
        self.clock = VirtualClock()
        self.meetings = Meetings(
            Surroundings(self.log, self.clock, Limits()), self.directory, server or self.media
        )

    @asynccontextmanager
    async def open(self) -> AsyncIterator["House"]:
        """Run the meetings."""
        started = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.meetings.run(started))
            await started.wait()
            yield self
            task.cancel()

    async def make_meeting(self) -> MeetingId:
        """Return a new meeting."""
        return (await self.meetings.create("Test")).id

    async def running(self, meeting: MeetingId) -> RunningMeeting:
        """Return a meeting."""
        return await self.meetings.get(meeting)

    async def enter(
        self,
        meeting: MeetingId,
        name: str,
        role: Role = "participant",
        *,
        older: Page | None = None,
        load: str = "",
    ) -> Page:
        """Connect a page of the person called ``name``; with ``older``, resume what it had."""
        person = PersonId(name)
        await self.meetings.set_name(meeting, person, name.title())
        page = Page()
        if older is not None:
            page.resume(older)
        await self.connect(meeting, person, page, role, load or f"page of {name}")
        return page

    async def connect(self, meeting: MeetingId, person: PersonId, page: Page, role: Role, load: str) -> None:
        """Connect a page; one that has something goes on from there."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        running = await self.running(meeting)
        await running.put(Attach(person, role, page, load, page.epoch or None, page.seq, done))
        await done

    async def drop(self, meeting: MeetingId, name: str, page: Page) -> None:
        """Lose a page's connection."""
        await (await self.running(meeting)).put(Detach(PersonId(name), page))

    async def ask(
        self, meeting: MeetingId, name: str | None, command: Command, command_id: str | None = None
    ) -> Refusal | None:
        """Have a command decided for a person, or for the operator."""
        by = None if name is None else PersonId(name)
        return await (await self.running(meeting)).ask(Request(by, command), command_id)

    async def connect_media(self, meeting: MeetingId, name: str, load: str = "", attempt: int = 1) -> None:
        """Give a person media, as their page would."""
        media = await self.meetings.media(meeting)
        publish(media, PersonId(name), load or f"page of {name}", attempt)
        await settle()
        answer(media, PersonId(name), attempt)
        await settle()


async def settle() -> None:
    """Let everything happen that needs no time."""
    loop = asyncio.get_running_loop()
    now = loop.time()
    for _ in range(200):
        await asyncio.sleep(0)
    assert loop.time() == now, "settling took time"


async def pass_time(seconds: float) -> None:
    """Let virtual time pass, and what was due happen."""
    await asyncio.sleep(seconds)
    await settle()


Scenario: TypeAlias = Callable[[House, MeetingId], Coroutine[Any, Any, None]]


def play(scenario: Scenario) -> None:
    """Run a scenario in virtual time, in a house with one meeting and its media server ready."""

    async def whole() -> None:
        async with House().open() as house:
            await settle()
            await scenario(house, await house.make_meeting())

    run(whole())
