"""The process in which what strangers wrote is read, so that it can be killed.

It takes jobs from its input and writes answers to its output; ``bounded`` is the other side.
"""

import os
import pickle
import resource
import signal
import struct
import sys
from typing import Any, BinaryIO

from tracker import readers
from tracker.readers import articles, base

LENGTH = struct.Struct(">Q")
# How long after its parent's patience a job ends itself, should the parent be gone.
_GRACE_SECONDS = 2.0

Job = tuple[float, str, tuple[Any, ...]]


def main(memory_bytes: int) -> None:
    """Do jobs until the input ends, within so much memory."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    while (job := _next(sys.stdin.buffer)) is not None:
        seconds, name, arguments = job
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
        answer = pickle.dumps(_done(name, arguments))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _next(jobs: BinaryIO) -> Job | None:
    head = jobs.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    job: Job = pickle.loads(jobs.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from our own parent
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
