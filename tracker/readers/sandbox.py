"""The sandbox: untrusted pages are read in a process of their own, which may fail or be killed.

A page can be made so that a parser takes minutes or gigabytes over it. The time is held by
killing, the memory by the system, and what comes back is plain values of known types.
"""

import atexit
import datetime
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tracker import pipes
from tracker.readers import base, found, pdf, sandbox_worker

SECONDS = 10.0
PDF_SECONDS = 60.0
MEMORY_BYTES = 1024 * 1024 * 1024
# What a library keeps from each page grows; a new process costs less than a second.
MOST_JOBS = 500
_PROJECT = Path(__file__).resolve().parents[2]
_KNOWN = {
    ("tracker.readers.base", "Listing"): base.Listing,
    ("tracker.readers.base", "Entry"): base.Entry,
    ("tracker.readers.found", "Found"): found.Found,
    ("datetime", "datetime"): datetime.datetime,
    ("datetime", "timedelta"): datetime.timedelta,
    ("datetime", "timezone"): datetime.timezone,
}


class TookTooLong(base.Unreadable):
    """It would have cost more time or memory than one article may."""


def listing(code: str, fetched: base.Fetched, seconds: float = SECONDS) -> base.Listing:
    """Return what the reader of type ``code`` finds in ``fetched``.

    Raises Unreadable, and TookTooLong when it was not done within ``seconds``.
    """
    answer = _ask("list", (code, fetched), seconds)
    if not isinstance(answer, base.Listing):
        raise TypeError(f"{answer!r} is no listing")
    return answer


def article(
    fetched: base.Fetched,
    entry: base.Entry | None = None,
    seconds: float | None = None,
    *,
    is_new: bool = False,
) -> found.Found:
    """Return the article that ``fetched`` holds, which a source announced as ``entry``.

    Where it ``is_new``, as nothing was read of it before, a page of a few words is no article.
    Raises Unreadable, NothingToReadError where there is no text, and TookTooLong.
    """
    is_pdf = fetched.body.lstrip().startswith(pdf.MAGIC)
    usual = PDF_SECONDS if is_pdf else SECONDS
    answer = _ask("article", (fetched, entry, is_new), usual if seconds is None else seconds)
    if not isinstance(answer, found.Found):
        raise TypeError(f"{answer!r} is no article")
    return answer


def _ask(name: str, arguments: tuple[Any, ...], seconds: float) -> Any:
    state, value = _READER.ask(name, arguments, seconds)
    if state == "memory":
        raise TookTooLong("Reading it took more memory than one article may.")
    if state == "script":
        raise base.NeedsScriptError(value)
    if state == "nothing":
        raise base.NothingToReadError(value)
    if state == "unreadable":
        raise base.Unreadable(value)
    return value


class _Reader:
    """The child of this process, started when first asked and again after it was killed.

    A worker that was forked from us has a child of its own.
    """

    def __init__(self, memory_bytes: int = MEMORY_BYTES) -> None:
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._jobs = 0

    def ask(self, name: str, arguments: tuple[Any, ...], seconds: float) -> tuple[str, Any]:
        """Return the child's answer; raises TookTooLong, or Unreadable where it broke down."""
        with self._lock:
            process = self._ready()
            self._jobs += 1
            try:
                answer = _exchange(process, (seconds, name, arguments))
            except pipes.LateError:
                self._end()
                raise TookTooLong(f"It was not read within {seconds:g} seconds.") from None
            except pipes.EndedError:
                self._end()
                raise base.Unreadable("Reading it broke down.") from None
            if self._jobs >= MOST_JOBS or answer[0] == "memory":
                self._end()
            return answer

    def close(self) -> None:
        """End the child, if this process has one."""
        if self._owner == os.getpid():
            self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid():
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-m", sandbox_worker.__name__, str(self._memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_PROJECT,
                # No key and no address of ours is there for the taking.
                env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(sys.path)},
                start_new_session=True,
            )
            if self._process.stdin is not None:
                os.set_blocking(self._process.stdin.fileno(), False)
            self._owner, self._jobs = os.getpid(), 0
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _exchange(process: subprocess.Popen[bytes], job: sandbox_worker.Job) -> tuple[str, Any]:
    """Return the answer to ``job``; raises pipes.LateError and pipes.EndedError."""
    if process.stdin is None or process.stdout is None:
        raise pipes.EndedError("It has no pipes.")
    seconds, _, _ = job
    deadline = time.monotonic() + seconds
    pipes.send(process.stdin.fileno(), pickle.dumps(job), deadline)
    state, value = pipes.loads(pipes.receive(process.stdout.fileno(), deadline), _KNOWN)
    return str(state), value


_READER = _Reader()
atexit.register(_READER.close)
