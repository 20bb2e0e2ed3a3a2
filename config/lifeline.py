"""Ends a process when the one that started it has gone, also where that was killed."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable

STARTER = "STARTED_BY"
"""The environment variable that names the process for whose sake others run."""

_LOOK_SECONDS = 1.0


def follow() -> None:
    """Have this process told to stop once the starter of the service has gone.

    A process that was spawned by another, as those of the WSGI server are, ends with that one too.
    """
    starter = int(os.environ.get(STARTER, "0"))
    spawned_by = multiprocessing.parent_process()

    def is_followed() -> bool:
        if starter and not _is_running(starter):
            return False
        return spawned_by is None or spawned_by.is_alive()

    if starter or spawned_by is not None:
        threading.Thread(target=_end_after, args=(is_followed,), daemon=True).start()


def _end_after(is_followed: Callable[[], bool]) -> None:
    while is_followed():
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # It belongs to another account, as the servers' supervisor may.
        return True
    return True
