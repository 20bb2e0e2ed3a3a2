"""How records are named in the words of schema.org."""

from typing import Any

from django.test import Client

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


def page(address: str) -> str:
    """Return the address of the page of the record at an absolute address."""
    return address.replace("/v1/", "/")


def described(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address, headers={"Accept": "application/ld+json"})
    assert response["Content-Type"] == "application/ld+json", response.content
    document: dict[str, Any] = response.json()
    return document
