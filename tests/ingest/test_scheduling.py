"""When a source is asked next, and what a failure means for that."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.outbound import loopback
from tracker.ingest import fetch_failures, scheduling
from tracker.ingest.fetch_failures import Severity
from tracker.outbound import client
from tracker.readers import base, sandbox

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "listed", "new", "after"),
    [
        (16 * MINUTE, 20, 0, 20 * MINUTE),
        (16 * MINUTE, 20, 10, 16 * MINUTE),
        (15 * MINUTE, 20, 11, 10 * MINUTE),
        (23 * HOUR, 20, 0, DAY),
        (6 * MINUTE, 20, 20, 5 * MINUTE),
        (16 * MINUTE, 0, 0, 20 * MINUTE),
    ],
)
def test_the_interval_follows_what_is_new(
    before: timedelta, listed: int, new: int, after: timedelta
) -> None:
    assert scheduling.interval(before, listed, new) == after


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ((), HOUR),
        ((30 * MINUTE,), HOUR),
        ((2 * HOUR, 3 * HOUR), 3 * HOUR),
        ((7 * DAY,), DAY),
    ],
)
def test_the_longest_wait_counts_up_to_a_day_and_a_tenth_more_or_less(
    asked: tuple[timedelta, ...], wait: timedelta
) -> None:
    waits = [scheduling.until_next(HOUR, *asked) for _ in range(200)]

    assert all(0.9 * wait <= one <= 1.1 * wait for one in waits)
    assert max(waits) - min(waits) > 0.1 * wait


@pytest.mark.parametrize(
    ("severity", "failures", "wait"),
    [
        (Severity.TEMPORARY, 1, 2 * MINUTE),
        (Severity.TEMPORARY, 3, 6 * MINUTE),
        (Severity.TEMPORARY, 1000, 6 * HOUR),
        (Severity.SOFT, 2, HOUR),
        (Severity.SOFT, 1000, DAY),
        (Severity.HARD, 2, 12 * HOUR),
        (Severity.HARD, 1000, 7 * DAY),
    ],
)
def test_pauses_grow_evenly_up_to_a_bound(
    severity: Severity, failures: int, wait: timedelta
) -> None:
    assert 0.9 * wait <= scheduling.until_retry(severity, failures) <= 1.1 * wait


def test_what_the_other_side_asks_for_is_honoured_up_to_a_day() -> None:
    assert scheduling.until_retry(Severity.TEMPORARY, 1, HOUR) == HOUR
    assert scheduling.until_retry(Severity.TEMPORARY, 1, 9 * DAY) == DAY
    assert scheduling.until_retry(Severity.SOFT, 40, MINUTE) > 12 * HOUR


def answer(status: int, *, is_truncated: bool = False) -> client.Answer:
    return client.Answer(
        status=status,
        headers={"Retry-After": "60"},
        body=b"",
        is_truncated=is_truncated,
        resolved_address="127.0.0.1",
        duration_ms=1,
        url=f"http://127.0.0.1:{loopback.closed_port()}/",
    )


@pytest.mark.parametrize(
    ("outcome", "severity", "is_of_host"),
    [
        (answer(200, is_truncated=True), Severity.HARD, False),
        (answer(204), Severity.SOFT, False),
        (answer(401), Severity.SOFT, False),
        (answer(410), Severity.GONE, False),
        (answer(429), Severity.TEMPORARY, True),
        (answer(500), Severity.TEMPORARY, True),
        (client.Failure("deadline", "late"), Severity.TEMPORARY, True),
        (client.Failure("dns", "unknown"), Severity.TEMPORARY, True),
        (client.Failure("blocked_address", "no"), Severity.TEMPORARY, True),
        (client.Failure("redirect", "a loop"), Severity.HARD, False),
    ],
)
def test_each_outcome_is_as_grave_as_asking_again_is_vain(
    outcome: client.Answer | client.Failure, severity: Severity, is_of_host: bool
) -> None:
    trouble = fetch_failures.of(outcome, NOW)

    assert trouble is not None
    assert (trouble.severity, trouble.is_of_host) == (severity, is_of_host)


def test_an_answer_that_can_be_used_is_no_trouble() -> None:
    assert fetch_failures.of(answer(200), NOW) is None
    assert fetch_failures.of(answer(304), NOW) is None


def test_what_took_too_long_to_read_is_not_read_again() -> None:
    assert fetch_failures.unreadable(sandbox.TookTooLong("Late.")).severity is Severity.HARD
    assert fetch_failures.unreadable(base.Unreadable("Odd.")).severity is Severity.SOFT
