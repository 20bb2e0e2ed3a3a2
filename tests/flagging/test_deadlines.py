"""What the calendar tells is stored once, and each record is looked at when its day has come."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import factories, refusing
from tests.flagging import telling
from tracker import editing, flagging, models, recording, reviewing

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def next_look(row: models.Record) -> datetime:
    stored = factories.stored(row)
    assert isinstance(stored, models.Clocked)
    return stored.clock_at


def test_what_cannot_be_stored_keeps_nothing_else_from_being_told_and_is_tried_again() -> None:
    refused = telling.commitment()
    other = telling.commitment(short_title="No foreign ports", due_date="2026-04")
    refusing.refuse("tracker_development", f"NEW.subject_id = {refused.pk}")

    assert flagging.flag_calendar(at("2026-05-10T12:00")) == 1

    assert telling.kinds_of(other) == ["commitment.overdue"]
    assert next_look(refused) == at("2026-05-10T12:10")


def test_a_passed_deadline_is_told_once() -> None:
    telling.commitment()

    assert flagging.flag_calendar(at("2026-04-10T00:00")) == 1
    assert flagging.flag_calendar(at("2026-04-11T00:00")) == 0
    assert flagging.flag_calendar(at("2026-04-18T00:00")) == 0


def test_a_record_is_looked_at_when_its_next_day_begins_where_it_is_at_home() -> None:
    commitment = telling.commitment()

    flagging.flag_calendar(at("2026-02-26T12:00"))
    assert next_look(commitment) == at("2026-03-01T05:00")
    assert flagging.flag_calendar(at("2026-03-01T05:00")) == 1
    assert next_look(commitment) == at("2026-03-08T05:00")
    flagging.flag_calendar(at("2026-03-29T05:00"))
    assert next_look(commitment) == at("2026-04-01T05:00")
    assert flagging.flag_calendar(at("2026-04-01T05:00")) == 1
    assert telling.kinds_of(commitment) == ["commitment.due_soon", "commitment.overdue"]


def test_between_its_days_a_record_costs_no_query_of_its_own(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        telling.commitment(short_title=f"Promise {number}")
    telling.meeting()
    telling.agreement(expiry_date="2027")
    assert flagging.flag_calendar(at("2026-03-20T12:00")) == 5

    with django_assert_num_queries(3):
        assert flagging.flag_calendar(at("2026-03-21T12:00")) == 0


@pytest.mark.parametrize("kind", ["commitment", "meeting", "agreement"])
def test_what_was_changed_or_restored_is_looked_at_at_once(kind: str) -> None:
    made: dict[str, Callable[[], models.Agreement | models.Commitment | models.Meeting]] = {
        "commitment": telling.commitment,
        "meeting": telling.meeting,
        "agreement": telling.agreement,
    }
    row: models.Record = made[kind]()
    assert next_look(row) == models.AT_ONCE
    flagging.flag_calendar(at("2026-02-01T12:00"))
    assert next_look(row) == at("2026-02-08T12:00")

    factories.changed(row, topics=[factories.topic().slug])
    assert next_look(row) == models.AT_ONCE

    flagging.flag_calendar(at("2026-02-01T12:00"))
    with recording.change("Emilia Gould", "entered twice", is_withdrawing=True) as change:
        editing.delete(change, factories.stored(row), change.now)
    with recording.change("Emilia Gould", "not entered twice") as change:
        editing.restore(change, factories.stored(row))
    assert next_look(row) == models.AT_ONCE


def test_a_verdict_has_its_commitment_looked_at() -> None:
    commitment = telling.commitment()
    flagging.flag_calendar(at("2026-02-01T12:00"))

    with recording.change("Emilia Gould", "judged") as change:
        verdict = {"verdict": "broken", "effective_date": date(2026, 1, 30), "reason": "judged"}
        reviewing.assess(change, factories.stored(commitment), verdict)

    assert next_look(commitment) == models.AT_ONCE


def test_another_zone_of_the_holder_moves_the_day_of_a_commitment() -> None:
    today = datetime.now(UTC).date()
    commitment = telling.commitment(due_date=str(today))
    holder = factories.changed(factories.costaguana(), time_zone="Pacific/Kiritimati")
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    flagging.flag_calendar(noon)
    assert factories.shown(commitment)["schedule"] == "overdue"

    factories.changed(holder, time_zone="America/Guayaquil")
    flagging.flag_calendar(noon)

    assert factories.shown(commitment)["schedule"] == "due_soon"


def test_a_stated_intention_is_near_and_once_it_has_passed_pending_again() -> None:
    intention = telling.commitment(strength="stated_intention")

    assert flagging.flag_calendar(at("2026-03-20T00:00")) == 1
    assert factories.shown(intention)["schedule"] == "due_soon"

    assert flagging.flag_calendar(at("2026-05-01T00:00")) == 0
    assert factories.shown(intention)["schedule"] == "pending"
    assert telling.kinds_of(intention) == ["commitment.due_soon"]


def test_what_has_no_quote_shows_in_the_schedule_alone_until_its_source_is_cited() -> None:
    commitment = telling.commitment(citations=[])
    meeting = telling.meeting(citations=[])
    agreement = telling.agreement(citations=[], expiry_date="2026-07", publication_due_date="2026")

    assert flagging.flag_calendar(at("2026-05-01T00:00")) == 0
    assert flagging.flag_calendar(at("2027-02-01T00:00")) == 0
    assert factories.shown(commitment)["schedule"] == "overdue"

    for row in (commitment, meeting, agreement):
        factories.changed(row, **telling.cited())
    assert flagging.flag_calendar(at("2027-02-02T00:00")) == 3


def test_after_a_week_without_a_bell_what_was_missed_is_told_as_it_is_now_and_as_news() -> None:
    missed = telling.commitment()
    near = telling.commitment(short_title="No foreign ports", due_date="2026-04-20")
    flagging.flag_calendar(at("2026-02-26T12:00"))

    assert flagging.flag_calendar(at("2026-04-28T12:00")) == 2

    (passed,), (late,) = telling.told(missed), telling.told(near)
    assert (passed.kind, passed.occurred_date) == ("commitment.overdue", date(2026, 4, 1))
    assert (late.kind, late.occurred_date) == ("commitment.overdue", date(2026, 4, 21))
    assert (passed.is_backfill, late.is_backfill) == (False, False)


@pytest.mark.parametrize(("days", "is_backfill"), [(31, False), (32, True)])
def test_what_began_more_than_a_month_ago_is_no_news(days: int, *, is_backfill: bool) -> None:
    commitment = telling.commitment()
    noon = at("2026-04-01T12:00") + timedelta(days=days)

    assert flagging.flag_calendar(noon) == 1

    (development,) = telling.told(commitment)
    assert (development.is_backfill, development.is_public) == (is_backfill, True)


def test_what_was_told_is_not_told_again_of_the_record_into_which_its_own_was_merged() -> None:
    heir = telling.commitment()
    twin = telling.commitment(short_title="No bases")
    flagging.flag_calendar(at("2026-03-10T12:00"))

    with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
        editing.merge(change, factories.stored(twin), factories.stored(heir), change.now)

    assert telling.kinds_of(heir) == ["commitment.due_soon", "commitment.due_soon"]
    assert flagging.flag_calendar(at("2026-04-10T12:00")) == 1
    assert flagging.flag_calendar(at("2026-04-20T12:00")) == 0


def test_what_was_dismissed_is_not_told_again() -> None:
    commitment = telling.commitment()
    flagging.flag_calendar(at("2026-04-10T12:00"))
    (development,) = telling.told(commitment)

    reviewing.dismiss(development, factories.ACTOR, "kept in time", factories.NOW)
    factories.changed(commitment, short_title="No foreign bases at all")

    assert flagging.flag_calendar(at("2026-04-11T12:00")) == 0
