"""The pages that are connected now, and how they are told that the server restarts."""

import asyncio
from typing import Final, Protocol

import structlog

RESTARTING: Final = 1012

FAREWELL: Final = 3.0
"""Seconds in which pages must have been answered and told."""

_log = structlog.get_logger(__name__)


class OpenPage(Protocol):
    """One connected page."""

    def say_farewell(self) -> None:
        """Tell the page to come back to the next server, once what it asked for is answered."""
        ...


class OpenPages:
    """Every page that has come in and not gone yet."""

    def __init__(self) -> None:
        self._pages: dict[OpenPage, None] = {}
        self._empty = asyncio.Event()
        self._empty.set()

    def __len__(self) -> int:
        return len(self._pages)

    def add(self, page: OpenPage) -> None:
        """Take note of a page."""
        self._pages[page] = None
        self._empty.clear()

    def remove(self, page: OpenPage) -> None:
        """Take note that a page is gone."""
        self._pages.pop(page, None)
        if not self._pages:
            self._empty.set()

    async def say_farewell(self) -> None:
        """Tell every page that the server restarts; return when all are gone, or after `FAREWELL`."""
        for page in tuple(self._pages):
            page.say_farewell()
        try:
            async with asyncio.timeout(FAREWELL):
                await self._empty.wait()
        except TimeoutError:
            _log.warning("pages did not go in time", left=len(self._pages))
