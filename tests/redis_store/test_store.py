"""The connection: nobody waits for long, and not every time."""

import time

from tracker.redis_store import store


def ping(server: store.Store) -> bool | None:
    return server.ask(lambda client: bool(client.ping()))


def test_a_server_that_is_there_answers(server: store.Store) -> None:
    assert ping(server) is True


def test_a_server_that_is_down_is_no_error(closed: str) -> None:
    assert ping(store.Store(closed)) is None


def test_a_slow_server_is_waited_for_once_and_briefly(silent: str) -> None:
    server = store.Store(silent)
    started = time.monotonic()

    answers = [ping(server) for _ in range(100)]

    assert answers == [None] * 100
    assert 0.09 < time.monotonic() - started < 0.9


def test_a_server_is_asked_again_after_a_pause(silent: str) -> None:
    server = store.Store(silent, pause_seconds=0)
    started = time.monotonic()

    assert [ping(server), ping(server)] == [None, None]
    assert time.monotonic() - started > 0.19


def test_what_the_server_refuses_is_no_error(server: store.Store) -> None:
    server.ask(lambda client: client.set("test.text", "no number", ex=10))

    assert server.ask(lambda client: client.incr("test.text")) is None


def test_a_process_has_one_connection_to_a_server(closed: str) -> None:
    assert store.at(closed) is store.at(closed)
