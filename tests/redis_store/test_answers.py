"""Answers that are kept for a while."""

import secrets
import time

import pytest

from tracker.redis_store import answers, store


@pytest.fixture
def kept(server: store.Store) -> answers.Answers:
    """Give answers of this test alone."""
    return answers.Answers(server, f"test-{secrets.token_hex(8)}", seconds=60)


def test_what_is_kept_is_recalled_in_the_order_asked(kept: answers.Answers) -> None:
    kept.keep("a", "Ja, señora")
    kept.keep("b", "")

    assert kept.recall(["b", "c", "a"]) == ["", None, "Ja, señora"]
    assert kept.recall([]) == []


def test_answers_of_another_sort_are_apart(kept: answers.Answers, server: store.Store) -> None:
    kept.keep("a", "yes")

    assert answers.Answers(server, "other").recall(["a"]) == [None]


def test_answers_are_not_kept_for_ever(kept: answers.Answers, server: store.Store) -> None:
    kept.keep("a", "yes")

    seconds = server.ask(lambda client: client.ttl(f"answer:{kept.name}:a"))
    assert seconds is not None
    assert 0 < seconds <= 60


def test_without_a_server_nothing_is_recalled_and_nothing_fails(closed: str) -> None:
    lost = answers.Answers(store.Store(closed), "test")
    started = time.monotonic()

    lost.keep("a", "yes")

    assert lost.recall(["a", "b"]) == [None, None]
    assert time.monotonic() - started < 1
