"""What the calendar tells of commitments, meetings and agreements, on which day of which zone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests import factories
from tests.flagging import telling
from tracker import flagging, models, reviewing
from tracker.flagging import clock

pytestmark = pytest.mark.django_db

Day = tuple[datetime, bool]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def holds(row: models.Record, now: str) -> list[str]:
    """Return the kinds that the calendar has to tell of a record at ``now``."""
    return [reminder.kind for reminder in telling.look(row, at(now)).reminders()]


def test_a_deadline_of_a_month_is_over_when_its_last_day_is_over_for_the_holder() -> None:
    commitment = telling.commitment()
    last_evening_in_guayaquil = at("2026-04-01T04:59")
    next_morning = at("2026-04-01T05:01")

    flagging.flag_calendar(last_evening_in_guayaquil)
    assert telling.kinds_of(commitment) == ["commitment.due_soon"]

    assert flagging.flag_calendar(next_morning) == 1
    development = telling.told(commitment)[1]
    assert development.kind == "commitment.overdue"
    assert development.occurred_date == date(2026, 4, 1)
    assert development.own_citations[0].exact == factories.QUOTE
    assert development.title == "Commitment overdue: No foreign bases"
    assert development.summary["en"] == f"{development.title}."
    assert development.explanation == {"rule": "commitment.overdue", "due": "2026-03-01"}
    assert (development.detector, development.detector_version) == (clock.CODE, clock.VERSION)
    assert (development.occurred_precision, development.detected_at) == ("day", next_morning)
    revision = models.Revision.objects.get(record=development.identity)
    assert (revision.actor, revision.reason) == ("clock", "the calendar")
    assert revision.is_by_machine
    assert models.Commitment.objects.get().schedule == "overdue"
    assert models.Commitment.objects.get().verdict == "not_yet_rated"


@pytest.mark.parametrize(
    ("due", "now", "kinds"),
    [
        ("2026-03-31", "2026-03-01T04:59", []),
        ("2026-03-31", "2026-03-01T05:00", ["commitment.due_soon"]),
        ("2026-03", "2026-03-01T05:00", ["commitment.due_soon"]),
        ("2026-03", "2026-04-01T04:59", ["commitment.due_soon"]),
        ("2026-03", "2026-04-01T05:00", ["commitment.overdue"]),
        ("2026", "2026-12-01T04:59", []),
        ("2026", "2026-12-01T05:00", ["commitment.due_soon"]),
        ("2026", "2027-01-01T05:00", ["commitment.overdue"]),
        ("2026-01-25", "2026-12-01T05:00", ["commitment.overdue"]),
    ],
)
def test_a_deadline_is_near_or_passed_by_its_precision_and_never_both(
    due: str, now: str, kinds: list[str]
) -> None:
    assert holds(telling.commitment(due_date=due), now) == kinds


@pytest.mark.parametrize("verdict", ["kept", "partially_kept", "broken", "withdrawn", "superseded"])
def test_of_a_commitment_that_was_judged_for_good_nothing_is_told(verdict: str) -> None:
    commitment = telling.commitment(watch={"terms": {"foreign bases": 3}})
    models.Commitment.objects.update(verdict=verdict)

    assert holds(commitment, "2030-01-01T12:00") == []


def test_a_stated_intention_without_criteria_is_never_overdue() -> None:
    intention = telling.commitment(strength="stated_intention")

    assert holds(intention, "2026-03-20T12:00") == ["commitment.due_soon"]
    assert holds(intention, "2026-05-01T12:00") == []


def test_a_stated_intention_with_a_criterion_of_success_can_be_overdue() -> None:
    intention = telling.commitment(
        strength="stated_intention", criteria=[{"kind": "success", "text": "A base is closed."}]
    )

    assert holds(intention, "2026-05-01T12:00") == ["commitment.overdue"]


@pytest.mark.parametrize(
    ("planned", "now", "kinds"),
    [
        ({}, "2026-03-01T04:59", []),
        ({}, "2026-03-01T05:00", ["meeting.unreported"]),
        ({"ends_at": "2026-02-27"}, "2026-03-03T04:59", []),
        ({"ends_at": "2026-02-27"}, "2026-03-03T05:00", ["meeting.unreported"]),
        ({"starts_at": "2026-02"}, "2026-03-04T04:59", []),
        ({"starts_at": "2026-02"}, "2026-03-04T05:00", ["meeting.unreported"]),
        ({"starts_at": "2026"}, "2026-12-31T12:00", []),
        # Late in the evening of the 25th where it meets, the 26th in UTC.
        ({"starts_at": "2026-02-26T03:00:00Z"}, "2026-03-01T04:59", []),
        ({"starts_at": "2026-02-26T03:00:00Z"}, "2026-03-01T05:00", ["meeting.unreported"]),
        ({"starts_at": None}, "2027-03-01T05:00", []),
        ({"status": "tentative"}, "2026-03-01T05:00", ["meeting.unreported"]),
        ({"status": "rumoured"}, "2026-03-01T05:00", []),
        ({"status": "postponed"}, "2026-03-01T05:00", []),
        ({"status": "cancelled"}, "2026-03-01T05:00", []),
        ({"status": "passed"}, "2026-03-01T05:00", []),
    ],
)
def test_a_meeting_is_unreported_three_days_after_its_last_day_where_it_meets(
    planned: dict[str, Any], now: str, kinds: list[str]
) -> None:
    assert holds(telling.meeting(**planned), now) == kinds


@pytest.mark.parametrize(
    ("kind", "occurred", "state", "kinds"),
    [
        ("meeting.held", date(2026, 2, 26), "flagged", []),
        ("meeting.held", None, "flagged", []),
        ("meeting.held", date(2026, 2, 26), "dismissed", ["meeting.unreported"]),
        # That is another meeting, of the year before.
        ("meeting.held", date(2025, 2, 26), "flagged", ["meeting.unreported"]),
        ("meeting.cancelled", date(2026, 2, 1), "flagged", []),
        ("meeting.announced", date(2026, 2, 1), "flagged", ["meeting.unreported"]),
    ],
)
def test_a_report_of_what_became_of_a_meeting_answers(
    kind: str, occurred: date | None, state: str, kinds: list[str]
) -> None:
    meeting = telling.meeting()
    row = factories.development(subject=meeting, kind=kind, occurred_date=occurred)
    if state == "dismissed":
        reviewing.dismiss(row, factories.ACTOR, "another one", factories.NOW)

    assert holds(meeting, "2026-03-05T12:00") == kinds


def test_a_meeting_that_was_postponed_is_unreported_by_the_day_that_it_was_given_then() -> None:
    meeting = telling.meeting()
    factories.development(subject=meeting, kind="meeting.postponed", detected_at=datetime.now(UTC))
    assert holds(meeting, "2026-03-05T12:00") == []

    factories.changed(meeting, starts_at="2026-03-10")

    assert holds(meeting, "2026-03-13T12:00") == []
    assert holds(meeting, "2026-03-14T12:00") == ["meeting.unreported"]


def test_a_quote_of_an_article_from_its_days_on_is_a_report_of_a_meeting() -> None:
    meeting = telling.meeting()
    article = factories.document(published_at="2026-02-25", url="https://courier.example/held")
    known = factories.shown(meeting)["citations"][0]

    factories.changed(
        meeting,
        citations=[
            {"document": known["document"]["slug"], "exact": factories.QUOTE},
            {"document": article.slug, "exact": factories.QUOTE},
        ],
    )

    assert holds(meeting, "2026-03-05T12:00") == []


def test_an_unreported_meeting_is_told_with_its_day_in_both_languages() -> None:
    meeting = telling.meeting(ends_at="2026-02-27")

    assert flagging.flag_calendar(at("2026-03-05T12:00")) == 1

    (development,) = telling.told(meeting)
    assert development.title == "Meeting unreported: Talks at San Tomé"
    assert development.summary == {
        "en": "Meeting unreported: Talks at San Tomé. Planned until 2026-02-27; "
        "no report was found of what became of it.",
        "es": "Reunión sin noticias: Talks at San Tomé. Prevista hasta el 2026-02-27; "
        "no se halló noticia de qué fue de ella.",
    }
    assert (development.occurred_date, development.is_backfill) == (date(2026, 3, 3), False)
    assert development.explanation == {"rule": "meeting.unreported", "planned": "2026-02-27"}


@pytest.mark.parametrize(
    ("fields", "now", "kinds"),
    [
        ({"expiry_date": "2026-12-31"}, "2026-10-02T04:59", []),
        ({"expiry_date": "2026-12-31"}, "2026-10-02T05:00", ["agreement.expiring"]),
        ({"expiry_date": "2026-12"}, "2026-10-02T05:00", ["agreement.expiring"]),
        ({"expiry_date": "2026"}, "2026-10-02T05:00", ["agreement.expiring"]),
        ({"expiry_date": "2026"}, "2027-01-01T04:59", ["agreement.expiring"]),
        ({"expiry_date": "2026"}, "2027-01-01T05:00", []),
        ({"expiry_date": "2026", "status": "terminated"}, "2026-10-02T05:00", []),
        ({"publication_due_date": "2026-05"}, "2026-06-01T04:59", []),
        (
            {"publication_due_date": "2026-05"},
            "2026-06-01T05:00",
            ["agreement.publication_overdue"],
        ),
        ({"publication_due_date": "2026-05", "text_status": "published"}, "2026-07-01T05:00", []),
        (
            {"publication_due_date": "2026-05", "text_status": "partial"},
            "2026-07-01T05:00",
            ["agreement.publication_overdue"],
        ),
        ({"publication_due_date": "2026-05", "status": "withdrawn"}, "2026-07-01T05:00", []),
        ({"in_force_date": "2026-01-01", "status": "in_force"}, "2027-07-01T05:00", []),
    ],
)
def test_of_an_agreement_its_last_days_and_a_text_not_seen_are_told(
    fields: dict[str, Any], now: str, kinds: list[str]
) -> None:
    assert holds(telling.agreement(**fields), now) == kinds


IN_FORCE = {"status": "in_force", "in_force_date": "2026-01-31"}


@pytest.mark.parametrize(
    ("party", "fields", "now", "kinds"),
    [
        ({"kind": "state", "code": "US"}, {}, "2026-05-31T23:59", []),
        (
            {"kind": "state", "code": "US"},
            {},
            "2026-06-01T05:00",
            ["agreement.publication_overdue"],
        ),
        (
            {"kind": "ministry", "country": "US"},
            {"in_force_date": "2026-01"},
            "2026-06-01T05:00",
            ["agreement.publication_overdue"],
        ),
        ({"kind": "company", "country": "US"}, {}, "2026-06-01T05:00", []),
        ({"kind": "state", "code": "US"}, {"status": "signed"}, "2026-06-01T05:00", []),
        ({"kind": "state", "code": "US"}, {"binding": "non_binding"}, "2026-06-01T05:00", []),
        ({"kind": "state", "code": "US"}, {"text_status": "published"}, "2026-06-01T05:00", []),
        ({"kind": "state", "code": "US"}, {"publication_due_date": "2027"}, "2026-06-01T05:00", []),
        # The law as it is asks for it since September 2023.
        ({"kind": "state", "code": "US"}, {"in_force_date": "2023-09-18"}, "2026-06-01T05:00", []),
    ],
)
def test_the_united_states_publish_within_120_days_of_entry_into_force_unless_a_day_is_entered(
    party: dict[str, Any], fields: dict[str, Any], now: str, kinds: list[str]
) -> None:
    american = factories.party(name="American side", time_zone="America/New_York", **party)
    parties = [{"party": factories.costaguana().slug}, {"party": american.slug}]

    agreement = telling.agreement(parties=parties, **{**IN_FORCE, **fields})

    assert holds(agreement, now) == kinds


def test_a_text_is_told_as_not_seen_published_and_by_which_rule() -> None:
    american = factories.party(name="United States", kind="state", code="US")
    agreement = telling.agreement(parties=[{"party": american.slug}], **IN_FORCE)

    assert flagging.flag_calendar(at("2026-06-10T12:00")) == 1

    (development,) = telling.told(agreement)
    assert development.summary == {
        "en": "Text not seen published: Agreement on the Port of Sulaco. "
        "Not seen published by 2026-05-31.",
        "es": "Texto no visto publicado: Agreement on the Port of Sulaco. "
        "A 2026-05-31 no se ha visto publicado.",
    }
    assert development.explanation == {
        "rule": "agreement.publication_overdue",
        "publication_due": "2026-05-31",
        "by": "22 CFR 181.9",
    }
    assert development.occurred_date == date(2026, 6, 1)


def test_an_agreement_that_expires_is_told_once_for_each_date() -> None:
    agreement = telling.agreement(expiry_date="2026-12")

    assert flagging.flag_calendar(at("2026-11-10T12:00")) == 1
    assert flagging.flag_calendar(at("2026-11-20T12:00")) == 0
    factories.changed(agreement, expiry_date="2027")
    assert flagging.flag_calendar(at("2026-11-21T12:00")) == 0
    assert flagging.flag_calendar(at("2027-11-21T12:00")) == 1

    first, second = telling.told(agreement)
    assert (first.occurred_date, second.occurred_date) == (date(2026, 11, 10), date(2027, 11, 21))
    assert (first.summary["en"], second.summary["es"]) == (
        "Agreement expiring: Agreement on the Port of Sulaco. Expires: 2026-12.",
        "Acuerdo próximo a expirar: Agreement on the Port of Sulaco. Expira: 2027.",
    )
