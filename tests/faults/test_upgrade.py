"""Another version of the program takes over a running meeting."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import httpx

from tests.e2e.server import Server
from tests.faults.outcomes import Outcomes
from tests.faults.test_server import BACK, GRACE, rows, seats, start, whole
from tests.faults.visitor import party

NEWER = '[["telepathy_set", {"person": "p_1", "on": true}]]'
"""What a version to come may write."""


def write(server: Server, meeting: str, events: str) -> None:
    """Put a further row into a meeting's log."""
    seq = len(rows(server, meeting)) + 1
    with closing(sqlite3.connect(server.data / "reconvene.db")) as database, database:
        at = time.time_ns() // 1_000_000
        database.execute("INSERT INTO commits VALUES (?, ?, ?, NULL, NULL, ?)", (meeting, seq, at, events))


async def test_a_newer_log_is_refused_plainly_and_read_again_by_the_newer_program(
    tmp_path: Path, outcomes: Outcomes
) -> None:
    """An older program does not guess: that meeting waits for the newer one, all others are held."""
    async with Server(tmp_path / "data") as server, party(server, participants=2) as gathered:
        await start(gathered)
        before = seats(gathered)
        server.kill()
        write(server, gathered.meeting, NEWER)
        await server.start()
        key = {"Authorization": f"Bearer {(server.data / 'api-key').read_text().strip()}"}
        async with httpx.AsyncClient(base_url=server.url, headers=key) as http:
            answer = await http.get(f"api/v1/meetings/{gathered.meeting}")
            assert (answer.status_code, answer.json()["code"]) == (503, "MEETING_NEWER")
            async with party(server, participants=1) as other:
                assert await other.host.command("raise_hand", raised=True) is None
        assert (
            f"Row {len(rows(server, gathered.meeting))} of the log of {gathered.meeting}" in server.log_tail()
        )
        server.kill()
        killed = time.monotonic()
        with closing(sqlite3.connect(server.data / "reconvene.db")) as database, database:
            database.execute("DELETE FROM commits WHERE events = ?", (NEWER,))
        await server.start()
        back = time.monotonic()
        took = await whole(gathered, killed, back)
        assert took < BACK + GRACE
        assert seats(gathered) == before
        outcomes.note(
            "an older program started on a newer log, then the right one",
            "the meeting waits, others are held; then all is as before",
            took,
            BACK,
        )
