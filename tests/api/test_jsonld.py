"""Records in the words of schema.org."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import expect
from tracker import models, recording, serializers
from tracker.api.renderers import linked_data

pytestmark = pytest.mark.django_db

HOME = "https://record.example"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
    "legislationLegalForce": {"@type": "@id"},
}
COSTAGUANA = {
    "@id": f"{HOME}/v1/parties/costaguana",
    "@type": "GovernmentOrganization",
    "name": "Costaguana",
}
RURITANIA = {
    "@id": f"{HOME}/v1/parties/ruritania",
    "@type": "GovernmentOrganization",
    "name": "Ruritania",
}


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def described(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address, headers={"Accept": "application/ld+json"})
    assert response["Content-Type"] == "application/ld+json", response.content
    document: dict[str, Any] = response.json()
    return document


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
    assert described(client, "/v1/commitments/no-foreign-bases") == {
        "@context": CONTEXT,
        "@id": address,
        "@type": "Claim",
        "url": address,
        "name": "No foreign bases",
        "text": "Costaguana will not host foreign military bases.",
        "inLanguage": "en",
        "author": [{"@id": f"{HOME}/v1/officials/ana-ruiz", "@type": "Person", "name": "Ana Ruiz"}],
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
            "url": address,
            "claimReviewed": "Costaguana will not host foreign military bases.",
            "itemReviewed": {"@id": address},
            "reviewRating": {
                "@type": "Rating",
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

    document = described(client, "/v1/commitments/no-foreign-bases")

    assert document["author"] == [COSTAGUANA]
    assert "review" not in document


def test_words_that_are_not_the_articles_own_are_no_quotation_of_it(client: Client) -> None:
    snapshot = factories.snapshot(text_kind="summary")
    factories.commitment(citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}])

    document = described(client, "/v1/commitments/no-foreign-bases")

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
    assert described(client, f"/v1/agreements/{row.slug}") == {
        "@context": CONTEXT,
        "@id": address,
        "@type": "Legislation",
        "url": address,
        "name": "Agreement on the Port of Sulaco",
        "abstract": "The port is leased.",
        "legislationType": "Treaty",
        "legislationDate": "2026-01-25",
        "legislationPassedBy": [COSTAGUANA, RURITANIA],
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

    found = described(client, f"/v1/agreements/{row.slug}")

    assert found.get("legislationLegalForce") == force


def test_a_meeting_is_an_event(client: Client) -> None:
    row = factories.meeting(
        status="cancelled",
        place="San Tomé palace",
        country="XC",
        parties=[factories.costaguana().slug],
        participants=[{"official": factories.ana_ruiz().slug, "attendance": "expected"}],
    )

    address = f"{HOME}/v1/meetings/{row.slug}"
    assert described(client, f"/v1/meetings/{row.slug}") == {
        "@context": CONTEXT,
        "@id": address,
        "@type": "Event",
        "url": address,
        "name": "Talks at San Tomé",
        "startDate": "2026-01-25",
        "eventStatus": "https://schema.org/EventCancelled",
        "location": {
            "@type": "Place",
            "name": "San Tomé palace",
            "address": {"@type": "PostalAddress", "addressCountry": "XC"},
        },
        "attendee": [
            COSTAGUANA,
            {"@id": f"{HOME}/v1/officials/ana-ruiz", "@type": "Person", "name": "Ana Ruiz"},
        ],
    }


def test_a_deed_is_an_event(client: Client) -> None:
    row = factories.event(parties=[factories.costaguana().slug])

    address = f"{HOME}/v1/events/{row.slug}"
    assert described(client, f"/v1/events/{row.slug}") == {
        "@context": CONTEXT,
        "@id": address,
        "@type": "Event",
        "url": address,
        "name": "Congress passes the Port Act",
        "startDate": "2026-02-03",
        "contributor": [COSTAGUANA],
    }


def test_an_official_is_a_person_with_offices(client: Client) -> None:
    factories.tomas_vidal()

    address = f"{HOME}/v1/officials/tomas-vidal"
    assert described(client, "/v1/officials/tomas-vidal") == {
        "@context": CONTEXT,
        "@id": address,
        "@type": "Person",
        "url": address,
        "name": "Tomás Vidal",
        "memberOf": [
            {
                "@type": "OrganizationRole",
                "roleName": [
                    {"@language": "en", "@value": "Minister of Defence"},
                    {"@language": "es", "@value": "Ministro de Defensa"},
                ],
                "startDate": "2023",
                "endDate": "2025",
                "memberOf": RURITANIA,
            }
        ],
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("state", "GovernmentOrganization"),
        ("ministry", "GovernmentOrganization"),
        ("political_party", "PoliticalParty"),
        ("organization", "Organization"),
        ("company", "Organization"),
    ],
)
def test_a_party_is_an_organization(client: Client, kind: str, name: str) -> None:
    factories.party(
        slug="the-party",
        name="The Party",
        kind=kind,
        parent=factories.costaguana().slug,
        homepage="https://party.example/",
        identifiers=[{"scheme": "wikidata", "identifier": "Q1"}],
    )

    address = f"{HOME}/v1/parties/the-party"
    assert described(client, "/v1/parties/the-party") == {
        "@context": CONTEXT,
        "@id": address,
        "@type": name,
        "url": address,
        "name": "The Party",
        "identifier": [{"@type": "PropertyValue", "propertyID": "wikidata", "value": "Q1"}],
        "parentOrganization": COSTAGUANA,
        "sameAs": "https://party.example/",
    }


def test_a_document_is_an_article(client: Client) -> None:
    row = factories.document(url="https://courier.example/bases", author="Martin Decoud")

    assert described(client, f"/v1/documents/{row.slug}") == {
        "@context": CONTEXT,
        "@id": f"{HOME}/v1/documents/{row.slug}",
        "@type": "NewsArticle",
        "url": "https://courier.example/bases",
        "headline": "Costaguana rules out foreign bases",
        "author": {"@type": "Person", "name": "Martin Decoud"},
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Sulaco Courier"},
        "datePublished": "2026-01-25",
        "inLanguage": "en",
    }


def test_a_list_is_an_item_list_whose_pages_are_linked(client: Client) -> None:
    for title in ("Port Act", "Mine Act"):
        factories.event(title=title)

    response = client.get("/v1/events?page_size=1&format=jsonld")

    document = response.json()
    address = f"{HOME}/v1/events/mine-act"
    assert document == {
        "@context": CONTEXT,
        "@id": f"{HOME}/v1/events?page_size=1&format=jsonld",
        "@type": "ItemList",
        "itemListElement": [
            {
                "@id": address,
                "@type": "Event",
                "url": address,
                "name": "Mine Act",
                "startDate": "2026-02-03",
            }
        ],
    }
    assert response["Link"].endswith('rel="next"')


NOT_DESCRIBED: dict[str, Callable[[], models.Noun]] = {
    "topic": factories.topic,
    "statement": factories.statement,
    "source": factories.source,
    "development": factories.development,
}


def test_all_other_records_are_described() -> None:
    assert models.NOUNS.keys() - NOT_DESCRIBED.keys() == linked_data.DESCRIBED


@pytest.mark.parametrize("record_type", NOT_DESCRIBED)
def test_what_schema_org_has_no_word_for_is_a_406(client: Client, record_type: str) -> None:
    row = NOT_DESCRIBED[record_type]()
    plural = serializers.PLURALS[record_type]

    for address in (f"/v1/{plural}", f"/v1/{plural}/{row.slug}"):
        response = client.get(address, headers={"Accept": "application/ld+json"})
        expect.problem(response, 406, "not_acceptable")
