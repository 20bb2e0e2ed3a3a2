"""From a text or the calendar to developments: what is stored, joined, withheld, and told once."""

import threading
from datetime import UTC, date, datetime

import orjson
import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tracker import flagging, models, reviewing

pytestmark = pytest.mark.django_db

TERMS = {"terms": {"foreign bases": 3, "bases extranjeras": 3, "host": 1}}
REAFFIRMED = (
    "SULACO, Feb. 10. Costaguana will not host foreign bases, Foreign Minister Ana Ruiz reaffirmed."
)


def watched_commitment(**fields: object) -> models.Commitment:
    factories.ana_ruiz()
    return factories.commitment(watch=TERMS, **fields)


def article(text: str, url: str, published: str = "2026-02-10", **fields: str) -> models.Snapshot:
    return factories.snapshot(text, url=url, published_at=published, **fields)


def reported() -> models.Development:
    return models.Development.objects.get(kind="commitment.reported")


def test_a_report_is_stored_with_its_quote_speaker_and_summary_in_both_languages() -> None:
    watched_commitment(translations={"es": {"short_title": "Sin bases extranjeras"}})
    snapshot = article(REAFFIRMED, "https://courier.example/1")

    flagging.flag_waiting(10)

    report = reported()
    assert report.subject.slug == "no-foreign-bases"
    assert (report.relation, report.side, report.report) == ("", "", None)
    assert report.speaker_official == factories.ana_ruiz()
    assert report.occurred_date == date(2026, 2, 10)
    assert report.summary == {
        "en": "New report on No foreign bases, citing Ana Ruiz.",
        "es": "Nueva información sobre Sin bases extranjeras, que cita a Ana Ruiz.",
    }
    (citation,) = report.own_citations
    assert citation.snapshot == snapshot
    assert snapshot.text[citation.start : citation.end] == citation.exact
    assert "will not host foreign bases" in citation.exact


def test_what_a_report_may_mean_is_a_development_of_its_own_that_waits_for_a_person() -> None:
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1")

    flagging.flag_waiting(10)

    meaning = models.Development.objects.get(kind="commitment.reaffirmed")
    assert meaning.report == reported()
    assert (meaning.relation, meaning.side) == ("reaffirms", "holder")
    assert meaning.summary["en"] == "Commitment reaffirmed by Ana Ruiz: No foreign bases."
    assert (meaning.is_public, reported().is_public) == (False, True)
    assert b"reaffirm" not in bytes(reported().body).split(b'"citations"')[0]


def test_a_report_lists_what_was_published_of_its_meanings() -> None:
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1")
    flagging.flag_waiting(10)
    meaning = models.Development.objects.get(kind="commitment.reaffirmed")
    assert orjson.loads(reported().body)["developments"] == []

    reviewing.confirm(meaning, "Emilia Gould", "she said so", timezone.now())

    meaning, report = factories.stored(meaning), reported()
    title = "Commitment reaffirmed by Ana Ruiz: No foreign bases"
    address = f"/v1/developments/{meaning.slug}"
    assert orjson.loads(report.body)["developments"] == [
        {"type": "development", "slug": meaning.slug, "title": title, "url": address}
        | {"kind": "commitment.reaffirmed"}
    ]
    assert orjson.loads(meaning.body)["report"]["slug"] == report.slug
    events = models.Revision.objects.filter(record__type="development").order_by("sequence")
    assert list(events.values_list("record__slug", "event_type")) == [
        (report.slug, "commitment.reported"),
        (report.slug, "development.confirmed"),
        (meaning.slug, "commitment.reaffirmed"),
    ]

    reviewing.dismiss(meaning, "Emilia Gould", "an old quote", timezone.now())

    assert orjson.loads(reported().body)["developments"] == []


def test_a_meaning_does_not_name_a_report_that_is_not_public(settings: Settings) -> None:
    settings.PUBLIC_FROM_CONFIDENCE = 1.0
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1")
    flagging.flag_waiting(10)
    assert not reported().is_public
    meaning = models.Development.objects.get(kind="commitment.reaffirmed")
    models.Development.objects.filter(pk=reported().pk).update(
        review_state="dismissed", review_reason="not about it"
    )

    reviewing.confirm(meaning, "Emilia Gould", "she said so", timezone.now())

    assert orjson.loads(factories.stored(meaning).body)["report"] is None


def test_the_first_public_revision_of_a_development_bears_its_kind() -> None:
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1")

    flagging.flag_waiting(10)

    revision = models.Revision.objects.get(record__type="development")
    assert (revision.event_type, revision.version) == ("commitment.reported", 1)
    assert revision.facets["commitment"] == ["no-foreign-bases"]
    assert revision.facets["party"] == ["costaguana"]


def test_a_text_is_read_with_the_party_whose_own_words_it_is() -> None:
    party = factories.costaguana().slug
    ministry = factories.source(slug="ministry", name="Cancillería", tier="official", party=party)
    release = article("We will not.", "https://ministry.example/1", source=ministry.slug)

    assert flagging.article(release).publisher == "costaguana"
    assert flagging.article(article(REAFFIRMED, "https://courier.example/1")).publisher is None


def test_a_snapshot_is_read_once() -> None:
    watched_commitment()
    snapshot = article(REAFFIRMED, "https://courier.example/1")

    assert flagging.flag_waiting(10) == 1
    assert flagging.flag_waiting(10) == 0

    snapshot.refresh_from_db()
    assert snapshot.flagged_at is not None
    assert snapshot.leased_until is None
    assert models.Development.objects.count() == 2


def test_a_statement_in_three_papers_is_one_development_with_three_citations() -> None:
    watched_commitment()
    for number, town in enumerate(("SULACO", "SAN TOMÉ", "ESMERALDA")):
        article(REAFFIRMED.replace("SULACO", town), f"https://courier.example/{number}")

    flagging.flag_waiting(10)

    assert reported().occurred_date == date(2026, 2, 10)
    assert [len(row.own_citations) for row in models.Development.objects.all()] == [3, 3]
    kinds = models.Revision.objects.filter(record=reported().identity).values_list(
        "event_type", flat=True
    )
    assert list(kinds) == ["commitment.reported", "record.updated", "record.updated"]


def test_the_same_words_four_days_later_are_another_development() -> None:
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1", "2026-02-10")
    article(REAFFIRMED.replace("Feb. 10", "Feb. 14"), "https://courier.example/2", "2026-02-14")

    flagging.flag_waiting(10)

    reports = models.Development.objects.filter(kind="commitment.reported")
    days = reports.order_by("occurred_date").values_list("occurred_date")
    assert list(days) == [(date(2026, 2, 10),), (date(2026, 2, 14),)]


def test_a_day_that_is_still_to_come_is_not_when_it_happened() -> None:
    factories.agreement()
    signed = "SULACO, March 9. Costaguana and Ruritania signed the Agreement on the Port of Sulaco"
    dated_ahead = article(f"{signed} on 8 March 2026.", "https://courier.example/1", "2026-03-09")
    assert dated_ahead.fetched_at == datetime(2026, 3, 1, 12, tzinfo=UTC)

    flagging.flag_waiting(10)

    development = models.Development.objects.get()
    assert (development.kind, development.subject.slug) == (
        "agreement.signed",
        "agreement-on-the-port-of-sulaco",
    )
    assert (development.occurred_date, development.occurred_precision) == (None, "")


def test_the_words_in_which_a_commitment_was_stated_do_not_reaffirm_it() -> None:
    snapshot = article(REAFFIRMED, "https://courier.example/1")
    quote = {"document": snapshot.document.slug, "exact": "Costaguana will not host foreign bases"}
    watched_commitment(citations=[quote])

    flagging.flag_waiting(10)

    assert not models.Development.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_read_two_papers_at_once_make_one_development() -> None:
    watched_commitment()
    snapshots = [article(REAFFIRMED, f"https://courier.example/{n}") for n in range(6)]
    claimed = models.Snapshot.objects.unflagged().claim(6, 60)
    assert {row.pk for row in claimed} == {row.pk for row in snapshots}

    def work(rows: list[models.Snapshot]) -> None:
        for row in rows:
            flagging.flag_snapshot(row)
        connection.close()

    threads = [threading.Thread(target=work, args=(claimed[n::2],)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [len(row.own_citations) for row in models.Development.objects.all()] == [6, 6]


def test_a_worker_whose_lease_was_taken_over_writes_nothing() -> None:
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1")
    (slow,) = models.Snapshot.objects.unflagged().claim(1, -1)
    (quick,) = models.Snapshot.objects.unflagged().claim(1, 60)

    assert flagging.flag_snapshot(slow) == []
    assert models.Development.objects.count() == 0
    assert len(flagging.flag_snapshot(quick)) == 2
