"""Statements, developments and verdicts in the words of schema.org."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import moments, schema_org
from tracker import vocabularies
from tracker.representations import schema_org as words

pytestmark = pytest.mark.django_db

HOME = schema_org.HOME
ANA_RUIZ = {"@id": f"{HOME}/v1/officials/ana-ruiz", "@type": "Person", "name": "Ana Ruiz"}
COMMITMENT = {
    "@id": f"{HOME}/v1/commitments/no-foreign-bases",
    "@type": "Claim",
    "name": "No foreign bases",
}
NOT_ON_THE_SCALE = {
    "not_yet_rated",
    "in_progress",
    "stalled",
    "superseded",
    "withdrawn",
    "unverifiable",
    "disputed",
}


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def article(snapshot: Any) -> dict[str, Any]:
    return {
        "@id": f"{HOME}/v1/documents/{snapshot.document.slug}",
        "@type": "NewsArticle",
        "headline": "Costaguana rules out foreign bases",
        "url": "https://courier.example/bases",
        "datePublished": "2026-01-25",
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Sulaco Courier"},
        "hasPart": {
            "@type": "Quotation",
            "text": "Costaguana will not host foreign bases",
            "inLanguage": "en",
        },
    }


def test_a_direct_quote_is_a_quotation_of_its_speaker(client: Client) -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    commitment = factories.commitment()
    row = factories.statement(
        is_direct_quote=True,
        relations=[{"commitment": commitment.slug, "relation": "reaffirms", "side": "holder"}],
        citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}],
        translations={"es": {"text": "No acogeremos bases extranjeras."}},
    )

    assert schema_org.described(client, f"/v1/statements/{row.slug}") == {
        "@context": schema_org.CONTEXT,
        "@id": f"{HOME}/v1/statements/{row.slug}",
        "@type": "Quotation",
        "url": f"{HOME}/statements/{row.slug}",
        "text": "We will not host foreign bases.",
        "inLanguage": "en",
        "creator": [ANA_RUIZ],
        "datePublished": "2026-01-25",
        "about": [COMMITMENT],
        "isPartOf": [article(snapshot)],
        "workTranslation": [
            {
                "@type": "Quotation",
                "text": "No acogeremos bases extranjeras.",
                "inLanguage": "es",
            }
        ],
    }


@pytest.mark.parametrize(
    ("attribution", "creator"),
    [
        ("named", {"@type": "Person", "name": "The Courier"}),
        ("institution", {"@type": "Thing", "name": "The Courier"}),
        ("outlet", {"@type": "NewsMediaOrganization", "name": "The Courier"}),
    ],
)
def test_words_in_our_own_form_are_a_statement_of_whoever_is_named(
    client: Client, attribution: str, creator: dict[str, str]
) -> None:
    row = factories.statement(
        official=None, attribution=attribution, attributed_as="The Courier", slug="a-statement"
    )

    document = schema_org.described(client, f"/v1/statements/{row.slug}")

    assert (document["@type"], document["creator"]) == ("Statement", creator)


def test_a_development_is_a_report_that_says_what_a_machine_flagged(client: Client) -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    row = factories.development(
        snapshot=snapshot, confidence=0.834, occurred_date=date(2026, 1, 25)
    )

    assert schema_org.described(client, f"/v1/developments/{row.slug}") == {
        "@context": schema_org.CONTEXT,
        "@id": f"{HOME}/v1/developments/{row.slug}",
        "@type": "Report",
        "url": f"{HOME}/developments/{row.slug}",
        "headline": "New report on No foreign bases, citing Ana Ruiz",
        "abstract": [
            {"@language": "en", "@value": "A report cites Ana Ruiz."},
            {"@language": "es", "@value": "Se cita a Ana Ruiz."},
        ],
        "genre": "New report",
        "keywords": "commitment.reported",
        "datePublished": "2026-03-01T12:00:00.000000Z",
        "dateModified": factories.shown(row)["changed_at"],
        "temporalCoverage": "2026-01-25",
        "author": {"@type": "Organization", "name": "On Record", "url": HOME},
        "about": [COMMITMENT],
        "creativeWorkStatus": "Flagged by machine",
        "backstory": "A machine flagged it, and no person has reviewed it. Its confidence is 0.83.",
        "citation": [article(snapshot)],
    }


def test_a_development_that_a_person_confirmed_says_so(client: Client) -> None:
    official = factories.ana_ruiz()
    row = factories.development(review_state="confirmed", speaker_official=official)

    document = schema_org.described(client, f"/v1/developments/{row.slug}")

    assert document["creativeWorkStatus"] == "Confirmed"
    assert document["backstory"] == "A person reviewed it and found it right."
    assert document["mentions"] == [ANA_RUIZ]


def test_lists_of_both_are_linked_data_too(client: Client) -> None:
    factories.development()
    factories.statement()

    for plural, name in (("developments", "Report"), ("statements", "Statement")):
        (found,) = schema_org.described(client, f"/v1/{plural}")["itemListElement"]
        assert found["@type"] == name


def test_every_verdict_is_on_the_scale_or_named_as_on_none() -> None:
    codes = {verdict.value for verdict in vocabularies.Verdict}

    assert codes == {verdict.value for verdict in words.RATINGS} | NOT_ON_THE_SCALE
    assert len(set(words.RATINGS.values())) == len(words.RATINGS)


@pytest.mark.parametrize(("verdict", "value"), [("kept", 4), ("upheld_so_far", 3), ("broken", 1)])
def test_a_verdict_on_the_scale_has_a_number(client: Client, verdict: str, value: int) -> None:
    moments.judged(factories.commitment(), verdict, date(2026, 3, 1))

    document = schema_org.described(client, "/v1/commitments/no-foreign-bases")

    rating = document["review"]["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, value, 4)


def test_a_verdict_on_no_scale_has_its_name_alone(client: Client) -> None:
    moments.judged(factories.commitment(), "disputed", date(2026, 3, 1))

    document = schema_org.described(client, "/v1/commitments/no-foreign-bases")

    assert document["review"]["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Disputed",
        "ratingExplanation": "It was disputed.",
    }
