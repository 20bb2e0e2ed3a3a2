"""Meetings, deeds, people, parties and articles in the words of schema.org."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import schema_org

pytestmark = pytest.mark.django_db

HOME = schema_org.HOME


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def test_a_meeting_is_an_event(client: Client) -> None:
    row = factories.meeting(
        status="cancelled",
        place="San Tomé palace",
        country="XC",
        parties=[factories.costaguana().slug],
        participants=[{"official": factories.ana_ruiz().slug, "attendance": "expected"}],
    )

    address = f"{HOME}/v1/meetings/{row.slug}"
    assert schema_org.described(client, f"/v1/meetings/{row.slug}") == {
        "@context": schema_org.CONTEXT,
        "@id": address,
        "@type": "Event",
        "url": schema_org.page(address),
        "name": "Talks at San Tomé",
        "startDate": "2026-01-25",
        "eventStatus": "https://schema.org/EventCancelled",
        "location": {
            "@type": "Place",
            "name": "San Tomé palace",
            "address": {"@type": "PostalAddress", "addressCountry": "XC"},
        },
        "attendee": [
            schema_org.COSTAGUANA,
            {
                "@id": f"{HOME}/v1/officials/ana-ruiz",
                "@type": "Person",
                "name": "Ana Ruiz",
            },
        ],
    }


def test_a_deed_is_an_event(client: Client) -> None:
    row = factories.event(parties=[factories.costaguana().slug])

    address = f"{HOME}/v1/events/{row.slug}"
    assert schema_org.described(client, f"/v1/events/{row.slug}") == {
        "@context": schema_org.CONTEXT,
        "@id": address,
        "@type": "Event",
        "url": schema_org.page(address),
        "name": "Congress passes the Port Act",
        "startDate": "2026-02-03",
        "contributor": [schema_org.COSTAGUANA],
    }


def test_an_official_is_a_person_with_offices(client: Client) -> None:
    factories.tomas_vidal()

    address = f"{HOME}/v1/officials/tomas-vidal"
    assert schema_org.described(client, "/v1/officials/tomas-vidal") == {
        "@context": schema_org.CONTEXT,
        "@id": address,
        "@type": "Person",
        "url": schema_org.page(address),
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
                "memberOf": schema_org.RURITANIA,
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
    assert schema_org.described(client, "/v1/parties/the-party") == {
        "@context": schema_org.CONTEXT,
        "@id": address,
        "@type": name,
        "url": schema_org.page(address),
        "name": "The Party",
        "identifier": [{"@type": "PropertyValue", "propertyID": "wikidata", "value": "Q1"}],
        "parentOrganization": schema_org.COSTAGUANA,
        "sameAs": "https://party.example/",
    }


def test_a_document_is_an_article(client: Client) -> None:
    row = factories.document(url="https://courier.example/bases", author="Martin Decoud")

    assert schema_org.described(client, f"/v1/documents/{row.slug}") == {
        "@context": schema_org.CONTEXT,
        "@id": f"{HOME}/v1/documents/{row.slug}",
        "@type": "NewsArticle",
        "url": "https://courier.example/bases",
        "headline": "Costaguana rules out foreign bases",
        "author": {"@type": "Person", "name": "Martin Decoud"},
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Sulaco Courier"},
        "datePublished": "2026-01-25",
        "inLanguage": "en",
    }
