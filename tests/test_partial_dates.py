"""Dates known only in part: what is read is what is shown, and nothing else is read."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import partial_dates

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
PRECISIONS = st.sampled_from(["year", "month", "day"])
# At the ends of the range another zone may lie outside it.
MOMENTS = st.datetimes(datetime(1000, 1, 3), datetime(9998, 12, 29)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize("year", ["0999", "1000", "1900", "2000", "2023", "2024", "9998", "9999"])
def test_a_schema_has_the_dates_that_are_read(year: str) -> None:
    months = [f"{year}-{month:02}" for month in range(14)]
    days = [f"{month}-{day:02}" for month in months for day in range(33)]

    for text in (year, *months, *days):
        is_read = False
        with suppress(ValueError):
            is_read = bool(partial_dates.parse_date(text))
        assert bool(re.match(partial_dates.DATE_SCHEMA["pattern"], text)) == is_read
        assert bool(re.match(partial_dates.INSTANT_SCHEMA["pattern"], text)) == is_read
        is_day = is_read and text in days
        assert bool(re.match(partial_dates.DAY_SCHEMA["pattern"], text)) == is_day


@given(DAYS, PRECISIONS)
def test_a_date_is_read_as_it_is_shown(day: date, precision: str) -> None:
    shown = partial_dates.show_date(day, precision)
    assert shown is not None

    first, read_precision = partial_dates.parse_date(shown)

    assert read_precision == precision
    assert first <= day <= partial_dates.last_day(first, precision)
    assert partial_dates.show_date(first, precision) == shown


@given(DAYS, PRECISIONS)
def test_the_day_after_the_last_one_is_of_the_next_date(day: date, precision: str) -> None:
    following = partial_dates.next_day(partial_dates.last_day(day, precision))

    assert partial_dates.show_date(following, precision) != partial_dates.show_date(day, precision)
    assert partial_dates.show_date(following - timedelta(days=1), precision) == (
        partial_dates.show_date(day, precision)
    )


@given(MOMENTS, ZONES)
def test_an_instant_is_read_as_it_is_shown_whatever_its_zone(
    moment: datetime, zone: timezone
) -> None:
    aware = moment.replace(tzinfo=zone)

    read, precision = partial_dates.parse_instant(aware.isoformat())

    assert (read, precision) == (aware, "minute")
    assert read.tzinfo is UTC
    shown = partial_dates.show_instant(read, precision)
    assert shown is not None
    assert shown.endswith("Z")
    assert partial_dates.parse_instant(shown) == (aware, "minute")


@given(DAYS, PRECISIONS)
def test_an_instant_may_be_a_partial_date(day: date, precision: str) -> None:
    shown = partial_dates.show_date(day, precision)
    assert shown is not None

    moment, read_precision = partial_dates.parse_instant(shown)

    assert read_precision == precision
    assert partial_dates.show_instant(moment, precision) == shown


@given(st.text(max_size=24))
def test_any_other_text_is_refused_and_nothing_worse(text: str) -> None:
    with suppress(ValueError):
        assert partial_dates.show_date(*partial_dates.parse_date(text)) == text
    with suppress(ValueError):
        moment, precision = partial_dates.parse_instant(text)
        assert partial_dates.show_instant(moment, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "0999",
        "9999",
        "2026-1",
        "2026-13",
        "2026-00",
        "2026-02-29",
        "2026-01-25 ",
        "2026-01-25\n",
        "٢٠٢٦",
        "2026/01/25",
        "2026-W04",
        "20260125",
        "January 2026",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Use a real date"):
        partial_dates.parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-25T15:00:00",
        "2026-01-25T15:00",
        "2026-01-25T15:00:00z",
        "2026-01-25T15:00:00 Z",
        "2026-01-25T25:00:00Z",
        "2026-01-25T15:00:00Z\n",
        "2026-02-30T15:00:00Z",
        "2026-01-25T15:00:00+25:00",
        "2026-01-25T15:00:00−05:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-W04-7T15:00:00Z",
        "20260125T150000Z",
        "2026-01-25T15Z",
        "T",
    ],
)
def test_what_is_no_instant_with_its_zone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"A time needs its zone|out of range\.|no real day"):
        partial_dates.parse_instant(text)


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2026, 2, 1), "month", date(2026, 2, 28)),
        (date(2026, 12, 1), "month", date(2026, 12, 31)),
        (date(2026, 1, 1), "year", date(2026, 12, 31)),
        (date(2026, 1, 25), "day", date(2026, 1, 25)),
        (date(2026, 1, 25), "", date(2026, 1, 25)),
    ],
)
def test_a_partial_date_ends_with_its_last_day(day: date, precision: str, last: date) -> None:
    assert partial_dates.last_day(day, precision) == last


def test_no_date_is_shown_as_none() -> None:
    assert partial_dates.show_date(None, "") is None
    assert partial_dates.show_instant(None, "") is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-11-28", "2026-11-28T23:59:59.999999+00:00"),
        ("2024-02", "2024-02-29T23:59:59.999999+00:00"),
        ("2026", "2026-12-31T23:59:59.999999+00:00"),
        ("2026-11-28T10:00:00.5+01:00", "2026-11-28T09:00:00.500000+00:00"),
    ],
)
def test_the_last_moment_that_a_text_may_mean(text: str, last: str) -> None:
    moment = partial_dates.last_moment(*partial_dates.parse_instant(text))

    assert moment.isoformat() == last


def test_a_plus_that_became_a_space_is_named() -> None:
    with pytest.raises(ValueError, match="write %2B instead"):
        partial_dates.parse_instant("2026-11-28T10:00:00 01:00")


def test_a_schema_says_that_a_date_is_a_text_and_in_which_form() -> None:
    schemas = (partial_dates.DAY_SCHEMA, partial_dates.DATE_SCHEMA, partial_dates.INSTANT_SCHEMA)

    assert [(schema["type"], schema["format"]) for schema in schemas] == [
        ("string", "date"),
        ("string", "partial-date"),
        ("string", "partial-date-time"),
    ]
