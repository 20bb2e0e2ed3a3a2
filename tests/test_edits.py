"""What is told of a text that was edited, and what becomes of the quotes from it."""

import pytest
from django.test import Client

from tests import factories
from tests.analysis import stories
from tests.api import expect
from tracker import editing, flagging, models, recording
from tracker.vocabularies import Drift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

URL = "https://courier.example/bases"
ENGLISH = "\n\n".join(stories.REPORTS[0])
SPANISH = "\n\n".join(stories.REPORTS[3])
QUOTE = "no foreign troops would be stationed in the country"


def store(text: str, language: str = "en") -> models.Snapshot:
    snapshot = factories.snapshot(text, URL, language=language)
    flag()
    return snapshot


def flag() -> None:
    while flagging.flag_waiting(10):
        pass


def cited(snapshot: models.Snapshot, exact: str = QUOTE) -> models.Agreement:
    """Return an agreement that is public and cites these words."""
    quote = {"document": snapshot.document.slug, "exact": exact}
    return factories.agreement(citations=[quote])


def told() -> list[tuple[str, str]]:
    rows = models.Development.objects.filter(kind__startswith="source.").order_by("pk")
    return [(row.kind, row.explanation["rule"]) for row in rows]


def state(row: models.Record) -> str:
    (citation,) = factories.shown(row)["citations"]
    return str(citation["quote_state"])


def test_an_edit_is_one_development_with_the_words_as_they_were_and_as_they_are() -> None:
    first = store(ENGLISH)
    second = store(ENGLISH.replace("will not host", "will host"))
    flag()

    development = models.Development.objects.get()
    body = factories.shown(development)
    assert (body["kind"], body["record"]["slug"]) == ("source.changed", first.document.slug)
    assert body["explanation"] == {
        "rule": "silent_edit",
        "number": 2,
        "deleted": 0,
        "inserted": 0,
        "replaced": 1,
    }
    assert body["title"] == "Text changed without notice: Costaguana rules out foreign bases"
    before, after = body["citations"]
    assert (before["supports"], before["snapshot"], "will not host" in before["exact"]) == (
        "before",
        1,
        True,
    )
    assert (after["supports"], after["snapshot"], "will host" in after["exact"]) == (
        "after",
        second.number,
        True,
    )
    assert (before["quote_state"], after["quote_state"]) == ("lost", "found")
    revision = models.Revision.objects.filter(record=development.pk).first()
    assert revision is not None
    assert revision.event_type == "source.changed"


def test_there_and_back_is_two_changes() -> None:
    store(SPANISH, "es")
    store(SPANISH.replace("ni el Gobierno", "el Gobierno"), "es")
    store(SPANISH, "es")

    assert told() == [("source.changed", "silent_edit"), ("source.changed", "reverted")]


def test_another_layout_is_not_told() -> None:
    store(ENGLISH)
    store(ENGLISH.replace("\n\n", "\n \n"))

    assert told() == []


def test_a_lost_quote_is_told_once_and_noted_on_the_record_that_cites_it() -> None:
    first = store(ENGLISH)
    agreement = cited(first)
    other = factories.statement(citations=[{"document": first.document.slug, "exact": QUOTE}])
    store(ENGLISH.replace("no foreign troops", "some foreign troops"))
    store(ENGLISH.replace("no foreign troops", "few foreign troops"))

    assert told() == [
        ("source.changed", "silent_edit"),
        ("source.quote_lost", "lost"),
        ("source.changed", "silent_edit"),
    ]
    assert (state(agreement), state(other)) == ("lost", "lost")
    body = factories.shown(models.Development.objects.get(kind="source.quote_lost"))
    assert [(quote["exact"], quote["snapshot"]) for quote in body["citations"]] == [(QUOTE, 1)]
    assert body["explanation"] == {"rule": "lost", "number": 2, "quotes": 1}


def test_a_quote_that_comes_back_is_found_again() -> None:
    agreement = cited(store(ENGLISH))
    store(ENGLISH.replace("no foreign troops", "some foreign troops"))
    store(ENGLISH)

    assert state(agreement) == "found"
    (citation,) = factories.shown(agreement)["citations"]
    assert (citation["snapshot"], citation["exact"]) == (1, QUOTE)


def test_a_quote_that_moved_says_so_and_points_to_where_it_was_taken_from() -> None:
    agreement = cited(store(ENGLISH))
    quote = f"On Monday the ministry repeated: {QUOTE}, and that is all."
    store(ENGLISH.replace(QUOTE, "it would think about it").replace("The opposition", quote))

    assert state(agreement) == "moved"
    assert told() == [("source.changed", "silent_edit")]


def test_that_something_withheld_cites_a_quote_is_not_told() -> None:
    first = store(ENGLISH)
    development = factories.development(kind="commitment.contradicted")
    with recording.change("prose") as change:
        start = first.text.index(QUOTE)
        editing.cite(development.identity, first, start, start + len(QUOTE))
        change.touch(development)
    store(ENGLISH.replace("no foreign troops", "some foreign troops"))

    assert told() == [("source.changed", "silent_edit")]
    citation = development.identity.citations.get()
    assert citation.quote_state == "lost"


def test_versions_read_out_of_order_leave_quotes_as_the_latest_has_them() -> None:
    agreement = cited(store(ENGLISH))
    second = factories.snapshot(ENGLISH.replace("no foreign troops", "troops"), URL)
    third = factories.snapshot(ENGLISH + "\n\nThat was all.", URL)

    for snapshot in (third, second):
        [claimed] = models.Snapshot.objects.filter(pk=snapshot.pk).claim(1, 60)
        flagging.flag_snapshot(claimed)

    assert state(agreement) == "found"
    assert told() == [("source.changed", "silent_edit")] * 2


@pytest.mark.parametrize(
    ("drift", "kinds"),
    [
        (Drift.SUBSTANTIVE, ["commitment.reaffirmed", "commitment.reported", "source.changed"]),
        (Drift.PARSER_UPGRADE, []),
        (Drift.UNAVAILABLE, ["source.unavailable"]),
    ],
)
def test_what_is_no_news_is_not_read_again(drift: Drift, kinds: list[str]) -> None:
    store("Talks went on in Sulaco.")
    factories.ana_ruiz()
    factories.commitment(watch={"terms": {"foreign bases": 3, "host": 1}})
    second = factories.snapshot(factories.ARTICLE, URL)
    models.Snapshot.objects.filter(pk=second.pk).update(drift=drift)

    flag()

    found = models.Development.objects.values_list("kind", flat=True)
    assert sorted(found) == kinds


def test_the_page_s_own_date_declares_an_edit() -> None:
    store(ENGLISH)
    dated = {"modified_at": "2026-03-02T08:00:00Z"}
    factories.snapshot(ENGLISH.replace("58 percent", "59 percent"), URL, **dated)
    flag()

    assert told() == [("source.changed", "declared_edit")]


def test_a_withdrawn_document_s_edits_are_nobody_s_business() -> None:
    first = store(ENGLISH)
    factories.snapshot(ENGLISH.replace("not host", "host"), URL)
    with recording.change("Emilia Gould") as change:
        editing.delete(change, first.document, factories.NOW)

    flag()

    assert told() == []


def test_edits_can_be_asked_for(client: Client) -> None:
    document = store(ENGLISH).document
    store(ENGLISH.replace("will not host", "will host"))

    found = expect.json(client.get("/v1/developments?kind=source.changed"))["results"]

    assert [row["record"]["slug"] for row in found] == [document.slug]
    address = f"/v1/documents/{document.slug}/snapshots/2/diff"
    words = expect.json(client.get(address))["changes"][0]["words"]
    assert {word["change"]: word["text"] for word in words}["deleted"] == " not"
