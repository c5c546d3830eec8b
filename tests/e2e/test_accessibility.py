"""Every state of the product for people with a keyboard, a screen reader or weak eyes."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.axe import violations
from tests.e2e.browsers import Browsers
from tests.e2e.keyboard import Keyboard
from tests.e2e.preview import Preview, Screen, build
from tests.e2e.scenes import SCENES, Await, Scene, with_the_rest

WIDE, PHONE = Screen(1440, 900), Screen(390, 844, phone=True)
THEME = {WIDE: "dark", PHONE: "light"}
"""Each theme on one of the screens: both have all colours."""

Previews = dict[Screen, Preview]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def previews(browsers: Browsers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Previews]:
    """The preview page on a wide screen and on a phone."""
    built = await build(tmp_path_factory.mktemp("preview"))
    browser = await browsers.plain()
    opened = {screen: await Preview.open(browser, built, screen) for screen in THEME}
    yield opened
    for preview in opened.values():
        await preview.close()


async def _faults(preview: Preview, scene: Scene, screen: Screen) -> list[str]:
    """Show a scene and return what is wrong with it on this screen."""
    await preview.show(scene, THEME[screen])
    found = [f"{scene.name} at {screen.width}: {fault}" for fault in await violations(preview.page)]
    if not screen.phone and not all(isinstance(step, Await) for step in scene.steps):
        await preview.page.keyboard.press("Escape")
        await Keyboard(preview.page).focus_stays()
    return found


async def _on_all_screens(previews: Previews, scene: Scene) -> list[str]:
    shown = [screen for screen in previews if not (scene.wide and screen.phone)]
    found = await asyncio.gather(*(_faults(previews[screen], scene, screen) for screen in shown))
    return [fault for faults in found for fault in faults]


@pytest.mark.parametrize("scene", [pytest.param(scene, id=scene.name) for scene in SCENES])
async def test_every_dialog_and_panel_passes_axe(previews: Previews, scene: Scene) -> None:
    """Names, roles, order and contrast hold; Escape takes the focus back to something that is there."""
    assert await _on_all_screens(previews, scene) == []


async def test_every_other_state_passes_axe(previews: Previews) -> None:
    """So do all states that are seen without doing anything."""
    rest = with_the_rest(await previews[WIDE].states())[len(SCENES) :]
    assert rest
    assert [fault for scene in rest for fault in await _on_all_screens(previews, scene)] == []
