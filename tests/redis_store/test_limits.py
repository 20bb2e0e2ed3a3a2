"""Counting: what is left, until when, and for whom."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tracker.redis_store import limits, store


@pytest.fixture
def policy(server: store.Store) -> Iterator[limits.Policy]:
    """Yield a policy of this test alone: three times a minute."""
    name = f"test-{secrets.token_hex(8)}"
    yield limits.Policy(name, quota=3)
    server.ask(lambda client: client.delete(f"limit:{name}:ana", f"limit:{name}:tomas"))


def test_each_time_is_counted(server: store.Store, policy: limits.Policy) -> None:
    found = [limits.count(server, policy, "ana") for _ in range(5)]

    counted = [rate_limit for rate_limit in found if rate_limit is not None]
    assert [rate_limit.used for rate_limit in counted] == [1, 2, 3, 4, 5]
    assert [rate_limit.remaining for rate_limit in counted] == [2, 1, 0, 0, 0]
    assert [rate_limit.is_exceeded for rate_limit in counted] == [False, False, False, True, True]
    assert {rate_limit.policy for rate_limit in counted} == {policy}
    assert all(0 < rate_limit.reset_seconds <= 60 for rate_limit in counted)


def test_others_are_counted_apart(server: store.Store, policy: limits.Policy) -> None:
    for _ in range(4):
        limits.count(server, policy, "ana")

    other = limits.count(server, policy, "tomas")

    assert other is not None
    assert other.used == 1


def test_a_window_has_an_end(server: store.Store, policy: limits.Policy) -> None:
    limits.count(server, policy, "ana")
    key = f"limit:{policy.name}:ana"
    server.ask(lambda client: client.pexpire(key, 1500))

    again = limits.count(server, policy, "ana")
    server.ask(lambda client: client.persist(key))
    mended = limits.count(server, policy, "ana")

    assert again is not None
    assert mended is not None
    # Later ones do not move the end; a count that lost its end gets one.
    assert again.reset_seconds == 2
    assert mended.reset_seconds == 60


def test_all_threads_count_together(policy: limits.Policy) -> None:
    def count(_: int) -> int:
        rate_limit = limits.count(store.at(settings.REDIS_URL), policy, "ana")
        return rate_limit.used if rate_limit else 0

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(count, range(100))) == list(range(1, 101))


def test_who_cannot_be_counted_is_not_limited(closed: str, policy: limits.Policy) -> None:
    server = store.Store(closed)

    assert limits.count(server, policy, "ana") is None
