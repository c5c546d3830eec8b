"""The page that shows every state by its name (client/preview.html), built once and given to browsers.

No server answers: what is looked at here is how a state looks and what can be done with it.
"""

import asyncio
import mimetypes
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, Route

from reconvene.web.headers import content_security_policy
from tests.e2e.scenes import Scene

CLIENT = Path(__file__).parents[2] / "client"
ORIGIN = "http://preview.localhost/"
PATIENCE = 20.0
"""Seconds to wait for a step at most: nothing here waits for anybody else."""
VITE = CLIENT / "node_modules" / "vite" / "bin" / "vite.js"


async def build(folder: Path) -> Path:
    """Build the page into a folder and return the folder."""
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("node"),
        VITE,
        *("build", "--config", "vite.preview.config.ts", "--outDir", folder, "--emptyOutDir"),
        *("--logLevel", "error"),
        cwd=CLIENT,
    )
    assert await process.wait() == 0, "the preview page could not be built"
    return folder


THEMES = ("dark", "light")


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen to look at; a phone is touched."""

    width: int
    height: int
    phone: bool = False


class Preview:
    """One tab of a browser that shows the states of a built page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self._loaded = False
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @classmethod
    async def open(cls, browser: Browser, built: Path, screen: Screen) -> "Preview":
        """Open a tab of this size that gets the built page from disk, with the policy the server sends."""
        context = await browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            has_touch=screen.phone,
            is_mobile=screen.phone,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE * 1000)

        async def answer(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN).partition("?")[0] or "preview.html"
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            headers = {"Content-Type": kind, "Content-Security-Policy": content_security_policy(())}
            await route.fulfill(path=built / path, headers=headers)

        await context.route(f"{ORIGIN}**", answer)
        return cls(await context.new_page())

    async def close(self) -> None:
        """Close the tab: an open one goes on drawing."""
        await self.page.context.close()

    async def states(self) -> list[str]:
        """Return the names of all states there are."""
        await self.show(Scene("none", "join"))
        names: list[str] = await self.page.evaluate("() => window.previewStates")
        return names

    async def show(self, scene: Scene, theme: str = "dark") -> None:
        """Show a state afresh and do what leads to the scene."""
        if self._loaded:
            await self.page.mouse.move(0, 0)
            await self.page.evaluate("([state, theme]) => previewShow(state, theme)", [scene.state, theme])
        else:
            await self.page.goto(f"{ORIGIN}#{scene.state}?{theme}")
            self._loaded = True
        for step in scene.steps:
            await step.take(self.page)
        await self.settled()

    async def wear(self, theme: str) -> None:
        """Change to a theme."""
        await self.page.evaluate("theme => previewStore.actions.setTheme(theme)", theme)
        await self.page.wait_for_function(
            "theme => document.documentElement.dataset.theme === theme", arg=theme
        )
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing moves any more and every picture shows something."""
        await self.page.wait_for_function(
            """() => document.fonts.status === "loaded"
                && [...document.querySelectorAll("video")].every((video) => video.readyState >= 2)
                && document.getAnimations().every((animation) => animation.playState !== "running"
                    || animation.effect.getTiming().iterations === Infinity)"""
        )
