"""Everybody is shuffled at once into groups of five: by switching, and as stock clients do it, in turn.

Everybody sends sound alone, ten packets a second, so that peers and media server fit on one small machine.
The clock stops for a person with the first packet of somebody who was not in their room before.
"""

import asyncio
import json
import random
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench import plot
from bench.beacon import Beacon, sign
from bench.measure import Figure
from bench.process import cpu
from bench.stock import Janus, StockClient, make_rooms, secret_of
from reconvene.guests.page import Page
from reconvene.guests.seats import take_seat, way
from reconvene.guests.transport import DIRECT
from reconvene.meeting.commands import SetMicrophone
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import eventually

CROWDS = (20, 60, 120, 200)
GROUP = 5
ROUNDS = 3
SOUND_EVERY = 0.1
DOORS = 8
"""People who come in at the same time."""
AFTER = 1.0
"""Seconds after the last one for which CPU is counted: what follows belongs to the move."""
AIM, CROWD_OF_AIM = 500, 200
AIM_OF_STOCK = 20
"""Percent of what stock clients take: five times as fast."""


@dataclass(slots=True)
class Ears:
    """One person's: whom they heard first when, and how many packets were missing."""

    first: dict[int, float] = field(default_factory=dict)
    lost: int = 0
    _last: dict[bytes, int] = field(default_factory=dict)

    def tap(self, _mid: str, packet: bytes) -> None:
        """Take a packet."""
        seen = sign(packet)
        if seen is None:
            return
        self.first.setdefault(seen.sender, time.time())
        number, stream = int.from_bytes(packet[2:4], "big"), packet[8:12]
        self.lost += max(0, (number - self._last.get(stream, number - 1)) % 65_536 - 1)
        self._last[stream] = number

    def since(self) -> None:
        """Listen anew."""
        self.first.clear()
        self.lost = 0


@dataclass(slots=True)
class Costs:
    """One way's moves of one crowd."""

    last: list[float] = field(default_factory=list)
    half: list[float] = field(default_factory=list)
    janus: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)


class Meter:
    """CPU of the server and its Janus over one move, what the sound of that time costs included."""

    def __init__(self, server: Server) -> None:
        self._pids = (server.pid, janus_of(server.data))

    def _now(self) -> tuple[float, float]:
        first, second = map(cpu, self._pids)
        return first, second

    async def over(
        self, ears: Sequence[Ears], wanted: Sequence[set[int]], begun: float, costs: Costs
    ) -> None:
        """Wait until everybody hears somebody wanted; note what it took and cost."""
        before = self._now()

        async def waiting() -> int:
            return sum(
                bool(those) and those.isdisjoint(one.first) for one, those in zip(ears, wanted, strict=True)
            )

        await eventually(waiting, lambda number: number == 0, "everybody hears somebody", within=60)
        heard = sorted(
            1000 * (min(one.first[other] for other in those if other in one.first) - begun)
            for one, those in zip(ears, wanted, strict=True)
            if those
        )
        await asyncio.sleep(AFTER)
        server, janus = (b - a for a, b in zip(before, self._now(), strict=True))
        costs.last.append(heard[-1])
        costs.half.append(heard[len(heard) // 2])
        costs.server.append(1000 * server)
        costs.janus.append(1000 * janus)
        costs.lost.append(sum(one.lost for one in ears))


def janus_of(data: Path) -> int:
    """Return the process that a server has started for its data folder."""
    pid: int = json.loads((data / "janus" / "process.json").read_text())["pid"]
    return pid


async def measure(folder: Path) -> list[Figure]:
    """Shuffle crowds of several sizes, the two ways in turn."""
    figures: list[Figure] = []
    curves: dict[str, list[tuple[float, float]]] = {"by switching": [], "stock": []}
    for count in CROWDS:
        async with Server(folder / f"data{count}") as server:
            ours, stock = await _crowd(server, count)
        figures += _figures(count, ours, stock)
        for line, costs in zip(curves.values(), (ours, stock), strict=True):
            line.append((count, median(costs.last)))
    title = "Everybody moves at once: the last one hears somebody new"
    plot.keep(plot.PICTURES / "moves-people.svg", title, "people, in groups of five", "ms", curves)
    return figures


async def _crowd(server: Server, count: int) -> tuple[Costs, Costs]:
    ours, stock = Costs(), Costs()
    async with AsyncExitStack() as stack:
        product = await _Product.open(stack, server, count)
        for turn in range(ROUNDS):
            await product.shuffle(ours)
            async with AsyncExitStack() as rivals_stack:
                rivals = await _Stock.open(rivals_stack, server, count, turn)
                await rivals.shuffle(stock)
    return ours, stock


def _figures(count: int, ours: Costs, stock: Costs) -> list[Figure]:
    aim = AIM if count == CROWD_OF_AIM else None
    name = f"{count} people shuffled into groups of {GROUP}"
    rows = []
    for way_, costs, most in (("", ours, aim), (": stock", stock, None)):
        rows += [
            Figure(f"{name}, the last one hears somebody new{way_}", "ms", tuple(costs.last), most),
            Figure(f"{name}, half of them{way_}", "ms", tuple(costs.half)),
            Figure(f"{name}, CPU of Janus{way_}", "ms", tuple(costs.janus)),
            Figure(f"{name}, CPU of the server{way_}", "ms", tuple(costs.server)),
            Figure(f"{name}, packets missing{way_}", "", tuple(costs.lost)),
        ]
    parts = tuple(100 * one / other for one, other in zip(ours.last, stock.last, strict=True))
    least = AIM_OF_STOCK if count == CROWD_OF_AIM else None
    return [*rows, Figure(f"{name}, the last one: part of stock's time in the same turn", "%", parts, least)]


class _Product:
    """A meeting whose people are shuffled by its own command."""

    def __init__(self, server: Server, meeting: Meeting, count: int) -> None:
        self._server, self._meeting, self._count = server, meeting, count
        self._ears = [Ears() for _ in range(count)]
        self._pages: list[Page] = []
        self._meter = Meter(server)

    @classmethod
    async def open(cls, stack: AsyncExitStack, server: Server, count: int) -> "_Product":
        self = cls(server, await server.create_meeting(), count)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        doors = asyncio.Semaphore(DOORS)
        self._pages = list(
            await asyncio.gather(*(self._enter(stack, group, doors, number) for number in range(count)))
        )
        allow = {"call": True, "return_to_main": True, "switch_rooms": False}
        rooms = {"rooms": count // GROUP, "assign": "automatic", "time_limit": None, "allow": allow}
        await self._command({"type": "configure_breakout", **rooms})
        await self._command({"type": "start_breakout"})
        await eventually(self._rooms, lambda seats: "main" not in seats.values(), "everybody is in a room")
        return self

    async def _enter(
        self, stack: AsyncExitStack, group: asyncio.TaskGroup, doors: asyncio.Semaphore, number: int
    ) -> Page:
        async with doors:
            to = way(self._meeting.participant)
            seat = await take_seat(to, f"Person {number}", None)
            beacon = Beacon(number, pictures=False, sound_every=SOUND_EVERY)
            page = Page(to.socket, seat, beacon, DIRECT, self._ears[number].tap)
            task = group.create_task(page.run())
            stack.callback(task.cancel)
            await page.welcomed.wait()
            page.command(SetMicrophone(on=True))

            async def sends() -> bool:
                return beacon.uplink is not None

            await eventually(sends, bool, f"{number} sends")
            return page

    async def shuffle(self, costs: Costs) -> None:
        """Shuffle once."""
        before = await self._rooms()
        await self._command({"type": "shuffle"})
        records = await self._records()
        dues = [record["move"]["due"] for record in records.values() if record["move"]]
        after = {
            one: record["move"]["room"] if record["move"] else record["room"]
            for one, record in records.items()
        }
        due: float = dues[0] / 1000
        await asyncio.sleep(due - 0.02 - time.time())
        for ears in self._ears:
            ears.since()
        wanted = [_newcomers(page.sight.me["id"], before, after, self._numbers()) for page in self._pages]
        await self._meter.over(self._ears, wanted, due, costs)
        await eventually(self._rooms, lambda seats: seats == after, "everybody has arrived")

    def _numbers(self) -> dict[str, int]:
        return {page.sight.me["id"]: number for number, page in enumerate(self._pages)}

    async def _rooms(self) -> dict[str, str]:
        return {one: record["room"] for one, record in (await self._records()).items()}

    async def _records(self) -> dict[str, dict[str, Any]]:
        meeting = await self._server.request("GET", f"api/v1/meetings/{self._meeting.id}")
        prefix = "person/"
        return {
            key.removeprefix(prefix): record
            for key, record in meeting["records"].items()
            if key.startswith(prefix)
        }

    async def _command(self, command: dict[str, object]) -> None:
        path = f"api/v1/meetings/{self._meeting.id}/commands"
        await self._server.request("POST", path, {"command": command})


def _newcomers(
    person: str, before: Mapping[str, str], after: Mapping[str, str], numbers: Mapping[str, int]
) -> set[int]:
    """Return who is in the person's room now and was not before."""
    return {
        numbers[other]
        for other in numbers
        if other != person and after[other] == after[person] and before[other] != before[person]
    }


class _Stock:
    """As many people in rooms of their own on the same Janus, who leave and enter anew."""

    def __init__(self, server: Server, janus: Janus, turn: int) -> None:
        self._janus, self._turn = janus, turn
        self._meter = Meter(server)
        self._ears: list[Ears] = []
        self._clients: list[StockClient] = []

    @classmethod
    async def open(cls, stack: AsyncExitStack, server: Server, count: int, turn: int) -> "_Stock":
        port, secret = secret_of(server.data)
        self = cls(server, await Janus.reach(stack, port, secret), turn)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        await make_rooms(
            self._janus, [f"{side}{turn}-{room}" for side in "ab" for room in range(count // GROUP)]
        )
        for number in range(count):
            ears = Ears()
            beacon = Beacon(number, pictures=False, sound_every=SOUND_EVERY)
            client = StockClient(self._janus, number, beacon, DIRECT, ears.tap, GROUP - 1)
            task = group.create_task(beacon.run())
            stack.callback(task.cancel)
            stack.push_async_callback(client.leave)
            self._ears.append(ears)
            self._clients.append(client)
        for start in range(0, count, GROUP):
            people = self._clients[start : start + GROUP]
            await asyncio.gather(*(client.move(f"a{turn}-{start // GROUP}") for client in people))
        return self

    async def shuffle(self, costs: Costs) -> None:
        """Have all of them move at once."""
        count = len(self._clients)
        before = {str(number): str(number // GROUP) for number in range(count)}
        order = random.Random(self._turn).sample(range(count), count)
        after = {str(number): str(place // GROUP) for place, number in enumerate(order)}
        numbers = {str(number): number for number in range(count)}
        wanted = [_newcomers(str(number), before, after, numbers) for number in range(count)]
        for ears in self._ears:
            ears.since()
        begun = time.time()
        async with asyncio.TaskGroup() as group:
            for number, client in enumerate(self._clients):
                group.create_task(client.move(f"b{self._turn}-{after[str(number)]}"))
            await self._meter.over(self._ears, wanted, begun, costs)
