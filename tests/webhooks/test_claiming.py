"""What may start at once: slots, the cap of each endpoint, and order."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from tests import factories
from tests.webhooks import subscribing
from tracker import models

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10.0


def backlog(endpoints: int, each: int) -> list[list[int]]:
    """Return the keys of deliveries, by endpoint, the longest due first."""
    revisions = [subscribing.published() for _ in range(each)]
    return [
        [subscribing.waiting(endpoint, revision).pk for revision in revisions]
        for endpoint in (factories.WebhookEndpointFactory.create() for _ in range(endpoints))
    ]


def claimed(limit: int = 64, per_endpoint: int = 2) -> list[int]:
    return [row.pk for row in subscribing.claim(limit, per_endpoint)]


def test_each_endpoint_starts_its_longest_due_up_to_the_cap() -> None:
    first, second = backlog(endpoints=2, each=3)

    assert claimed() == sorted([*first[:2], *second[:2]])


def test_what_is_under_way_counts_towards_the_cap() -> None:
    (keys,) = backlog(endpoints=1, each=4)

    assert claimed(limit=1) == keys[:1]
    assert claimed() == keys[1:2]
    assert claimed() == []


def test_free_slots_bound_a_claim() -> None:
    backlog(endpoints=3, each=2)

    assert len(claimed(limit=5)) == 5
    assert len(claimed(limit=5)) == 1


def test_the_longest_due_comes_first() -> None:
    first, second = backlog(endpoints=2, each=1)
    models.Delivery.objects.filter(pk__in=second).update(
        next_attempt_at=factories.NOW - timedelta(hours=1)
    )

    assert claimed() == [*second, *first]


def test_what_is_due_later_is_not_started() -> None:
    backlog(endpoints=1, each=1)
    models.Delivery.objects.update(next_attempt_at=Now() + timedelta(seconds=30))

    assert claimed() == []


def test_an_endpoint_is_sent_no_more_in_a_minute_than_it_allows() -> None:
    (keys,) = backlog(endpoints=1, each=5)
    endpoint = models.WebhookEndpoint.objects.get()
    endpoint.most_per_minute = 3
    endpoint.save()
    models.Delivery.objects.filter(pk=keys[0]).update(state="delivered", last_attempt_at=Now())

    assert claimed() == keys[1:3]
    models.Delivery.objects.filter(pk__in=keys[1:3]).update(
        state="delivered", leased_until=None, last_attempt_at=Now()
    )
    assert claimed() == []
    models.Delivery.objects.filter(pk=keys[0]).update(last_attempt_at=Now() - timedelta(seconds=61))
    assert claimed() == keys[3:4]


def test_two_senders_at_once_keep_to_the_cap_together() -> None:
    (keys,) = backlog(endpoints=1, each=4)
    has_claimed, may_commit = threading.Event(), threading.Event()

    def claim_slowly() -> list[int]:
        try:
            with transaction.atomic():
                slow = claimed(limit=1)
                has_claimed.set()
                assert may_commit.wait(PATIENCE)
                return slow
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(claim_slowly)
        assert has_claimed.wait(PATIENCE)
        quick = claimed()
        may_commit.set()

        assert [*slow.result(), *quick] == keys[:2]
    assert claimed() == []
