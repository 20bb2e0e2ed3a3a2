"""Dates as sources write them, in figures and in words."""

from datetime import UTC, datetime

import pytest

from tests.readers.fetching import NOW
from tracker.readers import dates, written_dates

DAY = (datetime(2026, 1, 20, tzinfo=UTC), "day")
TEN = (datetime(2026, 1, 20, 15, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    "said",
    [
        "January 20, 2026",
        "Jan. 20, 2026",
        "Tuesday, January 20th, 2026",
        "20 January 2026",
        "20.01.2026",
        "2026/01/20",
        "2026.1.20",
        "20-Jan-2026",
        "20/01/2026",
        "Martes 20 de Enero de 2026",
        "20 de enero del 2026",
        "martes, 20 enero 2026",
        "mar., 20 ene. 2026 10:00",
    ],
)
def test_a_day_is_read_however_it_is_written(said: str) -> None:
    assert dates.read(said, NOW) == DAY


@pytest.mark.parametrize(
    "said",
    [
        "martes, 20 enero 2026 10:00 -0500",
        "January 20, 2026 3:00 PM UTC",
        "20.01.2026 15:00 GMT",
        "20 de enero de 2026, 10:00 a.m. -05:00",
    ],
)
def test_a_time_with_its_zone_is_read_to_the_minute(said: str) -> None:
    assert dates.read(said, NOW) == TEN


def test_september_has_two_names_in_spanish() -> None:
    assert dates.read("Sáb, 20 Set 2025 10:00:00 -0500", NOW) == (
        datetime(2025, 9, 20, 15, tzinfo=UTC),
        "minute",
    )
    assert dates.read("20 de setiembre de 2025") == (datetime(2025, 9, 20, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "said", ["32 January 2026", "the 20 of us", "1.20", "13/13/2026", "20 2026"]
)
def test_what_is_no_date_is_none(said: str) -> None:
    assert dates.read(said, NOW) is None


def test_figures_alone_are_told_apart_by_which_may_be_a_month() -> None:
    assert dates.read("3/4/2026") is None
    assert written_dates.find("3/4/2026", is_day_first=True) == (
        datetime(2026, 4, 3, tzinfo=UTC),
        "day",
    )
    assert written_dates.find("3/4/2026", is_day_first=False) == (
        datetime(2026, 3, 4, tzinfo=UTC),
        "day",
    )
    for is_day_first in (True, False, None):
        assert written_dates.find("1/20/2026", is_day_first=is_day_first) == DAY
        assert written_dates.find("20/1/2026", is_day_first=is_day_first) == DAY
