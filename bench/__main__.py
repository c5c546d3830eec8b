"""Measure one thing after the other, and keep the results: everything, or the parts that are named."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench import (
    board,
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
    reach,
    rules,
    stored,
    tiles,
    upload,
)
from bench.measure import Figure

PARTS: dict[str, Callable[[Path], Awaitable[list[Figure]]]] = {
    "rules": rules.measure,
    "growth": growth.measure,
    "stored": stored.measure,
    **load.PARTS,
    "reach": reach.measure,
    "first_load": first_load.measure,
    "memory": memory.measure,
    "moves": moves.measure,
    "one_move": one_move.measure,
    "mass_move": mass_move.measure,
    "guests": guests.measure,
    "dashboard": dashboard.measure,
    "tiles": tiles.measure,
    "upload": upload.measure,
    "board": board.measure,
}


async def main(wanted: list[str]) -> None:
    """Run all measurements, or these parts, in fresh folders; the others go on when one fails."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    failures: list[Exception] = []
    for name in wanted or PARTS:
        sys.stderr.write(f"{name} …\n")
        with tempfile.TemporaryDirectory() as folder:
            try:
                figures = await PARTS[name](Path(folder))
            except Exception as failure:  # noqa: BLE001 - told below, with all others
                failure.add_note(f"while measuring {name}")
                failures.append(failure)
            else:
                sys.stdout.write(measure.keep(figures, name))
    measure.keep_table(list(PARTS))
    if failures:
        raise ExceptionGroup("not everything could be measured", failures)


asyncio.run(main(sys.argv[1:]))
