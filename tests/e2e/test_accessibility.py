"""Every state of the product for people with a keyboard, a screen reader or weak eyes."""

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


async def _faults(preview: Preview, scene: Scene, theme: str) -> list[str]:
    """Show a scene and return what is wrong with it."""
    await preview.show(scene, theme)
    return [f"{scene.name}: {fault}" for fault in await violations(preview.page)]


@pytest.mark.parametrize(
    ("scene", "screen"),
    [
        pytest.param(scene, screen, id=f"{scene.name}-{screen.width}")
        for scene in SCENES
        for screen in THEME
        if not (scene.wide and screen.phone)
    ],
)
async def test_every_dialog_and_panel_passes_axe(previews: Previews, scene: Scene, screen: Screen) -> None:
    """Names, roles, order and contrast hold; Escape takes the focus back to something that is there."""
    preview = previews[screen]
    assert await _faults(preview, scene, THEME[screen]) == []
    if not screen.phone and not all(isinstance(step, Await) for step in scene.steps):
        await preview.page.keyboard.press("Escape")
        await preview.settled()
        assert await Keyboard(preview.page).focus_is_kept()


async def test_every_other_state_passes_axe(previews: Previews) -> None:
    """So do all states that are seen without doing anything."""
    preview = previews[WIDE]
    rest = with_the_rest(await preview.states())[len(SCENES) :]
    assert rest
    assert [fault for scene in rest for fault in await _faults(preview, scene, THEME[WIDE])] == []
