"""Waiting for conditions: every wait has a deadline and says what was last seen."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

STEP = 0.1
"""Seconds between two looks."""
PATIENCE = 60.0
"""Seconds to wait at most: far more than a quiet machine needs, as five browsers may share two busy cores."""


async def eventually(
    look: Callable[[], Awaitable[T]],
    holds: Callable[[T], bool],
    what: str,
    within: float = PATIENCE,
    step: float = STEP,
) -> T:
    """Look every ``step`` until what is seen ``holds``, and return it; fail after ``within`` seconds."""
    deadline = time.monotonic() + within
    while True:
        seen = await look()
        if holds(seen):
            return seen
        assert time.monotonic() < deadline, f"not within {within} s: {what}; last seen: {seen}"
        await asyncio.sleep(step)
