"""The database fails for a while: nothing is answered that is not stored, and all goes on afterwards."""

import asyncio
import os
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import BACK, GRACE, rows
from tests.faults.visitor import Party, party


async def goes_on(gathered: Party, asked: "asyncio.Task[object]") -> float:
    """Return how many seconds from now what was asked takes to be answered, having acted once."""
    healed = time.monotonic()
    assert await asked is None
    took = time.monotonic() - healed
    await gathered.others[0].command("raise_hand", raised=False)
    log = rows(gathered.server, gathered.meeting)
    assert max(Counter(identity for _, _, identity in log if identity is not None).values()) == 1
    hands = [person.page.records["me"]["hand"] for person in gathered.others]
    assert hands == [False, False]
    assert took < BACK + GRACE
    return took


async def test_a_locked_database_answers_nothing_and_goes_on_afterwards(
    tmp_path: Path, outcomes: Outcomes
) -> None:
    """RT1: another program holds the database: what was asked is carried out once, when it lets go."""
    async with Server(tmp_path / "data") as server, party(server, participants=2) as gathered:
        with closing(sqlite3.connect(server.data / "reconvene.db", isolation_level=None)) as thief:
            async with asyncio.TaskGroup() as group:
                await gathered.others[1].command("raise_hand", raised=True)
                thief.execute("BEGIN IMMEDIATE")
                person = gathered.others[1]
                asked = group.create_task(person.command("raise_hand", raised=False))

                async def sent_away() -> int:
                    return len(person.closed)

                await eventually(sent_away, bool, "the page is told to come back")
                assert not asked.done()
                thief.execute("ROLLBACK")
                took = await goes_on(gathered, asked)
    outcomes.note(
        "database locked by another program",
        "commands wait, the page reconnects; each is carried out once when the lock is gone",
        took,
        BACK,
    )


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Put a disk of 4 MB there."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=True)  # noqa: S607 - Debian
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607 - Debian


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
async def test_a_full_disk_answers_nothing_and_goes_on_once_there_is_room(
    tmp_path: Path, outcomes: Outcomes
) -> None:
    """RT1: nobody is thrown out, what cannot be stored is not answered, and it acts once when it can be."""
    data = tmp_path / "disk"
    with small_disk(data):
        async with Server(data) as server, party(server, participants=2, filmed=2) as gathered:
            await gathered.others[1].command("raise_hand", raised=True)
            filler = data / "filler"
            async with asyncio.TaskGroup() as group:
                fill(filler)
                person, turned_away = gathered.others[1], len(gathered.others[1].closed)
                asked = group.create_task(_until_refused(gathered))

                async def sent_away() -> int:
                    return len(gathered.host.closed)

                await eventually(sent_away, bool, "the page is told to come back")
                filler.unlink()
                healed = time.monotonic()
                await asked
                took = time.monotonic() - healed
            assert await person.command("raise_hand", raised=False) is None
            assert len(person.closed) >= turned_away
            log = rows(server, gathered.meeting)
            counted = Counter(identity for _, _, identity in log if identity is not None)
            assert max(counted.values()) == 1
            assert all(counted[identity] == 1 for one in gathered.people for identity in one.answered)
    assert took < BACK + GRACE
    outcomes.note(
        "disk full",
        "commands wait, the page reconnects; each is carried out once when there is room",
        took,
        BACK,
    )


def fill(filler: Path) -> None:
    """Take all the room there is."""
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


async def _until_refused(gathered: Party) -> None:
    """Send commands until one had to wait for a new connection."""
    host, up = gathered.host, True
    while not host.closed:
        assert await host.command("raise_hand", raised=up) is None
        up = not up
