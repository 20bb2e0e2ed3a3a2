"""A connection to Redis that gives up soon, and is left alone for a while after it has failed."""

import functools
import time
from collections.abc import Callable
from typing import TypeVar

import redis
from redis import backoff, retry

ANSWER_SECONDS = 0.1
PAUSE_SECONDS = 5.0

T = TypeVar("T")


class Store:
    """A Redis server; while it is down or slow, nearly every question is answered None at once."""

    def __init__(self, url: str, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=retry.Retry(backoff.NoBackoff(), 0),
            # Commands beyond the question would each have to be waited for.
            driver_info=None,
            decode_responses=True,
        )
        self._pause_seconds = pause_seconds
        self._asked_again_at = 0.0

    def ask(self, question: Callable[["redis.Redis"], T]) -> T | None:
        """Return what ``question`` gets from the server; None where the server does not answer.

        After a failure it is not asked again for ``pause_seconds``.
        """
        if time.monotonic() < self._asked_again_at:
            return None
        try:
            return question(self._client)
        except redis.RedisError:
            self._asked_again_at = time.monotonic() + self._pause_seconds
            return None


@functools.cache
def at(url: str) -> Store:
    """Return the process's one connection to the server at ``url``."""
    return Store(url)
