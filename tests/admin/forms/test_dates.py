"""Partial dates at the desk: one field says the day and how exactly it is known."""

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, filled, mistakes, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


@pytest.mark.parametrize(
    ("entered", "precision"),
    [("2026", "year"), ("2026-01", "month"), (" 2026-01-31 ", "day"), ("", None)],
)
def test_a_deadline_is_as_exact_as_it_is_typed(
    send: Send, entered: str, precision: str | None
) -> None:
    commitment = factories.commitment(due_date="2025-12")

    send(page_of(commitment), due_date=entered)

    shown = factories.shown(commitment)
    assert (shown["due_date"], shown["due_precision"]) == (entered.strip() or None, precision)


def test_the_field_shows_no_more_than_is_known(desk: Client) -> None:
    commitment = factories.commitment(due_date="2026-01", stated_date="2025")
    meeting = factories.meeting(starts_at="2026-01-25T15:00:00-05:00", ends_at="2026-01-26")

    page, of_meeting = (filled(desk, page_of(row)) for row in (commitment, meeting))

    assert (page["due_date"], page["stated_date"]) == (["2026-01"], ["2025"])
    assert of_meeting["starts_at"] == ["2026-01-25T20:00:00Z"]
    assert of_meeting["ends_at"] == ["2026-01-26"]
    assert not {name for name in (*page, *of_meeting) if name.endswith("_precision")}


def test_both_columns_are_a_person_s_from_then_on(send: Send) -> None:
    commitment = factories.commitment()
    before = set(commitment.locked_fields)

    send(page_of(commitment), due_date="2026-03")

    assert set(factories.stored(commitment).locked_fields) - before == {"due_date", "due_precision"}


@pytest.mark.parametrize("entered", ["31.1.2026", "2026-13", "2026-02-30", "January"])
def test_what_is_no_date_is_said_beside_the_field(send: Send, entered: str) -> None:
    commitment = factories.commitment()

    response = send(page_of(commitment), due_date=entered)

    assert mistakes(response) == ["Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."]
    assert f'value="{entered}"' in response.content.decode()
    assert factories.stored(commitment).version == 1


def test_an_office_does_not_end_before_it_begins(send: Send) -> None:
    official = factories.ana_ruiz()

    response = send(page_of(official), **{"tenures-0-end_date": "2024-05-31"})

    assert len(mistakes(response)) == 1
    assert "tenure_ends_after_it_starts" in mistakes(response)[0]
    send(page_of(official), **{"tenures-0-end_date": "2024"})
    assert factories.shown(official)["tenures"][0]["end_date"] == "2024"
