"""How often something may be done in a time, counted for all processes together."""

from dataclasses import dataclass

import redis

from tracker.redis_store import store


@dataclass(frozen=True)
class Policy:
    """So many times, the ``quota``, in a window of so many ``seconds``; the first one opens it."""

    name: str
    quota: int
    seconds: int = 60


@dataclass(frozen=True)
class RateLimitStatus:
    """How far a quota is used up, and in how many seconds the window ends."""

    policy: Policy
    used: int
    reset_seconds: int

    @property
    def remaining(self) -> int:
        """How many times are left in this window."""
        return max(0, self.policy.quota - self.used)

    @property
    def is_exceeded(self) -> bool:
        """Whether it was done more often than the quota allows."""
        return self.used > self.policy.quota


def count(server: store.Store, policy: Policy, who: str) -> RateLimitStatus | None:
    """Count one more for ``who``, in one round trip, and return how things stand.

    None where the server does not answer: who is not counted is not limited.
    """
    key = _key(policy, who)

    def question(client: redis.Redis) -> tuple[int, int]:
        with client.pipeline(transaction=False) as pipeline:
            pipeline.incr(key)
            # After each count, so that none is ever left without an end.
            pipeline.expire(key, policy.seconds, nx=True)
            pipeline.pttl(key)
            used, _, milliseconds = pipeline.execute()
        return used, milliseconds

    return _status(policy, server.ask(question))


def give_back(server: store.Store, policy: Policy, who: str) -> None:
    """Count one less for ``who``: what was counted turned out not to be what is limited."""
    key = _key(policy, who)

    def question(client: redis.Redis) -> None:
        with client.pipeline(transaction=False) as pipeline:
            pipeline.decr(key)
            # Where the window ended meanwhile this opens one.
            pipeline.expire(key, policy.seconds, nx=True)
            pipeline.execute()

    server.ask(question)


def used(server: store.Store, policy: Policy, who: str) -> int:
    """Return how many were counted for ``who`` in this window; 0 where nobody knows."""
    return int(server.ask(lambda client: client.get(_key(policy, who))) or 0)


def _key(policy: Policy, who: str) -> str:
    return f"limit:{policy.name}:{who}"


def _status(policy: Policy, counted: tuple[int, int] | None) -> RateLimitStatus | None:
    if counted is None:
        return None
    used, milliseconds = counted
    # Rounded up: a request at that moment is in the next window.
    seconds = -(-milliseconds // 1000) if milliseconds > 0 else policy.seconds
    return RateLimitStatus(policy, used, seconds)
