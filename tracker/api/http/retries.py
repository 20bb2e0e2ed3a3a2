"""Writes that the database broke off because they stood in each other's way are tried again."""

import functools
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, connection

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

MOST_RETRIES: Final = 3
STATES: Final = frozenset({"40001", "40P01"})
"""What PostgreSQL calls a serialization failure and a deadlock."""


def is_contention(failure: BaseException) -> bool:
    """Return whether a transaction failed only because of others at the same time."""
    return getattr(failure.__cause__, "sqlstate", None) in STATES


def tried(work: Callable[[], Answer]) -> Answer:
    """Return what ``work`` gives, which is a transaction of its own, begun anew up to three times.

    Raises OperationalError where others stood in its way each time.
    """
    for _ in range(MOST_RETRIES):
        try:
            return work()
        except OperationalError as failure:
            # Inside another transaction nothing can be begun anew.
            if not is_contention(failure) or connection.in_atomic_block:
                raise
    return work()


def retried(handler: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return a handler that is tried again where others stood in its way."""

    @functools.wraps(handler)
    def again(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        return tried(lambda: handler(*args, **kwargs))

    return again
