"""One document for one address, a snapshot for each text, and each change said for what it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests import factories
from tracker import ingest, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

URL = "https://courier.example/bases"


def store(text: str, url: str = URL, **details: Any) -> models.Snapshot:
    return factories.snapshot(text, url, **details)


def drifts() -> list[tuple[int, str, float]]:
    return list(
        models.Snapshot.objects.order_by("number").values_list("number", "drift", "significance")
    )


# --- Texts ----------------------------------------------------------------------------------------


def test_the_same_text_again_makes_no_snapshot_and_no_revision() -> None:
    first = store(factories.ARTICLE)
    revisions = models.Revision.objects.count()

    again = store(factories.ARTICLE)

    assert again == first
    assert drifts() == [(1, "first", 1.0)]
    assert models.Revision.objects.count() == revisions


def test_a_text_that_changes_and_changes_back_is_two_changes() -> None:
    store("Costaguana will not host bases. So she said. The port stays.")
    store("Costaguana may host bases. So she said. The port stays.")
    store("Costaguana will not host bases. So she said. The port stays.")

    assert drifts() == [(1, "first", 1.0), (2, "substantive", 0.3333), (3, "reverted", 0.3333)]


def test_another_layout_is_a_cosmetic_change() -> None:
    store("No bases. The port stays.")
    store("No bases.\n\nThe  port stays.")

    assert [drift for _, drift, _ in drifts()] == ["first", "cosmetic"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\n\ufeff"])
def test_a_text_of_nothing_is_no_deletion(text: str) -> None:
    store("No bases.")

    with pytest.raises(ingest.UnreadableError):
        store(text)

    assert len(drifts()) == 1


def test_line_ends_and_accents_are_stored_in_one_form() -> None:
    snapshot = store("Tome\u0301\r\nde Sulaco \r\n")

    assert snapshot.text == "Tomé\nde Sulaco"
    assert snapshot.text_sha256 == models.text_digest("Tomé\nde Sulaco")
    assert store("Tomé\nde Sulaco") == snapshot


def test_what_no_database_can_hold_is_left_out_of_a_text() -> None:
    assert store("No\0 ba\x07ses\ud800.\tFin.").text == "No bases.\tFin."


# --- Addresses ------------------------------------------------------------------------------------


def test_one_address_is_one_document_whatever_trackers_it_carries() -> None:
    first = store("No bases.", "https://Courier.example:443/bases?id=7&utm_source=x#top")
    second = store("Perhaps bases.", "https://courier.example/bases?fbclid=1&id=7")

    assert first.document == second.document
    assert second.document.canonical_url == "https://courier.example/bases?id=7"
    assert (first.number, second.number) == (1, 2)


def test_articles_without_address_are_each_a_document() -> None:
    assert store("No bases.", "").document != store("No bases.", "").document


def test_what_is_handed_in_without_a_source_belongs_to_one_source_of_its_own() -> None:
    for url in (URL, f"{URL}/2"):
        entry = ingest.Entry("", "No bases.", url, {"outlet": "Leaflet", "language": "en"})
        with recording.change("Emilia Gould") as change:
            snapshot = ingest.store(change, entry, factories.NOW)
        assert snapshot.document.source.slug == "handed-in"

    assert models.Source.objects.count() == 1


# --- Dates ----------------------------------------------------------------------------------------


def test_when_it_was_published_changed_and_first_seen_stay_apart_with_their_origins() -> None:
    listed = datetime(2026, 1, 25, 16, tzinfo=UTC)
    details = {
        "outlet": "The Sulaco Courier",
        "language": "en",
        "published_at": "2026-01-25T15:00:00Z",
        "published_from": "json_ld",
        "modified_at": "2026-01-26",
        "modified_from": "feed",
    }
    entry = ingest.Entry("", "No bases.", URL, details, first_seen_at=listed)

    with recording.change("Emilia Gould") as change:
        document = ingest.store(change, entry, factories.NOW).document

    shown = factories.shown(document)
    assert {name: shown[name] for name in shown if name.endswith(("_at", "_from"))} == {
        "published_at": "2026-01-25T15:00:00Z",
        "published_from": "json_ld",
        "modified_at": "2026-01-26",
        "modified_from": "feed",
        "first_seen_at": "2026-01-25T16:00:00.000000Z",
        "changed_at": shown["changed_at"],
    }


def test_a_date_that_says_nothing_of_its_origin_was_entered() -> None:
    document = store("No bases.", published_at="2026-01").document

    assert factories.shown(document)["published_from"] == "entered"
    assert document.first_seen_at == factories.NOW
