"""Bounds for texts that were stored before there were any."""

import io

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import editing, models, recording

pytestmark = pytest.mark.django_db

URL = "https://courier.example/coast"
SENTENCES = [f"The {n}th senator of Sulaco spoke against the railway." for n in range(40)]
TEXT = " ".join(SENTENCES)


def bound_texts() -> list[str]:
    out = io.StringIO()
    call_command("bound_texts", stdout=out)
    return out.getvalue().splitlines()


def quoted(document: models.Document) -> list[models.Development]:
    """Return eight developments that quote the document, all with the words around."""
    snapshot = document.snapshots.get(number=1)
    commitment = factories.commitment()
    rows = []
    for number, sentence in enumerate(SENTENCES[:8]):
        row = factories.development(subject=commitment, title=f"Said {number}", key=f"k{number}")
        with recording.change("prose") as change:
            start = TEXT.index(sentence) + 4
            editing.cite(row.identity, snapshot, start, start + 20)
            change.touch(row)
        rows.append(row)
    return rows


def test_versions_stored_uncompared_are_compared(client: Client) -> None:
    factories.document(TEXT, url=URL)
    document = factories.document(TEXT.replace("senator", "envoy", 1), url=URL)
    stored = models.Comparison.objects.values().get()
    models.Comparison.objects.all().delete()
    address = f"/v1/documents/{document.slug}/snapshots/2/diff"
    bare = expect.json(client.get(address))

    assert bound_texts() == ["versions compared: 1", "contexts hidden: 0"]

    assert models.Comparison.objects.values().get() == stored
    assert [change["after"] for change in bare["changes"]] == [None]
    found = expect.json(client.get(address))
    assert [change["after"] for change in found["changes"]] == [
        "The 0th envoy of Sulaco spoke against the railway."
    ]
    assert bound_texts() == ["versions compared: 0", "contexts hidden: 0"]


def test_the_words_around_all_but_five_quotes_are_hidden_and_their_records_published_anew() -> None:
    rows = quoted(factories.document(TEXT, url=URL))
    models.QuoteContext.objects.all().delete()
    models.Citation.objects.update(is_context_public=True)
    with recording.change("rendered as it was") as change:
        for row in rows:
            change.touch(row)
    before = models.Revision.objects.count()

    assert bound_texts() == ["versions compared: 0", "contexts hidden: 3"]

    assert models.Revision.objects.count() == before + 3
    shown = [bool(factories.shown(row)["citations"][0]["suffix"]) for row in rows]
    assert shown == [True] * 5 + [False] * 3
    assert bound_texts() == ["versions compared: 0", "contexts hidden: 0"]


def test_the_anchor_of_a_quote_keeps_the_words_around_it() -> None:
    quoted(factories.document(TEXT, url=URL))

    hidden = models.Citation.objects.filter(is_context_public=False)

    assert hidden.count() == 3
    assert not hidden.filter(suffix="").exists()
    assert not hidden.filter(start=F("end")).exists()
