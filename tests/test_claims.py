"""Rows that wait are claimed when their turn comes, each once; one that fails holds up no other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests import factories
from tracker import claims, models

pytestmark = pytest.mark.django_db

WAITING = models.Refresh.objects.unfinished()


def jobs(count: int) -> list[int]:
    rows = [
        models.Refresh.objects.create(record=factories.IdentityFactory.create(), requested_at=Now())
        for _ in range(count)
    ]
    return [row.pk for row in rows]


def work_off(work: Callable[[models.Refresh], object], batch: claims.Batch) -> int:
    return claims.work_off(WAITING.all(), work, claims.pause, batch)


def finish(row: models.Refresh) -> None:
    models.Refresh.objects.held_by(row).update(finished_at=Now(), leased_until=None)


def test_a_row_is_claimed_when_its_turn_comes_and_no_earlier() -> None:
    jobs(4)
    waiting: list[int] = []

    taken = work_off(lambda _: waiting.append(WAITING.free().count()), claims.Batch(3, 60.0))

    assert taken == 3
    assert waiting == [3, 2, 1]


def test_a_row_has_the_whole_lease_of_its_batch() -> None:
    jobs(1)
    held: list[models.Refresh] = []

    work_off(held.append, claims.Batch(1, 300.0))

    left = models.Refresh.objects.filter(leased_until__gt=Now() + timedelta(seconds=200))
    assert held == list(left)
    assert [row.attempts for row in held] == [1]


def test_a_row_that_is_free_again_is_taken_once_in_a_batch() -> None:
    first, second = jobs(2)
    worked_on: list[int] = []

    def give_back(row: models.Refresh) -> None:
        worked_on.append(row.pk)
        row.release()

    assert work_off(give_back, claims.Batch(10, 60.0)) == 2
    assert worked_on == [first, second]


def test_one_row_is_taken_though_the_time_is_up_and_then_no_more() -> None:
    jobs(3)

    assert work_off(finish, claims.Batch(3, 60.0, seconds=0.0)) == 1
    assert WAITING.count() == 2


def test_a_row_that_fails_is_put_off_and_the_next_is_worked_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = jobs(2)
    models.Refresh.objects.filter(pk=first).update(attempts=2)

    def fail_at_first(row: models.Refresh) -> None:
        if row.pk == first:
            raise RuntimeError("the printer is on fire")
        finish(row)

    assert work_off(fail_at_first, claims.Batch(10, 60.0)) == 2

    nine_minutes = (Now() + timedelta(minutes=8.5), Now() + timedelta(minutes=9.5))
    put_off = models.Refresh.objects.filter(leased_until__range=nine_minutes)
    assert [row.pk for row in put_off] == [first]
    assert models.Refresh.objects.get(finished_at__isnull=False).pk == second
    assert "claims.failed" in caplog.text


def test_who_puts_a_row_off_is_told_why() -> None:
    jobs(1)
    reasons: list[str] = []

    def fail(_: models.Refresh) -> None:
        raise RuntimeError("the printer is on fire")

    claims.work_off(
        WAITING.all(),
        fail,
        lambda _, error: reasons.append(str(error)),
        claims.Batch(1, 60.0),
    )

    assert reasons == ["the printer is on fire"]


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 0), (1, 1), (2, 4), (18, 324), (19, 360), (1000, 360)]
)
def test_the_pause_grows_with_the_attempts_to_six_hours(attempts: int, minutes: int) -> None:
    assert models.Refresh(attempts=attempts).pause == timedelta(minutes=minutes)


def test_an_error_is_worded_by_its_type_and_its_first_line() -> None:
    assert claims.in_words(ValueError("no date\nin line 2")) == "ValueError: no date"
    assert claims.in_words(KeyError()) == "KeyError: "
    assert claims.in_words(ValueError("x" * 600)) == "ValueError: " + "x" * 488
