"""Quotes are anchored at their place in the text, or refused."""

import pytest

from tests import factories
from tracker import editing, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_a_quote_is_anchored_at_its_code_points_with_what_stands_around_it() -> None:
    document = factories.document(
        "¡Señal 🚢! Ana Ruiz: no habrá bases extranjeras. Fin.", language="es"
    )

    commitment = factories.commitment(
        citations=[{"document": document.slug, "exact": "no habrá bases", "page": 2}]
    )

    citation = factories.shown(commitment)["citations"][0]
    assert citation["start"] == 20
    assert citation["end"] == 34
    assert citation["exact"] == "no habrá bases"
    assert citation["prefix"] == "¡Señal 🚢! Ana Ruiz: "
    assert citation["suffix"] == " extranjeras. Fin."
    assert (citation["page"], citation["language"], citation["snapshot"]) == (2, "es", 1)
    assert citation["quote_state"] == "found"
    assert citation["archive_url"] == f"/v1/documents/{document.slug}/snapshots/1"


def test_a_quote_is_shown_with_sixty_characters_to_each_side() -> None:
    document = factories.document("a" * 100 + "QUOTE" + "b" * 100)

    commitment = factories.commitment(citations=[{"document": document.slug, "exact": "QUOTE"}])

    citation = factories.shown(commitment)["citations"][0]
    assert citation["prefix"] == "a" * 60
    assert citation["suffix"] == "b" * 60


@pytest.mark.parametrize(
    ("exact", "where"), [("will host bases", "nowhere"), ("foreign", "more than once")]
)
def test_a_quote_stands_in_its_document_exactly_once(exact: str, where: str) -> None:
    document = factories.document("No foreign bases, no foreign troops.")

    with pytest.raises(editing.QuoteNotFound, match=f"These words stand {where} in"):
        factories.commitment(citations=[{"document": document.slug, "exact": exact}])

    assert models.Commitment.objects.count() == 0


def test_overlapping_places_are_more_than_one() -> None:
    document = factories.document("anana")

    with pytest.raises(editing.QuoteNotFound, match="more than once"):
        factories.commitment(citations=[{"document": document.slug, "exact": "ana"}])


def test_a_quote_is_sought_in_the_latest_text() -> None:
    url = "https://courier.example/a"
    document = factories.document("No bases at all.", url=url)
    factories.snapshot("Bases are welcome.", url=url)

    with pytest.raises(editing.QuoteNotFound):
        factories.commitment(citations=[{"document": document.slug, "exact": "No bases"}])


def test_a_part_has_quotes_of_its_own() -> None:
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE}

    agreement = factories.agreement(
        actions=[{"action": "signature", "citations": [quote]}], citations=[]
    )

    shown = factories.shown(agreement)
    assert [c["exact"] for c in shown["actions"][0]["citations"]] == [factories.QUOTE]
    assert shown["citations"] == []


def test_quotes_given_again_change_nothing() -> None:
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE, "supports": "text"}
    commitment = factories.commitment(citations=[quote])

    factories.changed(commitment, citations=[quote])

    assert models.Revision.objects.filter(record=commitment.pk).count() == 1
    assert models.Citation.objects.count() == 1
