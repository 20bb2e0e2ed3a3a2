"""A better reading of the same page is told from an edit of it."""

import pytest

from tests import factories
from tests.ingest import pages
from tests.ingest.pages import EDITED, ENGLISH
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

FORMERLY = ENGLISH.rpartition("\n\n")[0]


def test_a_better_reading_of_the_same_page_is_told_to_nobody() -> None:
    first = pages.read(ENGLISH, pages.after(0), formerly=FORMERLY)
    cited = factories.statement(
        citations=[{"document": first.document.slug, "exact": "share radar data"}]
    )

    recheck = pages.look(pages.showing(ENGLISH), pages.after(15))

    assert pages.versions() == [(1, "first"), (2, "parser_upgrade")]
    assert (recheck.pending, recheck.next_check_at) == ("", pages.after(60))
    second = models.Snapshot.objects.get(number=2)
    assert "58 percent" in second.text
    assert second.raw.content == pages.html(ENGLISH)
    assert pages.told() == []
    assert factories.shown(cited)["citations"][0]["quote_state"] == "found"


def test_an_edit_is_told_from_a_better_reading_that_comes_with_it() -> None:
    pages.read(ENGLISH, pages.after(0), formerly=FORMERLY)
    for minute in (15, 25):
        pages.look(pages.showing(EDITED), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "parser_upgrade"), (3, "substantive")]
    assert pages.told() == [("source.changed", "silent_edit")]
    assert models.Development.objects.get(kind="source.changed").explanation == {
        "rule": "silent_edit",
        "number": 3,
        "deleted": 0,
        "inserted": 0,
        "replaced": 1,
    }


def test_an_edit_is_told_though_another_reader_sees_it_that_reads_the_former_text_alike() -> None:
    first = pages.read(ENGLISH, pages.after(0))
    models.Snapshot.objects.filter(pk=first.pk).update(extractor_version="page 1")
    for minute in (15, 25):
        pages.look(pages.showing(EDITED), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "substantive")]
    assert pages.told() == [("source.changed", "silent_edit")]


def test_without_the_bytes_nobody_can_say_whose_change_it_is() -> None:
    first = pages.read(ENGLISH, pages.after(0), formerly=FORMERLY)
    cited = factories.statement(
        citations=[{"document": first.document.slug, "exact": "Costaguana will not host"}]
    )
    models.RawContent.objects.all().delete()
    for minute in (15, 25):
        pages.look(pages.showing(EDITED), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "substantive")]
    assert pages.told() == []
    assert factories.shown(cited)["citations"][0]["quote_state"] == "found"
