"""How long an answer asks to be left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.outbound import cache_headers

NOW = datetime(2026, 11, 24, 6, 28, 41, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", timedelta(0)),
        ("120", 120 * SECOND),
        (" 7 ", 7 * SECOND),
        ("Tue, 24 Nov 2026 06:30:41 GMT", 120 * SECOND),
        ("Tuesday, 24-Nov-26 06:30:41 GMT", 120 * SECOND),
        ("Tue Nov 24 06:30:41 2026", 120 * SECOND),
        ("Tue, 24 Nov 2026 06:28:40 GMT", timedelta(0)),
        ("Wed, 25 Nov 2026 06:28:41 GMT", 24 * HOUR),
    ],
)
def test_every_form_of_retry_after_is_read(value: str, expected: timedelta) -> None:
    assert cache_headers.retry_after(value, NOW) == expected


@pytest.mark.parametrize(
    "value", ["", "soon", "-1", "1.5", "1e3", "٣", "9" * 5000, "Tue, 99 Nov 2026 06:30:41 GMT"]
)
def test_what_is_no_retry_after_asks_for_nothing(value: str) -> None:
    assert cache_headers.retry_after(value, NOW) is None


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cache-control": "max-age=600"}, 600 * SECOND),
        ({"cache-control": 'public, Max-Age="600"', "age": "100"}, 500 * SECOND),
        ({"cache-control": "max-age=60", "age": "100"}, 0 * SECOND),
        ({"cache-control": "s-maxage=600"}, 0 * SECOND),
        ({"cache-control": "no-cache, max-age=600"}, 0 * SECOND),
        ({"cache-control": "max-age=ages"}, 0 * SECOND),
        ({"cache-control": "max-age=600", "expires": "0"}, 600 * SECOND),
        ({"expires": "Tue, 24 Nov 2026 07:28:41 GMT"}, HOUR),
        (
            {
                "expires": "Mon, 23 Nov 2026 01:00:00 GMT",
                "date": "Mon, 23 Nov 2026 00:00:00 GMT",
            },
            HOUR,
        ),
        ({"expires": "0"}, 0 * SECOND),
        ({}, 0 * SECOND),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], expected: timedelta) -> None:
    assert cache_headers.freshness(headers, NOW) == expected
