"""What a slow party answered, kept for a while; lost, it is asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

import redis

from tracker.redis_store import store

_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class Answers:
    """Answers of one sort, by the hash of what was asked."""

    server: store.Store
    name: str
    seconds: int = _SECONDS

    def recall(self, keys: Sequence[str]) -> list[str | None]:
        """Return what is kept under each of ``keys``; nothing where the server does not answer."""

        def question(client: redis.Redis) -> list[str | None]:
            kept = client.mget([self._key(key) for key in keys])
            return [None if text is None else str(text) for text in kept]

        return (self.server.ask(question) if keys else None) or [None] * len(keys)

    def keep(self, key: str, text: str) -> None:
        """Keep ``text`` under ``key`` for ``seconds``."""
        self.server.ask(lambda client: client.set(self._key(key), text, ex=self.seconds))

    def _key(self, key: str) -> str:
        return f"answer:{self.name}:{key}"
