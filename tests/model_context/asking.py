"""Asking a server by the official client, from tests that are plain functions."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from anyio import from_thread
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult, TextContent

from config.embedded import processes
from tests import serving

START_SECONDS = 60
STOP_SECONDS = 20
Call = Callable[..., CallToolResult]


@contextmanager
def client(server: Any, mode: str = "auto") -> Iterator[Callable[..., Any]]:
    """Connect to a server, and give what calls a method of the client by its name.

    ``mode`` is how they agree on a version of the protocol: ``legacy`` is that of older clients.
    """
    with (
        from_thread.start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server, mode=mode)) as connected,
    ):
        yield lambda name, *given, **named: portal.call(
            partial(getattr(connected, name), *given, **named)
        )


def over_stdio(environment: Mapping[str, str]) -> StdioServerParameters:
    """Return how a client starts the server as a process of its own."""
    return StdioServerParameters(
        command=sys.executable,
        args=["manage.py", "mcp"],
        env=dict(environment),
        cwd=serving.PROJECT,
    )


@contextmanager
def over_http(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """Serve over HTTP, and give the server's address."""
    port = serving.free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "mcp", "--http", "--port", str(port)],
            cwd=serving.PROJECT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            assert processes.wait_until(lambda: _is_alive(address), START_SECONDS)
            yield address
        finally:
            server.terminate()
            server.wait(STOP_SECONDS)


def told(result: CallToolResult) -> Any:
    """Return what a tool answered."""
    assert not result.is_error, result.content
    return result.structured_content


def refused(result: CallToolResult) -> str:
    """Return the words in which a tool refused."""
    assert result.is_error
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def _is_alive(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/livez", timeout=5) as answer:  # noqa: S310
            return bool(answer.read() == b"ok\n")
    except OSError:
        return False
