"""Texts are read for developments in a child of this process, which may be killed over one.

The child is forked once what is tracked has been indexed: so it shares the index, and nothing but
articles and findings travels. It uses neither the database nor anything else that is open here.
"""

import contextlib
import datetime
import gc
import os
import pickle
import resource
import signal
import threading
import time
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog
from django.conf import settings

from tracker import pipes, watched
from tracker.analysis import base, llm, passages, reading
from tracker.analysis.mentions.index import Index

log = structlog.get_logger(__name__)

STARTING_SECONDS: Final = 60.0
STORING_SECONDS: Final = 60.0
# How long after its parent's patience a reading ends by itself, should the parent be gone.
GRACE_SECONDS: Final = 2.0
# What a child writes to is its own from then on; a new one shares all with its parent again.
MOST_JOBS: Final = 500
_MEBIBYTE = 1024 * 1024
_DESCRIPTORS = Path("/dev/fd")
_SIZES = Path("/proc/self/statm")
_KNOWN = {
    ("tracker.analysis.base", "Finding"): base.Finding,
    ("tracker.analysis.base", "Passage"): base.Passage,
    ("tracker.analysis.base", "Speaker"): base.Speaker,
    ("datetime", "date"): datetime.date,
}


class UnreadError(Exception):
    """A text could not be read for developments; says why."""


@dataclass(frozen=True)
class _Basis:
    """What a child is forked with: where that is another now, so must the child be."""

    index: Index
    memory_bytes: int


@dataclass(frozen=True)
class Read:
    """An article as it was read offline.

    ``candidates`` are the slugs of what a language model may be asked about, and ``index`` is what
    it was read with.
    """

    article: base.Article
    index: Index
    findings: tuple[base.Finding, ...]
    candidates: tuple[str, ...]


def read(article: base.Article) -> Read:
    """Return what an article reports about what is tracked now; raises UnreadError."""
    basis = _basis()
    findings, candidates = _READER.read(article, basis, patience_seconds())
    return Read(article, basis.index, tuple(findings), tuple(candidates))


def prepare() -> None:
    """Have a child ready for the next article; raises UnreadError."""
    _READER.prepare(_basis())


def patience_seconds() -> float:
    """Return how long one text may be read."""
    return float(settings.READING_TIMEOUT_SECONDS)


def lease_seconds() -> float:
    """Return how long a text is leased for: to be read and asked about, its findings stored."""
    asking = settings.LLM_TIMEOUT if settings.ANALYSER == llm.NAME else 0.0
    return patience_seconds() + asking + STORING_SECONDS


def _basis() -> _Basis:
    return _Basis(watched.index(), settings.READING_MEMORY_MB * _MEBIBYTE)


class _Reader:
    """The child of this process, forked when first needed and again when it no longer serves.

    A process that was forked from us has a child of its own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._basis: _Basis | None = None
        self._child: _Child | None = None
        self._owner = 0
        self._jobs = 0

    def prepare(self, basis: _Basis) -> None:
        """Have a child that is forked with ``basis``; raises UnreadError."""
        with self._lock:
            self._ready(basis)

    def read(
        self, article: base.Article, basis: _Basis, patience: float
    ) -> tuple[list[base.Finding], tuple[str, ...]]:
        """Return the child's findings, and what a model may be asked about; raises UnreadError."""
        with self._lock:
            child = self._ready(basis)
            self._jobs += 1
            try:
                state, value = child.ask((patience, article), patience)
            except pipes.LateError:
                self._end()
                raise UnreadError(f"It was not read within {patience:g} seconds.") from None
            except pipes.EndedError:
                self._end()
                raise UnreadError("Reading it broke down.") from None
            if state != "read" or self._jobs >= MOST_JOBS:
                self._end()
        if state == "memory":
            raise UnreadError("Reading it takes more memory than one text may.")
        if state != "read":
            log.error("flagging.reading_failed", document=article.document, trace=value)
            raise UnreadError(f"Reading it failed: {str(value).strip().rpartition(chr(10))[2]}")
        found: tuple[list[base.Finding], tuple[str, ...]] = value
        return found

    def _ready(self, basis: _Basis) -> "_Child":
        if self._child is not None and self._owner == os.getpid():
            if basis == self._basis:
                return self._child
            self._end()
        child = _fork(basis)
        self._child, self._basis = child, basis
        self._owner, self._jobs = os.getpid(), 0
        try:
            child.hear(STARTING_SECONDS)
        except (pipes.LateError, pipes.EndedError):
            self._end()
            raise UnreadError("No process could be started to read it.") from None
        return child

    def _end(self) -> None:
        child, self._child, self._basis = self._child, None, None
        if child is not None:
            child.end()


@dataclass(frozen=True)
class _Child:
    """A process, and the descriptors by which it is given articles and gives findings."""

    pid: int
    jobs: int
    answers: int

    def ask(self, job: tuple[float, base.Article], patience: float) -> tuple[str, Any]:
        """Return the answer to a job; raises pipes.LateError, pipes.EndedError."""
        deadline = time.monotonic() + patience
        pipes.send(self.jobs, pickle.dumps(job), deadline)
        return self.hear(deadline - time.monotonic())

    def hear(self, patience: float) -> tuple[str, Any]:
        """Return what it says next, a state and a value."""
        message = pipes.receive(self.answers, time.monotonic() + patience)
        state, value = pipes.loads(message, _KNOWN)
        return str(state), value

    def end(self) -> None:
        """Kill it, and leave nothing of it behind."""
        os.close(self.jobs)
        os.close(self.answers)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def _fork(basis: _Basis) -> _Child:
    its_jobs, jobs = os.pipe()
    answers, its_answers = os.pipe()
    os.set_blocking(jobs, False)
    with warnings.catch_warnings():
        # Of threads beside this one: the child takes no lock that one of them may hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        try:
            _serve(its_jobs, its_answers, basis)
        finally:
            # Nothing of what its parent has to clean up is the child's.
            os._exit(0)
    os.close(its_jobs)
    os.close(its_answers)
    return _Child(pid, jobs, answers)


def _serve(jobs: int, answers: int, basis: _Basis) -> None:
    """Read articles until there are no more."""
    _detach({jobs, answers})
    # Else each collection would touch, and so copy, all that is shared.
    gc.freeze()
    _limit_memory(basis.memory_bytes)
    pipes.send(answers, pickle.dumps(("ready", "")))
    with contextlib.suppress(pipes.EndedError):
        while True:
            patience, article = pickle.loads(pipes.receive(jobs))  # noqa: S301 - from our parent
            signal.setitimer(signal.ITIMER_REAL, patience + GRACE_SECONDS)
            answer = pickle.dumps(_findings(article, basis.index))
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipes.send(answers, answer)


def _findings(article: base.Article, index: Index) -> tuple[str, Any]:
    try:
        prepared = passages.Reading(article, index)
        return "read", (reading.find(prepared), llm.candidates(prepared))
    except MemoryError:
        return "memory", ""
    except Exception:  # noqa: BLE001 - told to the parent, which logs it
        return "failed", traceback.format_exc()


def _detach(kept: set[int]) -> None:
    """Let go of what is open in the parent, and leave to it when to end.

    Descriptors lead nowhere, but stay taken: whatever believes to own one closes nothing else.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in {int(path.name) for path in _DESCRIPTORS.iterdir()} - kept:
        with contextlib.suppress(OSError):
            os.dup2(nowhere, descriptor)


def _limit_memory(allowed: int) -> None:
    """Allow so much memory more than the process has."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        has = int(_SIZES.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + allowed, has + allowed))


_READER = _Reader()
