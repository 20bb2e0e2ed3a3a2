"""Where a commitment stands against its deadline, at which hour of which of its holders."""

from datetime import UTC, date, datetime

import pytest

from tests import factories
from tracker import models, recording, reviewing

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


def judged(commitment: models.Commitment, verdict: str, day: date) -> models.Commitment:
    with recording.change("Emilia Gould", "judged") as change:
        entered = {"verdict": verdict, "effective_date": day, "reason": "as judged"}
        reviewing.assess(change, factories.stored(commitment), entered)
    return factories.stored(commitment)


@pytest.mark.parametrize(
    ("verdicts", "schedule"),
    [
        ([("kept", 1)], "met_on_time"),
        ([("kept", 20)], "met_late"),
        # Given anew, or said to have held earlier.
        ([("kept", 1), ("kept", 20)], "met_on_time"),
        ([("kept", 20), ("kept", 1)], "met_on_time"),
        ([("kept", 1), ("broken", 5), ("kept", 20)], "met_late"),
        ([("kept", 1), ("kept", 20), ("broken", 5)], "met_late"),
        ([("in_progress", 1), ("kept", 10)], "met_on_time"),
    ],
)
def test_a_commitment_was_kept_when_its_last_verdict_began_to_hold(
    verdicts: list[tuple[str, int]], schedule: str
) -> None:
    commitment = factories.commitment(form="act", due_date="2026-02-10")

    for verdict, day in verdicts:
        commitment = judged(commitment, verdict, date(2026, 2, day))

    assert (commitment.verdict, commitment.schedule) == ("kept", schedule)


@pytest.mark.parametrize(
    ("verdict", "day", "schedule"),
    [
        ("broken", date(2026, 1, 1), "pending"),
        ("withdrawn", date(2026, 3, 1), "due_soon"),
        ("partially_kept", date(2026, 4, 1), "overdue"),
        ("stalled", date(2026, 1, 1), "overdue"),
    ],
)
def test_a_final_verdict_stops_the_clock_on_its_day(verdict: str, day: date, schedule: str) -> None:
    commitment = factories.commitment(form="act", due_date="2026-03-31")

    commitment = judged(commitment, verdict, day)

    assert commitment.schedule == schedule
    assert commitment.schedule_at(datetime(2030, 1, 1, tzinfo=UTC)) == schedule
