"""Somebody sets the machine's clock: no countdown moves, before and after a restart."""

import time
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.faults.faketime import FakeTime
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import BACK, GRACE, gone, start, whole
from tests.faults.visitor import Visitor, party

HOUR = 3_600


DRIFT = 0.05
"""Seconds by which two clocks of one machine may differ after some seconds."""
COUNTDOWN = 5.0
"""Seconds that a move is counted down."""


async def ahead(person: Visitor) -> tuple[float, float]:
    """Return the bounds of how many seconds the server's clock is ahead of this machine's monotonic one."""
    asked = time.monotonic()
    pong = await person.ping() / 1000
    return pong - time.monotonic(), pong - asked


@pytest.mark.every_fault
@pytest.mark.parametrize(
    ("step", "fault"), [(HOUR, "clock set forward by an hour"), (-HOUR, "clock set back by an hour")]
)
async def test_a_clock_that_is_set_moves_no_countdown(
    tmp_path: Path, outcomes: Outcomes, step: int, fault: str
) -> None:
    """TM1, TM3: a running server's time goes on as if nothing had been; moves land when due, none before."""
    fake = FakeTime(tmp_path)
    async with (
        Server(tmp_path / "data", environment=fake.environment) as server,
        party(server, participants=2) as gathered,
    ):
        await start(gathered)
        person = gathered.others[0]
        due = person.me["move"]["due"] / 1000
        least, most = await ahead(person)
        fake.step(step)
        still_least, still_most = await ahead(person)
        assert max(least, still_least) <= min(most, still_most) + DRIFT, "the server's time jumped"
        await gathered.in_rooms()
        landed = time.monotonic()
        assert landed + most + DRIFT >= due, "somebody was moved too early"
        late = max(0.0, landed + least - due)
        assert late < GRACE
        outcomes.note(fault, "nothing: countdowns end when they were due", late, 1.0)


@pytest.mark.every_fault
async def test_a_server_restarted_with_an_earlier_clock_lets_nobody_wait_an_hour(
    tmp_path: Path, outcomes: Outcomes
) -> None:
    """TM3: the log knows that it was later already; countdowns go on from there, none gets longer."""
    fake = FakeTime(tmp_path)
    async with (
        Server(tmp_path / "data", environment=fake.environment) as server,
        party(server, participants=2) as gathered,
    ):
        await start(gathered)
        dues = [person.me["move"]["due"] for person in gathered.others]
        server.kill()
        killed = time.monotonic()
        fake.step(-HOUR)
        await server.start()
        back = time.monotonic()
        took = await whole(gathered, killed, back)
        assert took < BACK + GRACE
        for person, due in zip(gathered.others, dues, strict=True):
            left = (due - await person.ping()) / 1000
            assert left <= COUNTDOWN, "a countdown became longer"
        await gathered.in_rooms()
        fault = "server killed, and the clock set back by an hour"
        seen = f"{gone(killed, back)}; countdowns go on from the last thing stored, none gets longer"
        outcomes.note(fault, seen, took, BACK)
