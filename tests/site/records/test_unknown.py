"""An article of which neither title, day nor address is known, and all that quotes it."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tracker import models

pytestmark = pytest.mark.django_db


def bare() -> models.Snapshot:
    """Return the text of an article of which the outlet alone is known."""
    return factories.snapshot(title="", published_at=None)


def everything() -> dict[str, str]:
    """Enter what rests on the article, and return a page of each, by what it shows."""
    snapshot = bare()
    quote: dict[str, Any] = {"document": snapshot.document.slug, "exact": factories.QUOTE}
    factories.topic(slug="bases", name="Bases")
    commitment = factories.commitment(slug="no-bases", topics=["bases"], citations=[quote])
    factories.agreement(slug="port", citations=[quote])
    report = factories.development(subject=commitment, snapshot=snapshot)
    edit = factories.development(
        subject=snapshot.document, snapshot=snapshot, kind="source.changed"
    )
    return {
        "document": f"/documents/{snapshot.document.slug}",
        "commitment": "/commitments/no-bases",
        "agreement": "/agreements/port",
        "report": f"/developments/{report.slug}",
        "edit": f"/developments/{edit.slug}",
    }


@pytest.mark.parametrize("shown", ["document", "commitment", "agreement", "report", "edit"])
@pytest.mark.parametrize("prefix", ["/es", "/embed"])
def test_what_is_not_known_of_an_article_is_on_no_page(
    client: Client, shown: str, prefix: str
) -> None:
    reading.get(client, prefix + everything()[shown])


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/es", "/documents", "/developments", "/search?q=bases", "/corrections"),
        *("/v1/developments.atom", "/v1/developments.json", "/v1/search.atom?q=bases"),
        *("/v1/search.json?q=bases", "/v1/search?q=bases&format=csv"),
        *("/v1/commitments/no-bases/timeline?format=csv", "/v1/changes?after=0&format=csv"),
        *("/v1/developments?format=jsonld", "/v1/documents?format=jsonld"),
        *("/commitments/no-bases/history", "/topics/bases", "/officials", "/v1/corrections.atom"),
    ],
)
def test_nor_is_it_in_lists_feeds_and_files(client: Client, address: str) -> None:
    everything()

    reading.get(client, address)


@pytest.mark.parametrize("shown", ["document", "edit"])
def test_it_is_followed_by_what_it_is_called(client: Client, shown: str) -> None:
    address = everything()[shown].removeprefix("/")

    reading.get(client, f"/follow?record={address}")
