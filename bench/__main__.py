"""Measure everything, one thing after the other, and keep the results."""

import asyncio
import sys
import tempfile
from pathlib import Path

from bench import first_load, measure, memory, moves, rules


async def main() -> None:
    """Run all measurements in fresh folders."""
    figures = rules.measure()
    for part in (first_load.measure, memory.measure, moves.measure):
        with tempfile.TemporaryDirectory() as folder:
            figures += await part(Path(folder))
    sys.stdout.write(measure.keep(figures))


asyncio.run(main())
