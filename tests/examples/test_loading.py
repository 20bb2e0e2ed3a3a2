"""The example of Ecuador and the United States, as it is loaded."""

from datetime import UTC, datetime

import pytest

from tracker import editing, ingest, models, recording
from tracker.examples import loading

NAME = "ecuador_us"
NOW = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
HELD = {
    "source": 12,
    "topic": 5,
    "party": 14,
    "document": 14,
    "official": 10,
    "agreement": 5,
    "meeting": 3,
    "event": 1,
    "commitment": 7,
    "statement": 4,
    "development": 2,
}

pytestmark = pytest.mark.django_db


def load() -> loading.Loaded:
    return loading.load(NAME, "example", NOW)


def head() -> int:
    return models.LedgerHead.objects.sequence()


def test_the_example_creates_every_record_and_announces_each_once() -> None:
    before = head()

    loaded = load()

    assert loaded == loading.Loaded(created=75, articles=14)
    assert {code: model._default_manager.count() for code, model in models.RECORDS.items()} == HELD
    assert head() - before == 77
    assert {
        model.is_public for kind in models.RECORDS.values() for model in kind._default_manager.all()
    } == {True}
    assert set(models.Revision.objects.values_list("actor", "event_type")) == {
        ("example", "record.created"),
        ("example", "commitment.verdict_changed"),
    }


def test_loading_twice_writes_nothing() -> None:
    load()
    before = head(), models.Snapshot.objects.count(), models.Citation.objects.count()

    loaded = load()

    assert loaded == loading.Loaded(created=0, articles=0)
    assert (head(), models.Snapshot.objects.count(), models.Citation.objects.count()) == before


def test_what_an_editor_changed_is_not_overwritten() -> None:
    load()
    noboa = models.Official.objects.get(identity__slug="daniel-noboa")
    with recording.change("maria", "full name") as change:
        editing.update(change, noboa, {"name": "Daniel Noboa Azín"})

    load()

    noboa.refresh_from_db()
    assert noboa.name == "Daniel Noboa Azín"
    assert noboa.version == 2


def test_what_is_missing_is_added_again_and_cites_an_article_that_was_handed_in_before() -> None:
    article = next(a for a in articles() if a["slug"] == "teleamazonas-2025-12-sommerfeld")
    details = {key: article[key] for key in ("outlet", "language", "title")}
    entry = ingest.Entry("", article["text"], f"{article['url']}?utm_source=feed", details)
    with recording.change("maria", "handed in") as change:
        known = ingest.store(change, entry, NOW).document

    loaded = load()

    assert loaded == loading.Loaded(created=74, articles=13)
    bases = models.Commitment.objects.get(identity__slug="ecuador-no-foreign-bases")
    assert [c.snapshot.document_id for c in bases.own_citations] == [known.pk]


def test_a_known_article_without_the_cited_words_stops_the_loading_whole() -> None:
    article = next(a for a in articles() if a["slug"] == "teleamazonas-2025-12-sommerfeld")
    details = {"outlet": "Teleamazonas", "language": "es"}
    with recording.change("maria", "handed in") as change:
        ingest.store(change, ingest.Entry("", "Otro texto.", article["url"], details), NOW)
    before = head()

    with pytest.raises(editing.QuoteNotFound, match="nowhere"):
        load()

    assert head() == before
    assert not models.Party.objects.exists()


def test_an_unknown_example_is_named_with_those_that_there_are() -> None:
    with pytest.raises(loading.UnknownExampleError, match=r"'atlantis'.*ecuador_us"):
        loading.load("atlantis", "example", NOW)


def test_progress_is_told_every_record_and_article() -> None:
    told: list[str] = []

    loading.load(NAME, "example", NOW, told.append)

    assert len(told) == loading.size(NAME) == 75
    assert told[0] == "source/infobae"
    assert "document/infobae-2026-01-26-operaciones" in told


def test_every_citation_stands_in_its_snapshot_where_it_says_and_only_there() -> None:
    load()

    cited = list(models.Citation.objects.select_related("snapshot"))

    assert len(cited) == 28
    for citation in cited:
        assert citation.snapshot.text[citation.start : citation.end] == citation.exact
        assert citation.snapshot.text.count(citation.exact) == 1


def test_every_article_is_labelled_a_summary_with_outlet_date_and_address() -> None:
    load()

    documents = list(models.Document.objects.all())

    assert {document.text_kind for document in documents} == {"summary"}
    assert {document.language for document in documents} == {"en", "es"}
    for document in documents:
        assert document.outlet
        assert document.published_at is not None
        assert document.published_precision in {"month", "day"}
        assert document.url.startswith("http")
        assert document.title.startswith("[")


def test_every_commitment_is_cited_and_watched_in_both_languages() -> None:
    load()

    commitments = list(models.Commitment.objects.all())

    assert {c.slug: (c.form, c.strength) for c in commitments} == {
        "ecuador-no-foreign-bases": ("refrain", "undertaking"),
        "us-no-permanent-presence-in-ecuador": ("refrain", "denial_of_plans"),
        "ecuador-no-base-in-galapagos": ("refrain", "undertaking"),
        "ecuador-respect-2025-referendum": ("maintain", "undertaking"),
        "ecuador-us-joint-operations-2026": ("act", "stated_intention"),
        "ecuador-joint-operations-march-2026": ("act", "stated_intention"),
        "us-patrol-boats-for-ecuador": ("act", "undertaking"),
    }
    for commitment in commitments:
        assert commitment.own_citations
        assert commitment.made_by.exists()
        assert commitment.watch["terms"]
        assert set(commitment.translations["es"]) == {"short_title", "text"}
        assert commitment.wording == "editorial"


def test_two_commitments_are_judged_each_with_its_reason_and_quote() -> None:
    load()

    judged = models.Commitment.objects.exclude(verdict="not_yet_rated")

    assert {c.slug: c.verdict for c in judged} == {
        "ecuador-no-base-in-galapagos": "upheld_so_far",
        "ecuador-no-foreign-bases": "upheld_so_far",
    }
    for assessment in models.Assessment.objects.all():
        assert assessment.reason
        assert assessment.citations.count() == 1


def test_only_the_commitment_for_march_is_overdue_in_april() -> None:
    load()

    schedules = {c.slug: str(c.schedule_at(NOW)) for c in models.Commitment.objects.all()}

    assert {slug: s for slug, s in schedules.items() if s != "no_deadline"} == {
        "ecuador-joint-operations-march-2026": "overdue",
        "ecuador-us-joint-operations-2026": "pending",
    }


def test_the_january_meeting_is_still_to_be_reported_as_held() -> None:
    load()

    meeting = models.Meeting.objects.get(identity__slug="ecuador-us-security-meeting-2026-01-25")

    assert meeting.status == "confirmed"
    assert [str(p.official) for p in meeting.participants.select_related("official")] == [
        "Joseph Humire",
        "Gabriela Sommerfeld",
        "John Reimberg",
        "Gian Carlo Loffredo",
        "Henry Delgado",
    ]
    assert set(models.Meeting.objects.values_list("status", flat=True)) == {"confirmed"}
    assert set(models.Participant.objects.values_list("attendance", flat=True)) == {"expected"}


def test_ministries_and_commands_are_found_with_their_state() -> None:
    load()

    ecuador = models.Party.objects.with_descendants(["ecuador"])
    united_states = models.Party.objects.with_descendants(["united-states"])

    assert len(ecuador) == 6
    assert len(united_states) == 5
    zones = models.Party.objects.filter(pk__in=ecuador).values_list("time_zone", flat=True)
    assert set(zones) == {"America/Guayaquil"}


def articles() -> list[dict[str, str]]:
    return loading.articles(NAME)
