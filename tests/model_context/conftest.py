"""The worked example, loaded and read in a database of its own, and a client of each transport."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection

from tests import serving
from tests.model_context import asking


@pytest.fixture(scope="session")
def environment(django_db_setup: None) -> Iterator[dict[str, str]]:
    """Give the environment of processes that see the worked example."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    migrated = connection.settings_dict["TEST"]["TEMPLATE"]
    with serving.database(f"model_context_{worker}", migrated) as environment:
        environment["PUBLIC_URL"] = "https://record.example"
        serving.load_example(environment)
        yield environment


@pytest.fixture(scope="session")
def local(environment: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """Give a client of a server that it started itself."""
    with asking.client(asking.over_stdio(environment)) as client:
        yield client


@pytest.fixture
def call(local: Callable[..., Any]) -> asking.Call:
    """Give what calls a tool of that server."""
    return lambda tool, **arguments: local("call_tool", tool, arguments)


@pytest.fixture(scope="session")
def address(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server that listens."""
    log = tmp_path_factory.mktemp("mcp") / "http.log"
    with asking.over_http(environment, log) as address:
        yield address


@pytest.fixture
def remote(address: str) -> Iterator[asking.Call]:
    """Give what calls a tool of the server that listens."""
    with asking.client(f"{address}/mcp") as client:
        yield partial(_called, client)


def _called(client: Callable[..., Any], tool: str, **arguments: Any) -> Any:
    return client("call_tool", tool, arguments)
