"""Pictures of every scene in every size, dark and light, with one page that shows them side by side.

``python -m tests.e2e.matrix`` takes all of them; further arguments choose scenes by the start of their names.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.async_api import Error, async_playwright

from tests.e2e.preview import THEMES, Preview, Screen, build
from tests.e2e.scenes import Scene, with_the_rest

FOLDER = Path("test-results/matrix")
SCREENS = (Screen(1440, 900), Screen(1024, 768), Screen(390, 844, phone=True), Screen(360, 640, phone=True))


def _picture(scene: str, screen: Screen, theme: str) -> Path:
    return FOLDER / f"{scene}-{screen.width}-{theme}.png"


async def _take(preview: Preview, scenes: Iterable[Scene], screen: Screen) -> None:
    for scene in scenes:
        if scene.wide and screen.phone:
            continue
        try:
            await preview.show(scene)
        except Error as error:
            sys.stderr.write(f"{scene.name} at {screen.width}: {error}\n")
            continue
        for theme in THEMES:
            await preview.wear(theme)
            await preview.page.screenshot(path=_picture(scene.name, screen, theme))


def _overview(scenes: Iterable[Scene]) -> str:
    def shown(scene: Scene, screen: Screen, theme: str) -> str:
        source = _picture(scene.name, screen, theme).name
        return f'<img loading="lazy" src="{source}" width="{screen.width // 3}">'

    rows = (
        f"<h2>{scene.name}</h2>"
        + "".join(shown(scene, screen, theme) for theme in THEMES for screen in SCREENS)
        for scene in scenes
    )
    return f'<!doctype html><meta charset="utf-8"><title>Every scene</title>{"".join(rows)}'


async def main(wanted: Sequence[str]) -> None:
    """Take the pictures of all scenes, or of those whose names start with one of these."""
    with tempfile.TemporaryDirectory() as folder:
        built = await build(Path(folder))
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"], chromium_sandbox=False
            )
            scenes: list[Scene] = []
            for screen in SCREENS:
                preview = await Preview.open(browser, built, screen)
                scenes = scenes or [
                    scene
                    for scene in with_the_rest(await preview.states())
                    if not wanted or scene.name.startswith(tuple(wanted))
                ]
                await _take(preview, scenes, screen)
            await browser.close()
        (FOLDER / "index.html").write_text(_overview(scenes))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(sys.argv[1:]))
