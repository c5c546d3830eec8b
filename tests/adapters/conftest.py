"""What the tests of several adapters share."""

from collections.abc import Iterator

import pytest

from tests.support.postgresql import postgresql


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of a PostgreSQL of our own, which each test leaves as empty as it was."""
    with postgresql() as url:
        yield url
