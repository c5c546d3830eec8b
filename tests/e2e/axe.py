"""axe-core in a page: what would keep people with a screen reader, a keyboard or weak eyes out."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_THE_WHOLE_PAGE = ("landmark-one-main", "page-has-heading-one", "region")
"""Not asked while a menu, a dialog or a popover is open: it stands outside of the page's landmarks."""

_RUN = """async ([tags, ofTheWholePage]) => {
  const hidden = document.querySelector("main")?.closest("[inert], [aria-hidden='true']");
  const covered = hidden ?? document.querySelector(".popover");
  const rules = Object.fromEntries(covered ? ofTheWholePage.map((rule) => [rule, { enabled: false }]) : []);
  // Nothing of what is run asks for sheets or media to be read anew, and a fault is told by its element.
  const spared = { preload: false, selectors: false };
  return (await axe.run({ runOnly: tags, rules, resultTypes: ["violations"], ...spared })).violations;
}"""


async def violations(page: Page) -> list[str]:
    """Return what axe finds in the page as it is now, one line for each element."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = await page.evaluate(_RUN, [list(TAGS), list(OF_THE_WHOLE_PAGE)])
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in found
        for node in violation["nodes"]
    ]
