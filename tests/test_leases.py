"""Claims against real PostgreSQL: two at once, expiry, and the token that fences off the slow."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10.0


def jobs(count: int) -> list[models.Refresh]:
    return [
        models.Refresh.objects.create(record=factories.IdentityFactory.create(), requested_at=Now())
        for _ in range(count)
    ]


def claim(limit: int, seconds: float = 60.0) -> list[models.Refresh]:
    return models.Refresh.objects.unfinished().claim(limit, seconds)


def keys(claimed: list[models.Refresh]) -> list[int]:
    return [row.pk for row in claimed]


def let_lapse(row: models.Refresh) -> None:
    models.Refresh.objects.filter(pk=row.pk).update(leased_until=Now() - timedelta(seconds=1))


def test_a_claim_takes_the_first_in_the_order_of_the_query() -> None:
    first, second, third = keys(jobs(3))

    newest_first = models.Refresh.objects.filter(finished_at=None).order_by("-pk").claim(2, 60.0)

    assert keys(newest_first) == [third, second]
    assert keys(claim(5)) == [first]
    assert claim(5) == []


def test_a_claim_passes_over_what_another_transaction_is_claiming() -> None:
    first, second = keys(jobs(2))
    has_claimed, may_commit = threading.Event(), threading.Event()

    def claim_slowly() -> list[int]:
        try:
            with transaction.atomic():
                claimed = keys(claim(1))
                has_claimed.set()
                assert may_commit.wait(PATIENCE)
                return claimed
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(claim_slowly)
        assert has_claimed.wait(PATIENCE)
        quick = keys(claim(2))
        may_commit.set()

        assert (slow.result(), quick) == ([first], [second])


def test_what_was_rolled_back_is_free_again() -> None:
    (job,) = keys(jobs(1))

    with transaction.atomic():
        claim(1)
        transaction.set_rollback(True)

    assert keys(claim(1)) == [job]


def test_a_lease_that_ran_out_can_be_claimed_under_a_new_token() -> None:
    jobs(1)
    (slow,) = claim(1)
    let_lapse(slow)

    (quick,) = claim(1)

    assert (quick.pk, quick.lease_token) == (slow.pk, slow.lease_token + 1)


def test_a_stale_token_writes_nothing() -> None:
    jobs(1)
    (slow,) = claim(1)
    let_lapse(slow)
    (quick,) = claim(1)

    written = [
        models.Refresh.objects.held_by(row).update(finished_at=Now(), leased_until=None)
        for row in (slow, quick)
    ]

    assert written == [0, 1]


def test_what_is_given_back_is_free_and_can_no_longer_be_written() -> None:
    jobs(1)
    (before,) = claim(1)

    before.release()

    assert models.Refresh.objects.held_by(before).update(finished_at=Now()) == 0
    (after,) = claim(1)
    assert after.pk == before.pk


def test_giving_back_late_takes_nothing_from_the_next_holder() -> None:
    jobs(1)
    (slow,) = claim(1)
    let_lapse(slow)
    (quick,) = claim(1)

    slow.release()

    assert claim(1) == []
    assert models.Refresh.objects.held_by(quick).count() == 1


def test_what_is_put_off_is_free_after_the_wait_with_what_was_noted() -> None:
    jobs(1)
    (before,) = claim(1)

    before.put_off(timedelta(minutes=5), attempts=7)

    assert models.Refresh.objects.held_by(before).update(finished_at=Now()) == 0
    put_off = models.Refresh.objects.get()
    assert (put_off.attempts, put_off.lease_token) == (7, before.lease_token + 1)
    wait = (Now() + timedelta(minutes=4), Now() + timedelta(minutes=5))
    assert models.Refresh.objects.filter(leased_until__range=wait).exists()
    assert claim(1) == []
    let_lapse(put_off)
    assert len(claim(1)) == 1


def test_putting_off_late_takes_nothing_from_the_next_holder() -> None:
    first, _ = jobs(2)
    (slow,) = claim(1)
    let_lapse(slow)
    quick, other = claim(2)
    assert quick.pk == first.pk

    slow.put_off(timedelta(hours=1))

    assert models.Refresh.objects.held_by(quick).count() == 1
    assert models.Refresh.objects.held_by(other).count() == 1


def test_a_lease_lasts_as_long_as_the_database_clock_says() -> None:
    jobs(1)
    (row,) = claim(1, 90.0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s - clock_timestamp()", [row.leased_until])
        left = cursor.fetchone()[0]

    assert timedelta(seconds=80) < left <= timedelta(seconds=90)
