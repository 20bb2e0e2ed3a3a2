"""Where a commitment stands against its deadline, at which hour of which of its holders."""

from datetime import UTC, datetime

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("now", "schedule"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), "due_soon"),
        (datetime(2026, 3, 31, 22, 1, tzinfo=UTC), "due_soon"),  # midnight has passed in Prague
        (datetime(2026, 4, 1, 4, 59, tzinfo=UTC), "due_soon"),
        (datetime(2026, 4, 1, 5, 1, tzinfo=UTC), "overdue"),  # and now in Guayaquil too
    ],
)
def test_a_day_is_over_when_it_is_over_for_the_last_of_the_holders(
    now: datetime, schedule: str
) -> None:
    holders = [factories.ruritania().slug, factories.costaguana().slug]
    commitment = factories.commitment(form="act", due_date="2026-03-31", holders=holders)

    assert commitment.schedule_at(now) == schedule


def test_a_day_is_over_in_utc_where_nobody_holds_the_commitment() -> None:
    commitment = factories.commitment(form="act", due_date="2026-03-31")
    commitment.holders.clear()

    assert commitment.schedule_at(datetime(2026, 3, 31, 23, 59, tzinfo=UTC)) == "due_soon"
    assert commitment.schedule_at(datetime(2026, 4, 1, 0, 1, tzinfo=UTC)) == "overdue"


def test_a_deadline_is_near_from_thirty_days_before_its_last_day() -> None:
    commitment = factories.commitment(form="act", due_date="2026-03")

    assert commitment.schedule_at(datetime(2026, 2, 28, 12, tzinfo=UTC)) == "pending"
    assert commitment.schedule_at(datetime(2026, 3, 1, 12, tzinfo=UTC)) == "due_soon"
