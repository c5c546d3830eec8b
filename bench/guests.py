"""How many guests fit on this machine, beside the server and Janus, and what each costs."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.mass_move import janus_of
from bench.measure import Figure
from bench.process import cpu, resident
from reconvene.guests.guest import Guest, Looks
from reconvene.guests.portrait import RATE
from reconvene.guests.seats import way
from tests.e2e.server import Server
from tests.e2e.waiting import eventually

COUNTS = (8, 32, 64, 96, 128, 144, 160)
ROOM = 8
"""People in a room, each of whom has so many pictures less one sent to them."""
WATCHED = 4
COMING = 180
SETTLED = 2.0
SECONDS = 6.0
ENOUGH = 0.95
"""Share of the pictures that must arrive, for so many guests to fit."""


async def measure(folder: Path) -> list[Figure]:
    """Send more and more guests in rooms of eight, until pictures come too seldom."""
    figures: list[Figure] = []
    fit = 0
    for count in COUNTS:
        share, rows = await _with(folder / f"data{count}", count)
        figures += rows
        if share < ENOUGH:
            break
        fit = count
    note = f"rooms of {ROOM}, all with cameras, one voice a room, {WATCHED} pictures to each"
    return [Figure("guests that fit beside the server", "", (float(fit),), None, note), *figures]


async def _with(data: Path, count: int) -> tuple[float, list[Figure]]:
    async with Server(data) as server:
        meeting = await server.create_meeting()
        idle = resident(server.pid), resident(janus_of(data))
        async with (
            company(meeting.participant, count, WATCHED) as guests,
            _watcher(meeting.participant) as watcher,
        ):
            path = f"api/v1/meetings/{meeting.id}/commands"
            allow = {"call": True, "return_to_main": True, "switch_rooms": False}
            rooms = {
                "rooms": max(1, count // ROOM),
                "assign": "automatic",
                "time_limit": None,
                "allow": allow,
            }
            for command in ({"type": "configure_breakout", **rooms}, {"type": "start_breakout"}):
                await server.request("POST", path, {"command": command})
            await eventually(watcher.pictures, bool, "the watcher sees somebody")
            # What coming and moving costs is not counted.
            await asyncio.sleep(SETTLED)
            pids = (guests.pid, janus_of(data), server.pid)
            before, seen = [cpu(pid) for pid in pids], await watcher.packets()
            await asyncio.sleep(SECONDS)
            used = [(cpu(pid) - start) / SECONDS for pid, start in zip(pids, before, strict=True)]
            share = await watcher.share(seen)
            memory = resident(guests.pid), resident(pids[1]) - idle[1], resident(server.pid) - idle[0]
    note = f"{100 * share:.0f} % of pictures arrive"
    names = ("the guests' process", "Janus", "the server")
    rows = [
        Figure(f"{count} guests, {name}: CPU for each", "% of a core", (100 * cores / count,), None, note)
        for name, cores in zip(names, used, strict=True)
    ]
    rows += [
        Figure(f"{count} guests, {name}: memory for each", "MB", (size / count,))
        for name, size in zip(names, memory, strict=True)
    ]
    return share, [Figure(f"{count} guests, CPU of all", "cores", (sum(used),), None, note), *rows]


@asynccontextmanager
async def company(link: str, count: int, watched: int) -> AsyncIterator[Process]:
    """Start guests as users do, each sent so many pictures; all have come when the block begins."""
    words = ("guests", link, "--count", str(count), "--talk", "--video", "--watch", str(watched))
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "reconvene.cli", *words, stdout=PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(COMING):
        told = await process.stdout.readline()
    assert b"Guests in the meeting" in told, told
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


class _Watcher:
    """One more guest, in this process, who counts the pictures that are sent to them."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest

    async def pictures(self) -> list[str]:
        """Return the slots that carry somebody's camera, once they are in a breakout room."""
        page = self._guest.page
        if page is None or page.media is None or not page.sight.seated or not page.sight.in_breakout:
            return []
        return [mid for mid, (_, source) in page.media.slots.items() if source == "camera"]

    async def packets(self) -> dict[str, int]:
        """Return how many pictures came in each slot."""
        page = self._guest.page
        assert page is not None
        assert page.media is not None
        assert page.media.pair is not None
        down = page.media.pair.down
        return {mid: down.arrivals[mid].pictures for mid in await self.pictures()}

    async def share(self, before: dict[str, int]) -> float:
        """Return the part of all pictures that came since."""
        now = await self.packets()
        rates = [(now[mid] - before[mid]) / SECONDS / RATE for mid in now if mid in before]
        return sum(rates) / len(rates) if rates else 0.0


@asynccontextmanager
async def _watcher(link: str) -> AsyncIterator[_Watcher]:
    guest = Guest(Looks("Watcher", (), ()), None, WATCHED)
    await guest.enter(way(link), None)
    async with asyncio.TaskGroup() as group:
        staying = group.create_task(guest.stay())
        yield _Watcher(guest)
        guest.go()
        staying.cancel()
