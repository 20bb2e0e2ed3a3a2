"""Two services never share a port."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import ports
from config.embedded import processes

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
CLAIM = """
import sys
from config import ports
ports.claim(int(sys.argv[1]))
print("claimed", flush=True)
sys.stdin.read()
"""
STARTER = """
import os, signal, sys
from pathlib import Path
from tracker.management import processes
root, log, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with processes.running(["web"], root, log, os.environ, port):
    signal.pause()
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def _shared(port: int) -> Iterator[None]:
    """Listen on a port as a server that lets others listen there too."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", port))
        server.listen()
        yield


def test_a_port_on_which_somebody_serves_is_taken() -> None:
    port = _free_port()

    with _shared(port), pytest.raises(ports.PortTakenError, match=f"on port {port}. Choose"):
        ports.check(port)

    ports.check(port)


def test_a_port_that_another_service_has_claimed_is_taken_before_it_serves() -> None:
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, "-c", CLAIM, str(port)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "claimed\n"

        with pytest.raises(ports.PortTakenError):
            ports.check(port)

    ports.check(port)


def test_a_second_service_is_refused_the_port_and_the_first_ends_with_its_killed_starter(
    tmp_path: Path,
) -> None:
    port = _free_port()
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(PROJECT), str(tmp_path / "log"), str(port)],
        cwd=PROJECT,
    )
    try:
        assert processes.wait_until(lambda: _answers(port), PATIENCE_SECONDS)
        second = subprocess.run(
            [sys.executable, "-m", "config.web"],
            cwd=PROJECT,
            env={**os.environ, "PORT": str(port)},
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert second.stderr.startswith(f"Something else serves on port {port}.")
        assert _answers(port)
    finally:
        starter.send_signal(signal.SIGKILL)
        starter.wait()

    assert processes.wait_until(lambda: not _answers(port), PATIENCE_SECONDS)
    assert processes.wait_until(lambda: _is_free(port), PATIENCE_SECONDS)


def _is_free(port: int) -> bool:
    try:
        ports.check(port)
    except ports.PortTakenError:
        return False
    return True
