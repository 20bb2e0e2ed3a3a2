"""A server to ask, and others that do not answer."""

import socket
from collections.abc import Iterator

import pytest
from django.conf import settings

from tracker.redis_store import store


@pytest.fixture
def server() -> store.Store:
    """Return the server that the tests run with."""
    return store.Store(settings.REDIS_URL)


@pytest.fixture
def silent() -> Iterator[str]:
    """Yield the address of a server that takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


@pytest.fixture
def closed() -> str:
    """Return an address at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{unused.getsockname()[1]}/0"
