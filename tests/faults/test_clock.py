"""Somebody sets the machine's clock: no countdown moves, before and after a restart."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import BACK, GRACE, start, whole
from tests.faults.visitor import Visitor, party

HOUR = 3_600


class FakeTime:
    """The clock that a server sees, by libfaketime; its monotonic clock stays the machine's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "faketime"
        self.step(0)

    def step(self, seconds: int) -> None:
        """Set the clock so far from the machine's."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self._file)

    @property
    def environment(self) -> Mapping[str, str]:
        """What makes a process see this clock."""
        (library,) = list(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))[:1]
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


async def remaining(person: Visitor) -> float:
    """Return how many seconds a person's countdown has left by the server's clock."""
    pong = await person.ping()
    left: float = (person.me["move"]["due"] - pong) / 1000
    return left


@pytest.mark.every_fault
@pytest.mark.parametrize(
    ("step", "fault"), [(HOUR, "clock set forward by an hour"), (-HOUR, "clock set back by an hour")]
)
async def test_a_clock_that_is_set_moves_no_countdown(
    tmp_path: Path, outcomes: Outcomes, step: int, fault: str
) -> None:
    """TM3: a running server does not notice; moves land when they were due."""
    fake = FakeTime(tmp_path)
    async with (
        Server(tmp_path / "data", environment=fake.environment) as server,
        party(server, participants=2) as gathered,
    ):
        await start(gathered)
        person = gathered.others[0]
        before, began = await remaining(person), time.monotonic()
        fake.step(step)
        left = await remaining(person)
        assert abs(before - (time.monotonic() - began) - left) < GRACE
        await gathered.in_rooms()
        late = time.monotonic() - began - before
        assert abs(late) < GRACE
        outcomes.note(fault, "nothing: countdowns end when they were due", abs(late), 1.0)


async def test_a_server_restarted_with_an_earlier_clock_lets_nobody_wait_an_hour(
    tmp_path: Path, outcomes: Outcomes
) -> None:
    """TM3: the log knows that it was later already; time goes on from there."""
    fake = FakeTime(tmp_path)
    async with (
        Server(tmp_path / "data", environment=fake.environment) as server,
        party(server, participants=2) as gathered,
    ):
        await start(gathered)
        server.kill()
        fake.step(-HOUR)
        await server.start()
        back = time.monotonic()
        await whole(gathered, back - 0.5)
        await gathered.in_rooms()
        took = time.monotonic() - back
        assert took < BACK + 2 * GRACE
        fault = "server killed, and the clock set back by an hour"
        outcomes.note(fault, "countdowns go on, none waits an hour", took, 6.0)
