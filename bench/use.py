"""An hour of ordinary use in little time, and readers who read nothing, both on real sockets."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

from bench.crowd import ALLOW, Load, line, now, running
from bench.measure import Figure
from bench.process import cpu, resident
from tests.e2e.server import Meeting
from tests.support.crowd import Visitor, gone

MINUTES = 120
MEETINGS, EACH = 3, 60
ROOMS = 10
WARM_UP = 60
"""Minutes after which memory should not grow any more: by then all frames are kept that may be."""


@dataclass
class Company:
    """The people of one meeting through an hour."""

    load: Load
    meeting: Meeting
    host: Visitor
    people: list[Visitor]
    dice: random.Random
    came: int = 0
    waits: list[float] = field(default_factory=list)

    async def minute(self, number: int) -> None:
        """Do what is done in a minute: some signal, few come and go, now and then all change rooms."""
        await self._command(number)
        for _ in range(3):
            await self._reload()
        await self._replace()
        await asyncio.gather(*(self._signal(visitor) for visitor in self.dice.sample(self.people, 20)))

    async def _command(self, number: int) -> None:
        """Break out every ten minutes, shuffle and gather in between."""
        configure = {"type": "configure_breakout", "rooms": ROOMS, "assign": "automatic", "time_limit": None}
        steps: dict[int, tuple[dict[str, object], ...]] = {
            0: ({**configure, "allow": ALLOW}, {"type": "start_breakout"}),
            2: ({"type": "broadcast", "text": f"Minute {number}", "rooms": None},),
            3: ({"type": "shuffle"},),
            5: ({"type": "gather_everyone"},),
            6: ({"type": "send_back"},),
            8: ({"type": "end_breakout"},),
        }
        for step in steps.get(number % 10, ()):
            await self._ask(self.host, step)

    async def _ask(self, visitor: Visitor, command: dict[str, object]) -> None:
        began = now()
        await visitor.ask(command)
        self.waits.append(1000 * (now() - began))

    async def _signal(self, visitor: Visitor) -> None:
        """Raise and lower a hand, switch the microphone, write to all or call, each as it may be allowed."""
        raised = bool(self.dice.getrandbits(1))
        commands: list[dict[str, object]] = [
            {"type": "raise_hand", "raised": raised},
            {"type": "set_microphone", "on": raised},
            line(f"Hello {self.dice.random()}"),
            {"type": "call_moderator", "reason": "Please look in"},
            {"type": "say", "conversation": f"person:{self.host.person}", "text": "A question"},
        ]
        await self._ask(visitor, self.dice.choice(commands))
        person: dict[str, object] = {"type": "move_people", "people": [visitor.person], "room": "r1"}
        if not self.dice.randrange(10):
            await self._ask(self.host, person)

    async def _reload(self) -> None:
        """Cut somebody's connection, and let them resume."""
        place = self.dice.randrange(len(self.people))
        await gone([self.people[place]])
        self.people[place] = await self._again(self.people[place])

    async def _again(self, visitor: Visitor) -> Visitor:
        back = visitor.again()
        await back.connect(self.load.entrance.socket)
        return back

    async def _replace(self) -> None:
        """Let somebody leave and somebody else come."""
        place = self.dice.randrange(len(self.people))
        self.people[place].ask({"type": "leave"})
        await self.people[place].gone
        self.came += 1
        self.people[place] = await self.load.entrance.enter(self.meeting.participant, f"Late {self.came}")


async def hour(folder: Path) -> list[Figure]:
    """Let three meetings live through an hour's commands; memory must stay as it is once it is warm."""
    async with running(folder) as load:
        companies = [await _company(load, number) for number in range(MEETINGS)]
        memory: list[float] = []
        began, before = now(), cpu(load.server.pid)
        for number in range(MINUTES):
            await asyncio.gather(*(company.minute(number) for company in companies))
            memory.append(resident(load.server.pid))
        took, spent = now() - began, cpu(load.server.pid) - before
        await gone([visitor for company in companies for visitor in (company.host, *company.people)])
    late = memory[WARM_UP:]
    slope = linear_regression(range(len(late)), late).slope * (MINUTES - WARM_UP)
    waits = tuple(wait for company in companies for wait in company.waits)
    note = f"{MEETINGS} meetings of {EACH}, {len(waits)} commands in {took:.0f} s, {spent:.0f} s of CPU"
    return [
        Figure("memory in an hour of use, once warm: growth", "MB an hour", (slope,), 5, note),
        Figure("memory in an hour of use", "MB", tuple(memory)),
        Figure("a command in an hour of use: answered after", "ms", waits),
    ]


async def _company(load: Load, number: int) -> Company:
    meeting = await load.server.create_meeting(f"Meeting {number}")
    host = await load.entrance.enter(meeting.moderator, "Host")
    people = await load.entrance.crowd(meeting.participant, EACH)
    return Company(load, meeting, host, people, random.Random(number))
