"""Settings for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from typing_extensions import override
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.e2e.pieces import piece
from tests.faults.outcomes import Outcomes

# The same examples on every machine and run; a busy machine is no failure.
settings.register_profile("reconvene", derandomize=True, database=None, deadline=None)
settings.load_profile("reconvene")

_OUTCOMES = pytest.StashKey[Outcomes]()


class _BrowsersInTwoPieces(LoadScopeScheduling):  # type: ignore[misc]  # it publishes no types
    """Deals tests out one by one, those in browsers as two pieces.

    Those that measure times or media are one, so that nothing but the other piece disturbs their clocks.
    """

    @override
    def _split_scope(self, nodeid: str) -> str:
        return piece(nodeid) or nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Say how tests are dealt out to several processes."""
    return _BrowsersInTwoPieces(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make faults` asks for."""
    parser.addoption("--every-fault", action="store_true", help="cause the slow faults too")
    parser.addoption("--outcomes", type=Path, help="where to write what the faults did")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to note outcomes."""
    config.stash[_OUTCOMES] = Outcomes()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow faults to `make faults`."""
    if not config.getoption("--every-fault"):
        slow = [item for item in items if item.get_closest_marker("every_fault")]
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=slow)


@pytest.fixture
def outcomes(request: pytest.FixtureRequest) -> Iterator[Outcomes]:
    """Where faults note what they did; kept at once if that was asked for."""
    noted = request.config.stash[_OUTCOMES]
    yield noted
    path = request.config.getoption("--outcomes")
    if path is not None:
        noted.write(path)
