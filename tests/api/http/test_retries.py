"""Writes that stand in each other's way: begun anew, and answered honestly in the end."""

import threading
from collections.abc import Callable
from typing import Any

import orjson
import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client, RequestFactory

from tests import databases, factories
from tests.api import editors
from tests.api.conftest import Bearer
from tracker import models
from tracker.api.http import errors, retries

DEADLOCK = "DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40P01'; END $$"
SERIALIZATION = DEADLOCK.replace("40P01", "40001")
MOST_CLASHES = 20
CANCELLED = DEADLOCK.replace("40P01", "57014")


def failing(times: int, statement: str) -> tuple[list[int], Callable[[], str]]:
    """Return what counts the attempts, and work that the database breaks off so many times."""
    attempts: list[int] = []

    def work() -> str:
        attempts.append(len(attempts))
        with transaction.atomic(), connection.cursor() as cursor:
            if len(attempts) <= times:
                cursor.execute(statement)
        return "done"

    return attempts, work


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", [DEADLOCK, SERIALIZATION])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_what_was_broken_off_is_begun_anew_up_to_three_times(times: int, statement: str) -> None:
    attempts, work = failing(times, statement)

    assert retries.tried(work) == "done"
    assert len(attempts) == times + 1


@pytest.mark.django_db(transaction=True)
def test_the_fourth_time_it_is_a_503_that_says_what_happened(rf: RequestFactory) -> None:
    attempts, work = failing(4, DEADLOCK)

    with pytest.raises(OperationalError) as raised:
        retries.tried(work)

    assert len(attempts) == 4
    response = errors.problem_response(raised.value, {"request": rf.get("/v1/topics")})
    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert orjson.loads(response.content)["code"] == "contended"


@pytest.mark.django_db(transaction=True)
def test_another_failure_of_the_database_is_not_tried_again() -> None:
    attempts, work = failing(1, CANCELLED)

    with pytest.raises(OperationalError):
        retries.tried(work)

    assert len(attempts) == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_ran_into_a_deadlock_is_made(bearer: Bearer) -> None:
    client, sent = bearer("editor"), []
    # Whoever waited longest is broken off, unless the machine stalls: then it is tried again.
    for number in range(MOST_CLASHES):
        names = f"a-topic-{number}", f"another-{number}"
        one, other = (factories.topic(name=name, slug=name) for name in names)
        try:
            sent = _clash(client, one, other)
        except psycopg.errors.DeadlockDetected:
            continue
        break

    assert [response.status_code for response in sent] == [200]
    assert models.Topic.objects.get(pk=one.pk).identity.merged_into_id == other.pk


def _clash(client: Client, one: models.Topic, other: models.Topic) -> list[Any]:
    """Return the answer to a merge that was broken off; raise what else broke off the rival."""
    sent: list[Any] = []

    def merge() -> None:
        try:
            address, body = f"/v1/topics/{one.slug}/merge", {"into": other.slug}
            sent.append(editors.post(client, address, body, If_Match="*"))
        finally:
            connections.close_all()

    asking = threading.Thread(target=merge)
    watching = psycopg.connect(databases.address(), autocommit=True)
    try:
        with watching as watcher, psycopg.connect(databases.address()) as rival:
            # The request holds the one and waits for the other, which the rival holds ...
            _lock(rival, other)
            asking.start()
            while asking.is_alive() and not _is_waited_for(watcher, rival):
                pass
            # ... until the rival wants the one too, and the database breaks the request off.
            _lock(rival, one)
            rival.rollback()
    finally:
        asking.join(30)
    return sent


def _lock(session: psycopg.Connection[Any], topic: models.Topic) -> None:
    session.execute("SELECT FROM tracker_topic WHERE record_id = %s FOR NO KEY UPDATE", [topic.pk])


def _is_waited_for(watcher: psycopg.Connection[Any], rival: psycopg.Connection[Any]) -> bool:
    question = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
    row = watcher.execute(question, [rival.info.backend_pid]).fetchone()
    return row is not None and row[0] > 0
