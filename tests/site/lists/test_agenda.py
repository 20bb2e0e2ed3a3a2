"""The calendar and the front page: what falls due, on which day, and what is overdue."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories
from tracker.site.lists import agenda

pytestmark = pytest.mark.django_db

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


def titles(entries: list[agenda.Entry]) -> list[tuple[str, str, str]]:
    return [(entry.date, entry.label, entry.body["slug"]) for entry in entries]


def test_deadlines_meetings_and_ends_come_in_the_order_of_their_days() -> None:
    factories.commitment(slug="boats", due_date="2026-03-20")
    factories.commitment(slug="late", due_date="2026-04-01")
    factories.agreement(slug="pact", expiry_date="2026-03-31")
    factories.meeting(slug="talks", starts_at="2026-03-05T10:00:00Z")

    found = agenda.between(FIRST, LAST, 10)

    assert titles(found) == [
        ("2026-03-05T10:00:00Z", "Meeting", "talks"),
        ("2026-03-20", "Due", "boats"),
        ("2026-03-31", "Expires", "pact"),
    ]


def test_what_is_known_to_the_month_or_year_falls_on_its_last_day() -> None:
    factories.commitment(slug="this-month", due_date="2026-03")
    factories.commitment(slug="this-year", due_date="2026")

    month = agenda.between(dt.date(2026, 3, 15), LAST, 10)
    year = agenda.between(dt.date(2026, 11, 29), dt.date(2027, 11, 29), 10)

    assert titles(month) == [("2026-03", "Due", "this-month")]
    assert titles(year) == [("2026", "Due", "this-year")]


def test_a_cancelled_meeting_is_not_in_the_calendar() -> None:
    factories.meeting(slug="talks", starts_at="2026-03-05T10:00:00Z", status="cancelled")

    assert agenda.between(FIRST, LAST, 10) == []


def test_a_month_of_the_calendar_leads_to_those_around_it(client: Client) -> None:
    factories.commitment(slug="boats", short_title="Two boats", due_date="2026-03")

    page = client.get("/calendar?month=2026-03").content.decode()

    assert '<time datetime="2026-03">March 2026</time>' in page
    assert '<a href="/commitments/boats">Two boats</a>' in page
    assert 'href="?month=2026-02"' in page
    assert 'href="?month=2026-04"' in page


@pytest.mark.parametrize("month", ["2026", "March", "2026-13", "0000-01"])
def test_what_is_no_month_is_refused_in_words(client: Client, month: str) -> None:
    response = client.get("/calendar", {"month": month})

    assert response.status_code == 400
    assert "This is no month" in response.content.decode()
