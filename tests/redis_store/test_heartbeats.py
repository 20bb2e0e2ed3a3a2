"""Heartbeats: when a stage ran last."""

from datetime import UTC, datetime

from config import celery
from tracker import tasks
from tracker.redis_store import heartbeats, store

THEN = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)


def test_the_last_beat_of_each_stage_is_known(server: store.Store) -> None:
    heartbeats.note(server, "test.reading", datetime(2026, 3, 1, tzinfo=UTC))
    heartbeats.note(server, "test.reading", THEN)

    assert heartbeats.latest(server)["test.reading"] == THEN
    server.ask(lambda client: client.hdel("heartbeats", "test.reading"))


def test_without_the_server_nothing_is_known(closed: str) -> None:
    heartbeats.note(store.Store(closed), "test.reading", THEN)

    assert heartbeats.latest(store.Store(closed)) == {}


def test_a_task_that_ran_is_noted(server: store.Store) -> None:
    before = datetime.now(UTC)

    celery.note_heartbeat(sender=tasks.fan_out)

    assert heartbeats.latest(server)["tracker.tasks.fan_out"] >= before
