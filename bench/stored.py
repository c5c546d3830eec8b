"""How long a server takes to start over what it has stored."""

import time
from pathlib import Path

from sqlalchemy import insert

from bench.measure import Figure
from bench.rules import session
from reconvene.adapters.database import open_database
from reconvene.adapters.sql_tables import commits, meetings
from reconvene.wire.event_log import encode_events
from tests.e2e.server import Server

MEETINGS, AWAKE = 1_000, 100
COMMITS = 200
TRIES = 3


async def measure(folder: Path) -> list[Figure]:
    """Start over nothing and over a thousand meetings, of which a tenth must run again at once, in turns."""
    empty, full = folder / "empty", folder / "full"
    empty.mkdir()
    full.mkdir()
    await _start(empty)
    await _fill(full / "reconvene.db")
    bare, laden = [], []
    for _ in range(TRIES):
        bare.append(await _start(empty))
        laden.append(await _start(full))
    note = f"{MEETINGS} meetings of {COMMITS} commits each, {AWAKE} of them to be woken at once"
    return [
        Figure("start of a server that has stored nothing, until it answers", "s", tuple(bare)),
        Figure("start of a server that has stored a thousand meetings", "s", tuple(laden), note=note),
    ]


async def _start(folder: Path) -> float:
    began = time.monotonic()
    async with Server(folder):
        return time.monotonic() - began


async def _fill(file: Path) -> None:
    """Store the meetings; what happened in each is the same."""
    log = [encode_events(events) for events in session(COMMITS)]
    ids = [f"m_{number}" for number in range(MEETINGS)]
    async with open_database(f"sqlite+aiosqlite:///{file}") as database, database.writing() as connection:
        rows = [
            {"id": name, "title": name, "created": 0, "wake_at": 1 if number < AWAKE else None}
            for number, name in enumerate(ids)
        ]
        await connection.execute(insert(meetings), rows)
        for name in ids:
            row = {"meeting_id": name, "by": None, "command_id": None}
            kept = [{**row, "seq": seq, "at": seq, "events": text} for seq, text in enumerate(log, start=1)]
            await connection.execute(insert(commits), kept)
