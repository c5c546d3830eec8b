"""Fixtures of the end-to-end tests: browsers and a server for the whole run, a meeting for each test."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.pieces import piece
from tests.e2e.server import Server
from tests.e2e.waiting import PATIENCE

HERE = Path(__file__).parent
PICTURES = Path("test-results")
FAILED: pytest.StashKey[bool] = pytest.StashKey()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder and let them share one event loop with the browsers.

    The unhurried ones come first, as the longest piece that disturbs nobody; meetings last.
    """
    items.sort(key=lambda item: ("unhurried", None, "meetings").index(piece(item.nodeid)))
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(600))
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Add the server's last words to the report of a failed test."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
        for value in getattr(item, "funcargs", {}).values():
            if isinstance(value, Server):
                report.sections.append(("server", value.log_tail()))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browsers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browsers]:
    """Chromium processes, one for each look."""
    expect.set_options(timeout=PATIENCE * 1000)
    async with async_playwright() as playwright:
        running = Browsers(playwright, tmp_path_factory.mktemp("capture"))
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server for all tests that do not harm it, with countdowns that are over soon."""
    options = ("--move-countdown", "3", "--end-countdown", "5")
    async with Server(tmp_path_factory.mktemp("server") / "data", *options) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def patient_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server for tests that do something during countdowns."""
    async with Server(tmp_path_factory.mktemp("patient") / "data") as running:
        yield running


@pytest.fixture
def shared_server(request: pytest.FixtureRequest) -> Server:
    """The server of this test's module: `server`, or `patient_server` where the module is marked so."""
    patient = request.node.get_closest_marker("patient") is not None
    shared: Server = request.getfixturevalue("patient_server" if patient else "server")
    return shared


@pytest_asyncio.fixture(loop_scope="session")
async def own_server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server to be killed."""
    async with Server(tmp_path / "data") as running:
        yield running


async def _gather(
    request: pytest.FixtureRequest, browsers: Browsers, server: Server
) -> AsyncIterator[Gathering]:
    gathering = Gathering(server, await server.create_meeting(), browsers)
    yield gathering
    if request.node.stash.get(FAILED, False):
        folder = PICTURES / re.sub(r"\W+", "-", request.node.name)
        for person in gathering.people:
            await person.page.screenshot(path=folder / f"{person.name}.png")
    errors = {person.name: person.errors for person in gathering.people if person.errors}
    await browsers.clear()
    assert not errors, f"errors in the pages: {errors}"


@pytest_asyncio.fixture(loop_scope="session")
async def gathering(
    request: pytest.FixtureRequest, browsers: Browsers, shared_server: Server
) -> AsyncIterator[Gathering]:
    """A new meeting on a shared server."""
    async for made in _gather(request, browsers, shared_server):
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def fragile_gathering(
    request: pytest.FixtureRequest, browsers: Browsers, own_server: Server
) -> AsyncIterator[Gathering]:
    """A new meeting on a server of its own."""
    async for made in _gather(request, browsers, own_server):
        yield made
