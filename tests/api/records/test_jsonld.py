"""Records in the words of schema.org."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import expect, schema_org
from tracker import models, recording, serializers
from tracker.representations import linked_data

pytestmark = pytest.mark.django_db

HOME = schema_org.HOME


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def test_a_commitment_with_a_verdict_is_a_claim_and_its_review(client: Client) -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    row = factories.commitment(
        made_by=[{"official": factories.ana_ruiz().slug}],
        stated_date="2026-01",
        topics=[factories.topic().slug],
        citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}],
    )
    with recording.change(factories.ACTOR, "assessed") as change:
        factories.AssessmentFactory.create(
            commitment=row,
            verdict="broken",
            effective_date=date(2026, 2, 1),
            reason="A foreign base opened at Sulaco.",
        )
        row.verdict = "broken"
        row.save(update_fields=["verdict"])
        change.touch(row)

    address = f"{HOME}/v1/commitments/no-foreign-bases"
    assert schema_org.described(client, "/v1/commitments/no-foreign-bases") == {
        "@context": schema_org.CONTEXT,
        "@id": address,
        "@type": "Claim",
        "url": schema_org.page(address),
        "name": "No foreign bases",
        "text": "Costaguana will not host foreign military bases.",
        "inLanguage": "en",
        "author": [
            {
                "@id": f"{HOME}/v1/officials/ana-ruiz",
                "@type": "Person",
                "name": "Ana Ruiz",
            }
        ],
        "datePublished": "2026-01",
        "about": [
            {
                "@id": f"{HOME}/v1/topics/foreign-bases",
                "@type": "Thing",
                "name": "Foreign bases",
            }
        ],
        "appearance": [
            {
                "@id": f"{HOME}/v1/documents/{snapshot.document.slug}",
                "@type": "NewsArticle",
                "headline": "Costaguana rules out foreign bases",
                "url": "https://courier.example/bases",
                "datePublished": "2026-01-25",
                "publisher": {
                    "@type": "NewsMediaOrganization",
                    "name": "The Sulaco Courier",
                },
                "hasPart": {
                    "@type": "Quotation",
                    "text": "Costaguana will not host foreign bases",
                    "inLanguage": "en",
                },
            }
        ],
        "review": {
            "@id": f"{address}#review",
            "@type": "ClaimReview",
            "url": schema_org.page(address),
            "claimReviewed": "Costaguana will not host foreign military bases.",
            "itemReviewed": {"@id": address},
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 1,
                "bestRating": 4,
                "worstRating": 1,
                "alternateName": "Broken",
                "ratingExplanation": "A foreign base opened at Sulaco.",
            },
            "datePublished": "2026-02-01",
            "author": {"@type": "Organization", "name": "On Record", "url": HOME},
            "citation": [],
        },
    }


def test_a_commitment_without_a_verdict_is_a_claim_of_its_holders(client: Client) -> None:
    factories.commitment()

    document = schema_org.described(client, "/v1/commitments/no-foreign-bases")

    assert document["author"] == [schema_org.COSTAGUANA]
    assert "review" not in document


def test_words_that_are_not_the_articles_own_are_no_quotation_of_it(client: Client) -> None:
    snapshot = factories.snapshot(text_kind="summary")
    factories.commitment(citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}])

    document = schema_org.described(client, "/v1/commitments/no-foreign-bases")

    assert document["appearance"][0]["headline"] == "Costaguana rules out foreign bases"
    assert "hasPart" not in document["appearance"][0]


def test_an_agreement_is_legislation(client: Client) -> None:
    row = factories.agreement(
        status="in_force",
        signed_date="2026-01-25",
        in_force_date="2026-02",
        text_url="https://treaties.example/port.pdf",
        summary="The port is leased.",
    )

    address = f"{HOME}/v1/agreements/{row.slug}"
    assert schema_org.described(client, f"/v1/agreements/{row.slug}") == {
        "@context": schema_org.CONTEXT,
        "@id": address,
        "@type": "Legislation",
        "url": schema_org.page(address),
        "name": "Agreement on the Port of Sulaco",
        "abstract": "The port is leased.",
        "legislationType": "Treaty",
        "legislationDate": "2026-01-25",
        "legislationPassedBy": [schema_org.COSTAGUANA, schema_org.RURITANIA],
        "legislationLegalForce": "https://schema.org/InForce",
        "temporalCoverage": "2026-02/..",
        "encoding": {
            "@type": "LegislationObject",
            "contentUrl": "https://treaties.example/port.pdf",
        },
    }


@pytest.mark.parametrize(
    ("status", "force"),
    [
        ("signed", "https://schema.org/NotInForce"),
        ("provisionally_applied", "https://schema.org/PartiallyInForce"),
        ("terminated", "https://schema.org/NotInForce"),
        ("unclear", None),
    ],
)
def test_an_agreement_says_whether_it_is_in_force(
    client: Client, status: str, force: str | None
) -> None:
    row = factories.agreement(status=status)

    found = schema_org.described(client, f"/v1/agreements/{row.slug}")

    assert found.get("legislationLegalForce") == force


def test_a_list_is_an_item_list_whose_pages_are_linked(client: Client) -> None:
    for title in ("Port Act", "Mine Act"):
        factories.event(title=title)

    response = client.get("/v1/events?page_size=1&format=jsonld")

    document = response.json()
    address = f"{HOME}/v1/events/mine-act"
    assert document == {
        "@context": schema_org.CONTEXT,
        "@id": f"{HOME}/v1/events?page_size=1&format=jsonld",
        "@type": "ItemList",
        "itemListElement": [
            {
                "@id": address,
                "@type": "Event",
                "url": schema_org.page(address),
                "name": "Mine Act",
                "startDate": "2026-02-03",
            }
        ],
    }
    assert response["Link"].endswith('rel="next"')


NOT_DESCRIBED: dict[str, Callable[[], models.Record]] = {
    "topic": factories.topic,
    "source": factories.source,
}


def test_all_other_records_are_described() -> None:
    assert models.RECORDS.keys() - NOT_DESCRIBED.keys() == linked_data.DESCRIBED


@pytest.mark.parametrize("record_type", NOT_DESCRIBED)
def test_what_schema_org_has_no_word_for_is_a_406(client: Client, record_type: str) -> None:
    row = NOT_DESCRIBED[record_type]()
    plural = serializers.PLURALS[record_type]

    for address in (f"/v1/{plural}", f"/v1/{plural}/{row.slug}"):
        response = client.get(address, headers={"Accept": "application/ld+json"})
        expect.problem(response, 406, "not_acceptable")
