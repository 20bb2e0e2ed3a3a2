"""The process that starts one server, restarts it, and stops it when its last holder has gone.

Run as ``python -m config.embedded.supervisor NAME PROJECT_FOLDER``.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Protocol

from config.embedded import locks, postgres, processes, valkey
from config.embedded.places import Places

POLL_SECONDS = 0.5
# Long enough for one command to follow another without a restart in between.
LINGER_SECONDS = 3.0


class Server(Protocol):
    """What a supervisor needs of a server."""

    def start(self) -> str:
        """Start the server, or take over the one that runs, and return its address."""

    def is_running(self) -> bool:
        """Return whether the server's process lives."""

    def stop(self) -> None:
        """End the server's process in good order."""


def supervise(server: Server, places: Places, is_asked_to_stop: threading.Event) -> None:
    """Keep ``server`` running until nobody has held it for a while, then stop it."""
    holders = locks.open_file(places.holders_lock)
    places.remember_url(server.start())
    held_at = time.monotonic()
    while not is_asked_to_stop.wait(POLL_SECONDS):
        if not locks.seize(holders):
            held_at = time.monotonic()
        elif time.monotonic() - held_at >= LINGER_SECONDS:
            break  # with the lock: who comes now waits until the server is down
        else:
            locks.release(holders)
        if not server.is_running():
            places.remember_url(server.start())
    server.stop()


def main(name: str, root: Path) -> None:
    """Supervise the server ``name`` of the project in ``root``, unless someone does already.

    Returns when a supervisor is at work, which may yet fail: it then lets go of its lock and
    has said why on standard error.
    """
    places = Places(root, name)
    lock = locks.open_file(places.supervisor_lock)
    # The child keeps the lock and is nobody's zombie when its holder outlives it.
    if not locks.seize(lock) or os.fork():
        return
    os.truncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())  # for people: the lock is what counts
    is_asked_to_stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        is_asked_to_stop.set()

    signal.signal(signal.SIGTERM, ask)
    server: Server = postgres.Postgres(places) if name == "postgres" else valkey.Valkey(places)
    try:
        supervise(server, places, is_asked_to_stop)
    except processes.StartError as error:
        server.stop()
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
