"""A deadline given as a month or a year falls on its last day, wherever it is asked for."""

import pytest

from tests import factories
from tracker import filters, models

pytestmark = pytest.mark.django_db

DUE = ("2026", "2026-02", "2026-11-24", "2027-02-22")


def found(**asked: str) -> list[str]:
    """Return the deadlines that a question finds, the same by columns and by facets."""
    question = {name: [value] for name, value in asked.items()}
    rows = models.Commitment.objects.filter(filters.condition("commitment", question))
    by_columns = sorted(rows.values_list("short_title", flat=True))
    revisions = models.Revision.objects.filter(record__type="commitment").select_related("record")
    by_facets = sorted(
        revision.record.commitment.short_title
        for revision in revisions
        if filters.holds(question, revision.facets)
    )
    assert by_columns == by_facets
    return by_columns


@pytest.fixture(autouse=True)
def _commitments() -> None:
    for due in DUE:
        factories.commitment(short_title=due, form="act", due_date=due)
    factories.commitment(short_title="never", form="act")


def test_a_year_falls_due_on_its_last_day() -> None:
    assert found(due_after="2026-12-31", due_before="2027-01-01") == ["2026"]


def test_a_month_falls_due_on_its_last_day() -> None:
    assert found(due_before="2026-02-28") == []
    assert found(due_before="2026-03-01") == ["2026-02"]


def test_the_next_ninety_days_hold_what_is_due_in_the_year() -> None:
    assert found(due_after="2026-11-24", due_before="2027-02-22") == ["2026", "2026-11-24"]
