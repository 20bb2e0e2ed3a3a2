"""Holding a server: a shared lock for as long as this process lives, and a supervisor at work."""

import os
import subprocess
import sys
import time
from pathlib import Path

from config.embedded import locks, probes, processes
from config.embedded.places import Places

START_SECONDS = 60.0
CODE = Path(__file__).resolve().parents[2]

# Kept for the life of the process: closing a descriptor lets go of its lock.
_descriptors: dict[Path, int] = {}


def hold(places: Places) -> str:
    """Take part in the server at ``places``, starting it if need be, and return its address.

    Raises StartError, with the end of the server's log, within about a minute.
    """
    deadline = time.monotonic() + START_SECONDS
    places.make()
    _share_lock(places, START_SECONDS)
    log_start = _size(places.supervisor_log)

    def is_ready() -> bool:
        url = places.url()
        if locks.is_seized(places.supervisor_lock):
            return url is not None and probes.answers(url)
        if report := processes.tail(places.supervisor_log, log_start):
            raise processes.StartError(report)
        _start_supervisor(places)
        return False

    if processes.wait_until(is_ready, deadline - time.monotonic()) and (url := places.url()):
        return url
    raise processes.StartError(
        f"The embedded server {places.name} does not answer after {START_SECONDS:.0f} seconds."
        f"\n{places.log} ends with:\n{processes.tail(places.log)}"
    )


def pass_on() -> None:
    """Let the program that replaces this one, by exec, go on holding the servers."""
    for descriptor in _descriptors.values():
        os.set_inheritable(descriptor, True)


def _share_lock(places: Places, seconds: float) -> None:
    """Share the holders' lock, which a supervisor has to itself while it stops the server."""
    if places.holders_lock in _descriptors:
        return
    try:
        descriptor = locks.open_file(places.holders_lock)
    except OSError as error:
        raise processes.StartError(
            f"{places.holders_lock} cannot be opened: {error.strerror}."
        ) from None
    if not locks.share(descriptor, seconds):
        os.close(descriptor)
        raise processes.StartError(f"The embedded server {places.name} does not finish stopping.")
    _descriptors[places.holders_lock] = descriptor


def _start_supervisor(places: Places) -> None:
    """Start a supervisor; several holders may do so at once, and the first one's stays."""
    given = filter(None, [os.environ.get("PYTHONPATH")])
    with places.supervisor_log.open("ab") as output:
        subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "config.embedded.supervisor", places.name, str(places.root)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=CODE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(CODE), *given])},
            # Ctrl-C in the terminal is for the holder; the servers stop when it has gone.
            start_new_session=True,
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
