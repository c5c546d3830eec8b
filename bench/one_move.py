"""One person's move between two rooms: by switching, and as stock clients do it, in turn and with delay."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.beacon import Beacon, sign
from bench.measure import Figure
from bench.relay import Relay
from bench.stock import Janus, StockClient, make_rooms, secret_of
from reconvene.guests.page import Page
from reconvene.guests.seats import take_seat, way
from reconvene.meeting.commands import SetCamera, SetMicrophone
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import eventually

ROUND_TRIPS = (0.0, 0.05, 0.15)
MOVES = 10
STOCK_ROOMS = ("left", "right")
NUMBERS = {"Ann": 1, "Ben": 2, "Mover": 3}


@dataclass(slots=True)
class Ears:
    """Notes when the first sound and the first whole picture of each sender came, from `listen` on."""

    sound: dict[int, float] = field(default_factory=dict)
    picture: dict[int, float] = field(default_factory=dict)

    def listen(self) -> None:
        """Forget what came so far."""
        self.sound.clear()
        self.picture.clear()

    def tap(self, _mid: str, packet: bytes) -> None:
        """Take a packet."""
        seen = sign(packet)
        if seen is None:
            return
        if seen.whole:
            self.picture.setdefault(seen.sender, time.time())
        elif seen.sender not in self.sound:
            self.sound[seen.sender] = time.time()

    async def both(self, sender: int) -> tuple[float, float]:
        """Wait for sound and picture of somebody; return when they came first."""

        async def come() -> bool:
            return sender in self.sound and sender in self.picture

        await eventually(come, bool, f"{sender} is heard and seen", within=20)
        return self.sound[sender], self.picture[sender]


@dataclass(slots=True)
class Samples:
    """Milliseconds of each way at one round trip."""

    sound: list[float] = field(default_factory=list)
    picture: list[float] = field(default_factory=list)


async def measure(folder: Path) -> list[Figure]:
    """Move somebody again and again, the two ways in turn."""
    figures: list[Figure] = []
    async with Server(folder / "data") as server:
        for round_trip in ROUND_TRIPS:
            figures += await _at(server, folder / "data", round_trip)
    return figures


async def _at(server: Server, data: Path, round_trip: float) -> list[Figure]:
    ours, stock = Samples(), Samples()
    relay = Relay(round_trip)
    async with AsyncExitStack() as stack:
        stack.callback(relay.close)
        product = await _Product.open(stack, server, relay)
        rivals = await _Stock.open(stack, data, relay, round_trip)
        for turn in range(MOVES):
            due = await product.begin(turn)
            # While the countdown runs, the other way has its turn.
            await rivals.move(turn, stock)
            await product.finish(turn, due, ours)
    return _figures(round(round_trip * 1000), ours, stock)


def _figures(added: int, ours: Samples, stock: Samples) -> list[Figure]:
    where = "loopback" if not added else f"{added} ms of round trip added"
    aim = 100 if not added else added + 120
    rows = (
        ("a move, to the first sound", ours.sound, stock.sound),
        ("a move, to the first whole picture", ours.picture, stock.picture),
    )
    figures = []
    for name, mine, theirs in rows:
        figures += [
            Figure(name, "ms", tuple(mine), aim, where),
            Figure(f"{name}: stock", "ms", tuple(theirs), None, where),
        ]
    return figures


class _Product:
    """Ann and Ben in a room each, and somebody who is moved to and fro."""

    def __init__(self, server: Server, meeting: Meeting) -> None:
        self._server, self._meeting = server, meeting
        self._people: dict[str, str] = {}
        self._ears = Ears()

    @classmethod
    async def open(cls, stack: AsyncExitStack, server: Server, relay: Relay) -> "_Product":
        self = cls(server, await server.create_meeting())
        port = await stack.enter_async_context(relay.tcp("127.0.0.1", server.port))
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for name, number in NUMBERS.items():
            await self._enter(stack, group, relay, port, name, number)
        allow = {"call": True, "return_to_main": True, "switch_rooms": True}
        await self._command(
            {"type": "configure_breakout", "rooms": 2, "assign": "manual", "time_limit": None, "allow": allow}
        )
        for name, room in (("Ann", "r1"), ("Ben", "r2"), ("Mover", "r2")):
            await self._command({"type": "move_people", "people": [self._people[name]], "room": room})
        await self._command({"type": "start_breakout"})
        await self._ears.both(NUMBERS["Ben"])
        await self._arrived("r2")
        return self

    async def _enter(
        self, stack: AsyncExitStack, group: asyncio.TaskGroup, relay: Relay, port: int, name: str, number: int
    ) -> None:
        to = way(self._meeting.participant)
        seat = await take_seat(to, name, None)
        tap = self._ears.tap if name == "Mover" else None
        socket = f"ws://127.0.0.1:{port}/api/v1/socket"
        page = Page(socket, seat, Beacon(number, pictures=True), relay.network, tap)
        task = group.create_task(page.run())
        stack.callback(task.cancel)
        await page.welcomed.wait()
        self._people[name] = page.sight.me["id"]
        page.command(SetMicrophone(on=True))
        page.command(SetCamera(on=True))

    async def begin(self, turn: int) -> float:
        """Have the mover sent to the other room; return when they are to be there."""
        room = ("r1", "r2")[turn % 2]
        await self._command({"type": "move_people", "people": [self._people["Mover"]], "room": room})
        due: int = (await self._mover())["move"]["due"]
        return due / 1000

    async def finish(self, turn: int, due: float, samples: Samples) -> None:
        """Listen from just before the end of the countdown."""
        await asyncio.sleep(due - 0.02 - time.time())
        self._ears.listen()
        sound, picture = await self._ears.both((NUMBERS["Ann"], NUMBERS["Ben"])[turn % 2])
        samples.sound.append(1000 * (sound - due))
        samples.picture.append(1000 * (picture - due))
        await self._arrived(("r1", "r2")[turn % 2])

    async def _arrived(self, room: str) -> None:
        await eventually(self._mover, lambda record: record["room"] == room, f"the mover is in {room}")

    async def _mover(self) -> dict[str, Any]:
        meeting = await self._server.request("GET", f"api/v1/meetings/{self._meeting.id}")
        record: dict[str, Any] = meeting["records"][f"person/{self._people['Mover']}"]
        return record

    async def _command(self, command: dict[str, object]) -> None:
        await self._server.request(
            "POST", f"api/v1/meetings/{self._meeting.id}/commands", {"command": command}
        )


class _Stock:
    """The same three people in rooms of their own."""

    def __init__(self, round_trip: float) -> None:
        self._round_trip = round_trip
        self._ears = Ears()
        self._mover: StockClient | None = None

    @classmethod
    async def open(cls, stack: AsyncExitStack, data: Path, relay: Relay, round_trip: float) -> "_Stock":
        self = cls(round_trip)
        port, secret = secret_of(data)
        janus = await Janus.reach(
            stack, await stack.enter_async_context(relay.tcp("127.0.0.1", port)), secret
        )
        rooms = [f"{room}-{round_trip}" for room in STOCK_ROOMS]
        await make_rooms(janus, rooms)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for name, number in NUMBERS.items():
            beacon = Beacon(number, pictures=True)
            moves = name == "Mover"
            tap = self._ears.tap if moves else _deaf
            client = StockClient(janus, number, beacon, relay.network, tap, int(moves))
            playing = group.create_task(beacon.run())
            stack.callback(playing.cancel)
            stack.push_async_callback(client.leave)
            if name == "Mover":
                self._mover = client
            else:
                await client.move(rooms[number - 1])
        return self

    async def move(self, turn: int, samples: Samples) -> None:
        """Go to the other room; half a round trip passes before the word to do so is there."""
        assert self._mover is not None
        self._ears.listen()
        begun = time.time()
        await asyncio.sleep(self._round_trip / 2)
        await self._mover.move(f"{STOCK_ROOMS[turn % 2]}-{self._round_trip}")
        sound, picture = await self._ears.both((NUMBERS["Ann"], NUMBERS["Ben"])[turn % 2])
        samples.sound.append(1000 * (sound - begun))
        samples.picture.append(1000 * (picture - begun))


def _deaf(_mid: str, _packet: bytes) -> None:
    """Ann and Ben only send."""
