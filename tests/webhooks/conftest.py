"""Loopback is allowed here, so that receivers can be run."""

from collections.abc import Iterator

import pytest
import pytest_django

from tracker.webhooks import receiver


@pytest.fixture(autouse=True)
def _loopback(settings: pytest_django.Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True


@pytest.fixture
def inbox() -> Iterator[receiver.Receiver]:
    """Give a receiver that accepts everything."""
    with receiver.Receiver() as running:
        yield running
