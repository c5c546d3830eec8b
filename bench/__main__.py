"""Measure one thing after the other, and keep the results: everything, or the parts that are named."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench import (
    board,
    chat,
    dashboard,
    first_load,
    growth,
    guests,
    load,
    mass_move,
    measure,
    memory,
    moves,
    one_move,
    rules,
    stored,
    upload,
)
from bench.measure import Figure

PARTS: dict[str, Callable[[Path], Awaitable[list[Figure]]]] = {
    "rules": rules.measure,
    "growth": growth.measure,
    "stored": stored.measure,
    "load": load.measure,
    "first_load": first_load.measure,
    "memory": memory.measure,
    "chat": chat.measure,
    "moves": moves.measure,
    "one_move": one_move.measure,
    "mass_move": mass_move.measure,
    "guests": guests.measure,
    "dashboard": dashboard.measure,
    "upload": upload.measure,
    "board": board.measure,
}


async def main(wanted: list[str]) -> None:
    """Run all measurements, or these parts, in fresh folders."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    figures: list[Figure] = []
    for name in wanted or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            figures += await PARTS[name](Path(folder))
    sys.stdout.write(measure.keep(figures, "-".join(wanted) or "latest"))


asyncio.run(main(sys.argv[1:]))
