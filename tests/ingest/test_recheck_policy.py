"""When a page is read again, and when what it shows counts."""

from datetime import datetime, timedelta

import pytest

from tests import factories
from tracker.ingest import recheck_policy
from tracker.ingest.recheck_policy import GONE, Known, RecheckVerdict

MINUTE = timedelta(minutes=1)
FIRST = factories.NOW


def minutes(found: datetime | None) -> float | None:
    return None if found is None else (found - FIRST) / MINUTE


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (0, 15),
        (14, 15),
        (15, 60),
        (16, 60),
        (60, 6 * 60),
        (361, 24 * 60),
        (24 * 60, 3 * 24 * 60),
        (72 * 60, 7 * 24 * 60),
        (7 * 24 * 60, 30 * 24 * 60),
        (30 * 24 * 60, None),
    ],
)
def test_the_pauses_grow(after: int, expected: int | None) -> None:
    found = recheck_policy.next_check(FIRST, FIRST + after * MINUTE, is_cited=False)

    assert minutes(found) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [(0, 15), (24 * 60, 2 * 24 * 60), (29.5 * 24 * 60, 30 * 24 * 60), (400 * 1440, 401 * 1440)],
)
def test_what_a_commitment_cites_is_read_daily_and_for_ever(after: float, expected: int) -> None:
    found = recheck_policy.next_check(FIRST, FIRST + after * MINUTE, is_cited=True)

    assert minutes(found) == expected


@pytest.mark.parametrize(
    ("known", "seen", "verdict"),
    [
        (Known("a"), "a", RecheckVerdict.UNCHANGED),
        (Known("a", "b", FIRST), "a", RecheckVerdict.UNCHANGED),
        (Known("a"), "b", RecheckVerdict.SUSPECTED),
        (Known("a"), GONE, RecheckVerdict.SUSPECTED),
        (Known("a", "b", FIRST - 9 * MINUTE), "b", RecheckVerdict.SUSPECTED),
        (Known("a", "b", FIRST - 10 * MINUTE), "b", RecheckVerdict.CONFIRMED),
        (Known("a", "b", FIRST - 10 * MINUTE), "c", RecheckVerdict.SUSPECTED),
        (Known("a", GONE, FIRST - 10 * MINUTE), GONE, RecheckVerdict.CONFIRMED),
        (Known("a", GONE, FIRST - 10 * MINUTE), "b", RecheckVerdict.SUSPECTED),
        (Known(GONE), GONE, RecheckVerdict.UNCHANGED),
        (Known(GONE, "a", FIRST - 20 * MINUTE), "a", RecheckVerdict.CONFIRMED),
    ],
)
def test_a_change_counts_when_two_fetches_ten_minutes_apart_agree(
    known: Known, seen: str, verdict: RecheckVerdict
) -> None:
    assert recheck_policy.judge(known, seen, FIRST) is verdict
