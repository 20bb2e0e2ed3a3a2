"""Who serves on a port: one service at a time, whatever the server itself would allow.

The WSGI server shares its port with any other process of the same account, so that two services
would get each other's requests by chance.
"""

import fcntl
import os
import socket
import tempfile
from pathlib import Path

ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - asked about, not bound for long


class PortTakenError(RuntimeError):
    """Something else serves on the port."""


def check(port: int) -> None:
    """Raise PortTakenError where something else serves on ``port``, or is about to."""
    os.close(_lock(port))
    _probe(port)


def claim(port: int) -> None:
    """Keep ``port`` for this process, and for the program that takes its place.

    Raises PortTakenError where something else serves there.
    """
    lock = _lock(port)
    try:
        _probe(port)
    except PortTakenError:
        os.close(lock)
        raise
    os.set_inheritable(lock, True)


def _lock(port: int) -> int:
    """Return the open lock of a port, held until it is closed."""
    path = Path(tempfile.gettempdir()) / f"on-record-{os.getuid()}-port-{port}.lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise PortTakenError(_taken(port)) from None
    return lock


def _probe(port: int) -> None:
    """Bind the port as nobody may who shares it, and let it go."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ANY_ADDRESS, port))
        except OSError:
            raise PortTakenError(_taken(port)) from None


def _taken(port: int) -> str:
    return (
        f"Something else serves on port {port}. Choose another: make run PORT={port + 1} "
        f"(or PORT={port + 1} in the environment)."
    )
