"""Connections to PostgreSQL that end soon, also when the server hangs."""

from contextlib import suppress
from typing import Final

import asyncpg
from typing_extensions import override

_FAREWELL: Final = 0.3
"""Seconds in which a server has to take leave, and to break off before that what it was asked for."""


class BriefFarewell(asyncpg.Connection):  # type: ignore[misc]  # it publishes no types
    """Is cut when the server does not let it go; a transaction without a commit is then undone."""

    @override
    async def close(self, *, timeout: float | None = None) -> None:
        with suppress(TimeoutError):  # it is cut by then
            await super().close(timeout=_FAREWELL)
