"""A person's hands on nothing but a keyboard, and what the page says to a screen reader meanwhile."""

from playwright.async_api import Locator, Page

FARTHEST = 120
"""Keys to press at most on the way to something."""

_LISTEN = """() => {
  window.heard = [];
  const last = new WeakMap();
  const note = (region) => {
    const text = region.textContent.trim();
    if (text && last.get(region) !== region.firstElementChild) heard.push(text);
    last.set(region, region.firstElementChild);
  };
  for (const region of document.querySelectorAll("[data-live-announcer]")) {
    const changes = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => note(region)).observe(region, changes);
  }
}"""

_FOCUS_IS_KEPT = "() => document.activeElement !== null && document.activeElement !== document.body"

_FOCUS_IS_SEEN = """(thing) => {
  const style = getComputedStyle(thing.closest("[data-focus-visible]") ?? thing);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


class Keyboard:
    """Tab, arrows, Enter and Escape on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def listen(self) -> None:
        """Keep from now on what the live regions say."""
        await self.page.evaluate(_LISTEN)

    async def heard(self) -> list[str]:
        """Return what the live regions have said, each sentence as often as it was said."""
        said: list[str] = await self.page.evaluate("() => heard")
        return said

    async def focus_is_kept(self) -> bool:
        """Say whether something has the focus."""
        kept: bool = await self.page.evaluate(_FOCUS_IS_KEPT)
        return kept

    async def focus_stays(self) -> None:
        """Wait until something has the focus: overlays give it back some frames after they have closed.

        Raises:
            TimeoutError: from Playwright, if the focus is lost.

        """
        await self.page.wait_for_function(_FOCUS_IS_KEPT, timeout=5_000)

    async def on(self, thing: Locator) -> bool:
        """Say whether this has the focus."""
        here: bool = await thing.evaluate("element => element === document.activeElement")
        return here

    async def reach(self, thing: Locator, key: str = "Tab") -> None:
        """Press the key until this has the focus, and see that one can see it."""
        await thing.wait_for(state="attached")
        lost = 0
        for _ in range(FARTHEST):
            if await self.on(thing):
                assert await thing.evaluate(_FOCUS_IS_SEEN), f"the focus is not seen on {thing}"
                return
            await self.page.keyboard.press(key)
            # Behind the last element the focus leaves the page once, to the browser's own buttons.
            lost += not await self.focus_is_kept()
            assert lost <= 1, f"the focus was lost on the way to {thing}"
        raise AssertionError(f"{thing} is not reached with {key}")

    async def press(self, thing: Locator, *keys: str, by: str = "Tab") -> None:
        """Reach this and press the keys on it; Enter if none are given."""
        await self.reach(thing, by)
        for key in keys or ("Enter",):
            await self.page.keyboard.press(key)
