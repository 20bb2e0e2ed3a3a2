"""What was shown at an instant is answered the same for ever, however busy the ledger was then."""

import itertools
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.db.models import Count, Sum
from django.test import Client

from tests import databases, factories, repeating
from tests.api import expect, moments
from tracker import models, recording, serializers
from tracker.timelines import instants

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 200
FEW = 30
SECONDS = 3
ADDRESSES = [
    "/v1/topics?page_size=50",
    "/v1/topics/of-many-7?fields=description",
    "/v1/commitments?form=refrain",
    "/v1/commitments/tally?by=form",
    "/v1/topics/first/timeline?page_size=5",
]


def now(milliseconds: int = 0) -> str:
    """Return what time it is by the clock of the database, or was so many milliseconds ago."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() - make_interval(secs => %s)", [milliseconds / 1e3])
        return str(serializers.show_moment(cursor.fetchone()[0]))


def known_at(moment: str) -> dict[str, int]:
    """Return how many versions the ledger shows of a moment, and the sum of their numbers."""
    known: Any = models.Revision.objects.known_at(instants.instant(moment))
    return dict(known.aggregate(count=Count("sequence"), sum=Sum("sequence")))


@contextmanager
def publishing() -> Iterator[int]:
    """Publish a topic that is committed on leaving; gives the process that holds the head."""
    held, is_over = threading.Event(), threading.Event()
    pids: list[int] = []

    def publish() -> None:
        try:
            with transaction.atomic():
                factories.topic(name="Being published")
                pids.append(databases.own_process())
                held.set()
                is_over.wait(60)
        finally:
            held.set()
            connections.close_all()

    thread = threading.Thread(target=publish)
    thread.start()
    held.wait(60)
    try:
        yield pids[0]
    finally:
        is_over.set()
        thread.join(60)


@pytest.fixture
def _threads_take_short_turns() -> Iterator[None]:
    """Have a thread that computes give way to those that the database has answered."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    yield
    sys.setswitchinterval(before)


def writers() -> tuple[Callable[[], object], ...]:
    """Return two who write: a commitment again and again; many topics at once, then one of them."""
    first = factories.topic(name="First")
    commitment = factories.commitment(topics=[first.slug])
    with recording.change(factories.ACTOR):
        many = [factories.topic(name=f"Of many {number}") for number in range(MANY)]
    number = itertools.count()

    def write_many() -> None:
        with recording.change(factories.ACTOR) as change:
            for row in many:
                change.touch(row)
            rows = models.Topic.objects.filter(pk__in=[row.pk for row in many])
            rows.update(description=f"Words {next(number)}")
        for _ in range(FEW):
            factories.changed(first, description=f"Words {next(number)}")

    return (
        lambda: factories.changed(commitment, form=["refrain", "maintain"][next(number) % 2]),
        write_many,
    )


@pytest.mark.usefixtures("_threads_take_short_turns")
def test_an_answer_for_a_moment_that_has_passed_never_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine, nobody is told to ask again.
    monkeypatch.setattr(instants, "_MOST_WAIT_MS", 60_000)
    known: dict[str, dict[str, int]] = {}
    answers: dict[str, bytes] = {}

    def look() -> None:
        moment = now(1)
        known[moment] = known_at(moment)

    def ask() -> None:
        for address in ADDRESSES:
            path = f"{address}&known_at={now(1)}"
            response = client.get(path)
            assert response.status_code == 200
            answers[path] = response.content

    with repeating.repeated(*writers(), look, look, ask):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            look()

    assert {moment: known_at(moment) for moment in known} == known
    assert {path: client.get(path).content for path in answers} == answers


def test_a_moment_that_has_just_passed_waits_for_what_is_being_published(client: Client) -> None:
    factories.topic(name="First")

    def ask(moment: str) -> list[str]:
        try:
            return expect.slugs(client.get(f"/v1/topics?known_at={moment}&ordering=changed_at"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        with publishing() as holder:
            moment = now()
            asked = pool.submit(ask, moment)
            databases.wait_until_blocked_by(holder)
            assert not asked.done()
        assert asked.result() == ["first", "being-published"]

    assert ask(moment) == ["first", "being-published"]


def test_a_publication_is_later_than_all_that_it_waited_for() -> None:
    row = factories.topic()

    def publish() -> None:
        try:
            factories.changed(row, description="Later")
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool, psycopg.connect(databases.address()) as reader:
        reader.execute("SELECT FROM tracker_ledgerhead FOR SHARE")
        changed = pool.submit(publish)
        databases.wait_until_blocked_by(reader.info.backend_pid)
        answered = reader.execute("SELECT clock_timestamp()").fetchone()
        reader.rollback()
        changed.result()

    assert answered is not None
    assert models.Revision.objects.latest("sequence").published_at > answered[0]


def test_where_the_wait_is_too_long_whoever_asks_is_told_to_ask_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instants, "_MOST_WAIT_MS", 20)
    factories.topic(name="First")
    earlier = moments.instant()

    with publishing():
        moment = now()
        refused = client.get(f"/v1/topics?known_at={moment}")
        settled = client.get(f"/v1/topics?known_at={earlier}")

    document = expect.problem(refused, 503, "not_settled")
    assert refused["Retry-After"] == "2"
    assert [error["parameter"] for error in document["errors"]] == ["known_at"]
    assert expect.slugs(settled) == ["first"]
    again = client.get(f"/v1/topics?known_at={moment}&ordering=changed_at")
    assert expect.slugs(again) == ["first", "being-published"]


def test_a_database_that_is_only_read_answers_what_is_settled(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.topic(name="First")
    last, moment = moments.instant(), now()

    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        settled = client.get(f"/v1/topics?known_at={last}")
        refused = client.get(f"/v1/topics?known_at={moment}")
        monkeypatch.setattr(instants, "_LAG", timedelta(0))
        long_ago = client.get(f"/v1/topics?known_at={moment}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET default_transaction_read_only")

    assert expect.slugs(settled) == expect.slugs(long_ago) == ["first"]
    expect.problem(refused, 503, "not_settled")


def test_what_was_published_is_known_even_where_the_clock_was_set_back(client: Client) -> None:
    factories.topic(name="First")
    factories.topic(name="Second")
    ahead = models.Revision.objects.latest("sequence").published_at + timedelta(hours=1)
    models.LedgerHead.objects.update(published_at=ahead)
    factories.topic(name="Third")

    instant = models.Revision.objects.latest("sequence").published_at

    assert instant == ahead + timedelta(microseconds=1)
    page = client.get(f"/v1/topics?known_at={serializers.show_moment(instant)}&ordering=changed_at")
    assert expect.slugs(page) == ["first", "second", "third"]
    later = serializers.show_moment(instant + timedelta(seconds=1))
    expect.problem(client.get(f"/v1/topics?known_at={later}"), 400, "not_yet")
