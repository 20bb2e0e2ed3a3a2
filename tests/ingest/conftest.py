"""Sites on loopback may be read here, and need no time between two requests."""

from collections.abc import Iterator

import pytest
import pytest_django

from tests.ingest import site as sites


@pytest.fixture(autouse=True)
def _loopback(settings: pytest_django.Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.1/32"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True
    settings.FETCH_SPACING_SECONDS = 0
    settings.FETCH_TIMEOUT_SECONDS = 30


@pytest.fixture
def site() -> Iterator[sites.Site]:
    """Give a site that answers 404 to everything until it is told otherwise."""
    with sites.serving() as running:
        yield running
