"""The sandbox's process, in which untrusted pages are read, so that it can be killed.

It takes jobs from its input and writes answers to its output; ``bounded`` is the other side.
"""

import os
import pickle
import resource
import signal
import sys
from typing import Any

from tracker import pipes, readers
from tracker.readers import articles, base

# How long after its parent's patience a job ends itself, should the parent be gone.
_GRACE_SECONDS = 2.0

Job = tuple[float, str, tuple[Any, ...]]


def main(memory_bytes: int) -> None:
    """Do jobs until the input ends, within so much memory."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.dup(sys.stdout.fileno())
    # What a library prints must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    while (job := _next(sys.stdin.fileno())) is not None:
        seconds, name, arguments = job
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
        answer = pickle.dumps(_done(name, arguments))
        signal.setitimer(signal.ITIMER_REAL, 0)
        pipes.send(answers, answer)


def _next(jobs: int) -> Job | None:
    try:
        job: Job = pickle.loads(pipes.receive(jobs))  # noqa: S301 - from our own parent
    except pipes.EndedError:
        return None
    return job


def _done(name: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "read", _DO[name](*arguments)
    except base.NeedsScriptError as error:
        return "script", str(error)
    except base.NothingToReadError as error:
        return "nothing", str(error)
    except base.Unreadable as error:
        return "unreadable", str(error)
    except MemoryError:
        return "memory", ""


def _list(code: str, fetched: base.Fetched) -> base.Listing:
    return readers.get(code).read(fetched)


_DO: dict[str, Any] = {"list": _list, "article": articles.read}

if __name__ == "__main__":
    main(int(sys.argv[1]))
