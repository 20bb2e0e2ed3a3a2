"""Threads that do something over and over while a test does something else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def repeated(*steps: Callable[[], object]) -> Iterator[None]:
    """Repeat each of ``steps`` in a thread of its own until the block is left.

    The block begins when each was done once. What a step raised is raised on leaving.
    """
    is_over, failures = threading.Event(), list[BaseException]()
    begun = threading.Barrier(len(steps) + 1)

    def repeat(step: Callable[[], object]) -> None:
        try:
            step()
            begun.wait(60)
            while not is_over.is_set():
                step()
        except BaseException as failure:  # noqa: BLE001 - raised again by the test
            failures.append(failure)
            begun.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=repeat, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    try:
        begun.wait(60)
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join(60)
    assert failures == []
