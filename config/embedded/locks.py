"""Locks on files: the kernel lets go of them when their process ends, however it ends."""

import fcntl
import os
from pathlib import Path

from config.embedded import processes


def open_file(path: Path) -> int:
    """Return a descriptor for locking ``path``; programs started from here do not inherit it."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def share(descriptor: int, seconds: float) -> bool:
    """Return whether the lock could be shared within ``seconds``."""
    return processes.wait_until(lambda: _is_granted(descriptor, fcntl.LOCK_SH), seconds)


def seize(descriptor: int) -> bool:
    """Return whether the lock, which nobody else had, is now ours alone."""
    return _is_granted(descriptor, fcntl.LOCK_EX)


def release(descriptor: int) -> None:
    """Give the lock back and keep the descriptor."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)


def is_seized(path: Path) -> bool:
    """Return whether some process has ``path`` locked for itself alone."""
    descriptor = open_file(path)
    try:
        return not _is_granted(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _is_granted(descriptor: int, mode: int) -> bool:
    try:
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
