"""Evidence on a commitment: for, against, and how far was searched where there is none."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.api import expect
from tracker import flagging, models, reviewing

pytestmark = pytest.mark.django_db

ADDRESS = "/v1/commitments/no-foreign-bases/evidence"
TEXT = f"SULACO, Jan. 25. {factories.QUOTE}, the minister said."
TRADE = "SULACO, Jan. 26. Exports of silver rose by a fifth last year, the port office said."


NONE = {direction: {"count": 0, "is_exact": True} for direction in ("for", "against", "reported")}


def bears(relation: str, **more: object) -> list[dict[str, object]]:
    return [{"commitment": "no-foreign-bases", "relation": relation, "side": "holder", **more}]


def test_without_any_document_nothing_was_searched(client: Client) -> None:
    factories.commitment(watch={"terms": {"foreign base": 3.0, "garrison": 1.0}})

    assert expect.json(client.get(ADDRESS)) == {
        "commitment": {
            "type": "commitment",
            "slug": "no-foreign-bases",
            "title": "No foreign bases",
            "url": "/v1/commitments/no-foreign-bases",
        },
        "for": [],
        "against": [],
        "reported": [],
        "next": None,
        "previous": None,
        "next_cursor": None,
        "previous_cursor": None,
        "counts": NONE,
        "unjudged_reports": {"count": 0, "latest": None},
        "found_nothing": True,
        "searched": {
            "sources": [],
            "documents": 0,
            "outlets": 0,
            "until": None,
            "languages": [],
            "terms": ["foreign base", "garrison"],
        },
        "sentence": {
            "en": "No document has been read for this commitment yet.",
            "es": "Todavía no se ha leído ningún documento para este compromiso.",
        },
    }


def test_what_was_read_before_a_commitment_was_on_record_was_not_searched_for_it(
    client: Client,
) -> None:
    factories.snapshot(TRADE)
    flagging.flag_waiting(10)
    factories.commitment()

    assert expect.json(client.get(ADDRESS))["searched"]["sources"] == []


def test_confirmed_relations_are_for_and_against_with_their_quotes(client: Client) -> None:
    document = factories.document()
    factories.commitment()
    quote = {"document": document.slug, "exact": factories.QUOTE}
    factories.statement(slug="upheld", relations=bears("reaffirms", citations=[quote]))
    factories.event(
        slug="port-act", citations=[quote], relations=bears("breaks", side="third_party")
    )
    factories.statement(slug="aside", relations=bears("mentions"))

    found = expect.json(client.get(ADDRESS))

    (upheld,), (broken,) = found["for"], found["against"]
    quotes = [upheld.pop("quotes"), broken.pop("quotes")]
    assert [[cited["exact"] for cited in cites] for cites in quotes] == [[factories.QUOTE]] * 2
    assert upheld == {
        "type": "statement",
        "slug": "upheld",
        "title": "We will not host foreign bases.",
        "url": "/v1/statements/upheld",
        "html_url": "/statements/upheld",
        "relation": "reaffirms",
        "side": "holder",
        "review_state": "confirmed",
        "date": "2026-01-25",
        "precision": "day",
    }
    assert broken == {
        "type": "event",
        "slug": "port-act",
        "title": "Congress passes the Port Act",
        "url": "/v1/events/port-act",
        "html_url": "/events/port-act",
        "relation": "breaks",
        "side": "third_party",
        "review_state": "confirmed",
        "date": "2026-02-03",
        "precision": "day",
    }
    assert found["found_nothing"] is False


def test_what_is_only_flagged_counts_for_none_and_once_confirmed_is_a_statement(
    client: Client,
) -> None:
    development = factories.development(
        snapshot=factories.snapshot(),
        kind="commitment.reaffirmed",
        relation="reaffirms",
        has_cleared_bar=True,
        speaker_official=factories.ana_ruiz(),
        occurred_date=date(2026, 1, 25),
    )
    before = expect.json(client.get(ADDRESS))
    (flagged,) = before["reported"]
    assert before["for"] == []
    assert before["sentence"]["en"].startswith("No document")
    reviewing.confirm(development, factories.ACTOR, "said so", factories.NOW)

    after = expect.json(client.get(ADDRESS))
    (confirmed,) = after["for"]
    assert after["reported"] == []

    assert (before["for"], before["found_nothing"], after["reported"]) == ([], True, [])
    assert (flagged["type"], flagged["slug"], flagged["review_state"]) == (
        "development",
        development.slug,
        "flagged",
    )
    assert (confirmed["type"], confirmed["slug"], confirmed["review_state"]) == (
        "statement",
        f"said-in-{development.slug}",
        "confirmed",
    )


def test_a_report_is_reported_and_not_judged_until_it_is_said_what_it_means(
    client: Client,
) -> None:
    subject = factories.commitment()
    older = factories.development(subject=subject, occurred_date=date(2026, 1, 20))
    latest = factories.development(subject=subject, occurred_date=date(2026, 2, 3))
    meaning = factories.meaning(subject=subject, report=latest, snapshot=factories.snapshot(TEXT))
    models.Snapshot.objects.update(flagged_at=timezone.now())
    before = expect.json(client.get(ADDRESS))

    reviewing.confirm(meaning, factories.ACTOR, "said so", factories.NOW)

    after = expect.json(client.get(ADDRESS))
    assert before["unjudged_reports"] == {"count": 2, "latest": "2026-02-03"}
    assert after["unjudged_reports"] == {"count": 1, "latest": "2026-01-20"}
    assert (before["found_nothing"], after["found_nothing"]) == (False, False)
    read = before["searched"]["until"][:16].replace("T", " ")
    assert before["sentence"] == {
        "en": "Reported, not judged: 2 reports, the latest of 2026-02-03; "
        f"1 document of 1 outlet read until {read} UTC.",
        "es": "Informado, sin valorar: 2 informaciones, la última del 2026-02-03; "
        f"1 documento de 1 medio, leídos hasta {read} UTC.",
    }
    assert after["sentence"]["en"].startswith("1 for and 0 against; ")
    assert [item["slug"] for item in before["reported"]] == [older.slug, latest.slug]
    assert [item["slug"] for item in after["reported"]] == [older.slug]


def test_a_report_of_which_a_meaning_was_dismissed_has_been_judged(client: Client) -> None:
    subject = factories.commitment()
    report = factories.development(subject=subject, occurred_date=None, occurred_precision="")
    meaning = factories.meaning(subject=subject, report=report)
    waiting = expect.json(client.get(ADDRESS))["unjudged_reports"]

    reviewing.dismiss(meaning, factories.ACTOR, "misread", factories.NOW)

    assert waiting == {"count": 1, "latest": None}
    judged = expect.json(client.get(ADDRESS))
    assert judged["unjudged_reports"] == {"count": 0, "latest": None}
    assert judged["found_nothing"] is True


def test_a_report_changes_no_axis_and_one_below_its_bar_is_not_counted(client: Client) -> None:
    subject = factories.commitment()
    factories.development(subject=subject)
    factories.development(subject=subject, confidence=0.4)

    body = expect.json(client.get("/v1/commitments/no-foreign-bases"))
    assert expect.json(client.get(ADDRESS))["unjudged_reports"]["count"] == 1
    axes = ("schedule", "consistency", "evidence_for", "evidence_against")
    assert [body[name] for name in axes] == [
        *("no_deadline", "single_statement", "none_found", "none_found")
    ]


def test_what_waits_for_a_person_is_no_evidence_yet(client: Client) -> None:
    factories.development(kind="commitment.contradicted", relation="contradicts")

    assert expect.json(client.get(ADDRESS))["found_nothing"] is True


def test_terms_are_suggested_from_the_words_where_none_are_entered(client: Client) -> None:
    factories.commitment(text="Costaguana will not host foreign bases.")

    terms = expect.json(client.get(ADDRESS))["searched"]["terms"]

    assert "foreign bases" in terms


def test_evidence_changes_its_tag_when_more_was_read(client: Client) -> None:
    factories.commitment()
    etag = client.get(ADDRESS)["ETag"]
    expect.unchanged(client.get(ADDRESS, headers={"If-None-Match": etag}), etag)
    factories.snapshot(TRADE)
    flagging.flag_waiting(10)

    response = client.get(ADDRESS, headers={"If-None-Match": etag})

    assert (response.status_code, response["ETag"] == etag) == (200, False)


def test_what_is_no_commitment_has_no_evidence(client: Client) -> None:
    expect.problem(client.get(ADDRESS), 404, "not_found")
    expect.problem(client.get("/v1/topics/x/evidence"), 404, "not_found")
    factories.commitment()
    expect.problem(client.get(f"{ADDRESS}?known_at=2026"), 400, "unknown_parameter")
