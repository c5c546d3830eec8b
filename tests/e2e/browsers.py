"""The Chromium processes of a test run: one for each look, started when first wanted, used by all tests."""

import shutil
from pathlib import Path
from typing import Literal, TypeAlias

from playwright.async_api import Browser, BrowserContext, Playwright

from tests.e2e.capture import FRAMES_PER_SECOND, LOOKS, chromium_arguments
from tests.e2e.person import Person
from tests.e2e.waiting import PATIENCE

Devices: TypeAlias = Literal["given", "refused", "asked for"]
"""What a browser says to a page that wants microphone, camera or screen: yes, no, or what the person chose.

Only one that asks shares real tabs, and takes back what it has allowed.
"""

_FAKE_ANSWER = "--use-fake-ui-for-media-stream"


def _arguments(arguments: list[str], devices: Devices) -> list[str]:
    match devices:
        case "given":
            return arguments
        case "refused":
            return [f"{each}=deny" if each == _FAKE_ANSWER else each for each in arguments]
        case "asked for":
            return [each for each in arguments if each != _FAKE_ANSWER]


class Browsers:
    """Browsers by look. Fake devices belong to a process, so each person who has any needs their own."""

    def __init__(
        self, playwright: Playwright, folder: Path, frames_per_second: int = FRAMES_PER_SECOND
    ) -> None:
        self._playwright = playwright
        self._frames_per_second = frames_per_second
        self._folder = folder
        self._running: dict[tuple[int, Devices], Browser] = {}
        self._contexts: list[BrowserContext] = []

    async def _browser(self, number: int, devices: Devices) -> Browser:
        key = (0 if devices == "refused" else number, devices)
        if key not in self._running:
            arguments = chromium_arguments(LOOKS[key[0]], self._folder, self._frames_per_second)
            self._running[key] = await self._playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=_arguments(arguments, devices),
                ignore_default_args=["--mute-audio"],  # what a tab plays is shared with it
                chromium_sandbox=False,
            )
        return self._running[key]

    async def plain(self) -> Browser:
        """Return a browser for pages that need no devices of their own."""
        return await self._browser(0, "given")

    async def seat(
        self, number: int, name: str, devices: Devices = "given", *, phone: bool = False
    ) -> Person:
        """Put somebody with the look of this number before a fresh browser profile."""
        browser = await self._browser(number, devices)
        context = await browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 800},
            has_touch=phone,
            is_mobile=phone,
        )
        if devices == "asked for":
            await context.grant_permissions(["camera", "microphone"])
        context.set_default_timeout(PATIENCE * 1000)
        self._contexts.append(context)
        return await Person.sit_down(name, LOOKS[number], context)

    async def clear(self) -> None:
        """Close all pages; the processes stay for the next test."""
        while self._contexts:
            await self._contexts.pop().close()

    async def close(self) -> None:
        """End all processes."""
        while self._running:
            _, browser = self._running.popitem()
            await browser.close()
