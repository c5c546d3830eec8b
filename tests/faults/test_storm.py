"""A thousand people come back at once after a restart, without a storm."""

import asyncio
import json
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.e2e.server import Server
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import GRACE
from tests.faults.visitor import RESTARTING, patience

MEETINGS, PEOPLE = 20, 50
MOST_DIALS = 3
"""Times a page may dial in a second: its first three waits last 0.875 s at least."""
BACK = 3.0
"""Seconds in which all are to be back; they share two cores with the server."""


class Returner:
    """A page that only comes back: it dials as the client does."""

    def __init__(self, server: Server, seat: str, dials: list[float]) -> None:
        self._url = server.url.replace("http", "ws", 1) + "api/v1/socket"
        self._seat = seat
        self._dials = dials
        self.welcomed = 0.0

    async def live(self) -> None:
        """Connect, again and again, until cancelled."""
        attempt, told = 0, False
        while True:
            self._dials.append(time.monotonic())
            try:
                async with connect(self._url, proxy=None, max_size=None, compression=None) as socket:
                    await socket.send(json.dumps({"type": "hello", "seat": self._seat, "page": "page"}))
                    async for text in socket:
                        if '"welcome"' in str(text)[:20]:
                            self.welcomed, attempt, told = time.monotonic(), 0, False
                    told = socket.close_code == RESTARTING
            except (OSError, WebSocketException):
                pass
            attempt += 1
            await asyncio.sleep(patience(attempt, told=told))


async def _seats(server: Server, meetings: int, people: int) -> list[str]:
    async with httpx.AsyncClient() as http:
        seats = []
        for _ in range(meetings):
            token = (await server.create_meeting()).participant.rpartition("/")[2]
            for number in range(people):
                body = {"name": f"P{number}", "seat": None}
                answer = await http.post(f"{server.url}api/v1/links/{token}/seats", json=body)
                seats.append(answer.json()["seat"])
        return seats


async def _return(server: Server, people: list[Returner], dials: list[float], end: str) -> tuple[float, int]:
    """Let the server end and come back; return how long the last one took, and the most dials in a second."""

    async def last() -> float:
        return min(person.welcomed for person in people)

    await eventually(last, bool, "everybody is in", within=120)
    ended = time.monotonic()
    await asyncio.to_thread(server.kill if end == "killed" else server.restart)
    await server.start()
    back = time.monotonic()
    await eventually(last, lambda at: at > ended, "everybody is back", within=120)
    seconds = Counter(int(at - ended) for at in dials if ended < at < back)
    return max(person.welcomed for person in people) - back, max(seconds.values())


@pytest.mark.every_fault
@pytest.mark.timeout(300)
async def test_a_thousand_people_come_back_without_a_storm(tmp_path: Path, outcomes: Outcomes) -> None:
    """Jitter spreads them: while the server is gone nobody dials more than three times in a second."""
    async with Server(tmp_path / "data") as server:
        dials: list[float] = []
        seats = await _seats(server, MEETINGS, PEOPLE)
        people = [Returner(server, seat, dials) for seat in seats]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(person.live()) for person in people]
            for end in ("killed", "restarted"):
                took, most = await _return(server, people, dials, end)
                assert most <= MOST_DIALS * len(people)
                assert took < BACK + 3 * GRACE
                outcomes.note(
                    f"{len(people)} people come back at once ({MEETINGS} meetings, server {end})",
                    f"a band for a moment; at most {most} dials in a second while it is gone",
                    max(0.0, took),
                    BACK,
                )
            for task in tasks:
                task.cancel()
