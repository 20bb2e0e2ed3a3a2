"""Bells do not pile up where nobody listens."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from celery import Celery
from kombu.connection import Connection

from config import beat
from config.celery import app

ALONE = "/8"


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """Give an empty broker of the test's own."""
    server = redis.Redis.from_url(_url())
    server.flushdb()
    yield server
    server.flushdb()


def _url() -> str:
    return urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=ALONE))


def _scheduler() -> beat.Scheduler:
    clock: Celery = app
    return beat.Scheduler(app=clock, lazy=True, schedule_filename=os.devnull)


def _ring(name: str, times: int) -> None:
    scheduler = _scheduler()
    scheduler.data = dict(app.conf.beat_schedule)
    entry = scheduler.Entry(name=name, app=app, **app.conf.beat_schedule[name])
    with Connection(_url()) as connection:  # type: ignore[no-untyped-call]
        producer = app.amqp.Producer(connection, auto_declare=False)
        for _ in range(times):
            scheduler.apply_entry(entry, producer=producer)


@pytest.mark.parametrize(("name", "queue"), [("snapshots", "celery"), ("deliveries", "webhooks")])
def test_a_stopped_worker_costs_a_bounded_number_of_messages(
    broker: redis.Redis, name: str, queue: str
) -> None:
    _ring(name, 200)

    assert broker.llen(queue) == beat.MOST_BELLS


def test_bells_are_rung_again_once_somebody_listens(broker: redis.Redis) -> None:
    _ring("snapshots", 100)
    broker.ltrim("celery", 0, 9)

    _ring("snapshots", 3)

    assert broker.llen("celery") == 13


def test_the_clock_is_the_one_that_does_not_pile_up() -> None:
    assert app.conf.beat_scheduler == "config.beat:Scheduler"
