"""One finger on a touch screen."""

from playwright.async_api import CDPSession, Locator, Page

STEPS = 6


class Finger:
    """Touches a page as the browser's own input does: what scrolls, scrolls."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._at = (0.0, 0.0)

    @classmethod
    async def on(cls, page: Page) -> "Finger":
        """Put a finger near a page."""
        return cls(await page.context.new_cdp_session(page))

    async def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        await self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    async def down(self, thing: Locator) -> None:
        """Touch the middle of something."""
        box = await thing.bounding_box()
        assert box is not None
        self._at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        await self._send("touchStart", [{"x": self._at[0], "y": self._at[1]}])

    async def move(self, across: float, down: float) -> None:
        """Go so far, in steps."""
        x, y = self._at
        for step in range(1, STEPS + 1):
            self._at = (x + across * step / STEPS, y + down * step / STEPS)
            await self._send("touchMove", [{"x": self._at[0], "y": self._at[1]}])

    async def move_to(self, x: float, y: float) -> None:
        """Go there, in steps."""
        await self.move(x - self._at[0], y - self._at[1])

    async def up(self) -> None:
        """Let go."""
        await self._send("touchEnd", [])
