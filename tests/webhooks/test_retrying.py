"""When the next attempt is due, to the second."""

from datetime import timedelta

import pytest

from tracker.webhooks import retrying

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def delay(
    attempts_made: int,
    outcome: str = "http_error",
    status: int | None = 500,
    retry_after: timedelta | None = None,
    chance: float = 0.5,
) -> timedelta | None:
    return retrying.delay(attempts_made, outcome, status, retry_after, chance)


@pytest.mark.parametrize(
    ("attempts_made", "least", "middle", "most"),
    [
        (1, 4 * SECOND, 5 * SECOND, 6 * SECOND),
        (2, 4 * MINUTE, 5 * MINUTE, 6 * MINUTE),
        (3, 24 * MINUTE, 30 * MINUTE, 36 * MINUTE),
        (4, 96 * MINUTE, 2 * HOUR, 144 * MINUTE),
        (5, 4 * HOUR, 5 * HOUR, 6 * HOUR),
        (6, 8 * HOUR, 10 * HOUR, 12 * HOUR),
        (7, 672 * MINUTE, 14 * HOUR, 1008 * MINUTE),
        (8, 16 * HOUR, 20 * HOUR, 24 * HOUR),
        (9, 1152 * MINUTE, 24 * HOUR, 1728 * MINUTE),
    ],
)
def test_each_rung_spreads_by_a_fifth(
    attempts_made: int, least: timedelta, middle: timedelta, most: timedelta
) -> None:
    assert [delay(attempts_made, chance=chance) for chance in (0, 0.5, 1)] == [least, middle, most]


@pytest.mark.parametrize("attempts_made", [10, 11])
def test_after_ten_attempts_there_is_no_other(attempts_made: int) -> None:
    assert delay(attempts_made, retry_after=MINUTE) is None


def test_the_ladder_lasts_about_75_hours() -> None:
    assert sum(retrying.LADDER, timedelta(0)) == timedelta(hours=75, minutes=35, seconds=5)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("timeout_connect", None),
        ("timeout_read", None),
        ("deadline", 200),
        ("http_error", 429),
        ("http_error", 502),
        ("http_error", 503),
        ("http_error", 504),
    ],
)
def test_who_is_busy_is_left_alone_for_a_minute(outcome: str, status: int | None) -> None:
    assert delay(1, outcome, status, chance=0) == MINUTE
    assert delay(2, outcome, status, chance=0) == 4 * MINUTE


@pytest.mark.parametrize(("outcome", "status"), [("http_error", 500), ("refused", None)])
def test_who_is_not_busy_is_tried_soon(outcome: str, status: int | None) -> None:
    assert delay(1, outcome, status) == 5 * SECOND


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (SECOND, 5 * SECOND),
        (90 * SECOND, 90 * SECOND),
        (24 * HOUR, 24 * HOUR),
        (25 * HOUR, 24 * HOUR),
    ],
)
def test_a_wait_asked_for_is_granted_up_to_a_day(asked: timedelta, given: timedelta) -> None:
    assert delay(1, retry_after=asked) == given


def test_a_ping_in_vain_is_repeated_for_ten_minutes_at_growing_intervals() -> None:
    waits = [retrying.ping_delay(number, 0.5) for number in range(1, 12)]

    seconds = [wait.total_seconds() for wait in waits if wait is not None]
    assert seconds == [5, 10, 20, 40, 60, 90, 120, 120, 120]
    assert waits[9:] == [None, None]
    assert retrying.ping_delay(1, 1) == 6 * SECOND
