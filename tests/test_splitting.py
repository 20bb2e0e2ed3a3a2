"""Splitting: quotes of two happenings told apart, in the ledger and for what is read afterwards."""

from typing import Any

import pytest

from tests import factories
from tests.test_flagging import REAFFIRMED, article, watched_commitment
from tracker import editing, flagging, models, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def twice_quoted() -> tuple[models.Development, list[models.Snapshot]]:
    """Return a development that two papers report, and what was read of them."""
    watched_commitment()
    factories.measured("commitment.reaffirmed")
    papers = ("courier", "gazette")
    snapshots = [article(REAFFIRMED, f"https://{paper}.example/1") for paper in papers]
    flagging.flag_waiting(10)
    return models.Development.objects.get(kind="commitment.reaffirmed"), snapshots


def split(row: models.Development, snapshot: models.Snapshot, **fields: Any) -> models.Development:
    exact = row.identity.citations.get(snapshot=snapshot).exact
    quote = {"document": snapshot.document.slug, "exact": exact}
    reason = "another happening"
    return reviewing.split(
        row, factories.ACTOR, reason, factories.NOW, {"citations": [quote], **fields}
    )


def quoted(row: models.Development) -> list[str]:
    return [each["document"]["slug"] for each in factories.shown(row)["citations"]]


def test_both_sides_are_in_the_ledger_by_one_change() -> None:
    row, (first, second) = twice_quoted()

    own = split(row, second, kind="commitment.contradicted")

    assert (quoted(row), quoted(own)) == ([first.document.slug], [second.document.slug])
    last = models.Revision.objects.filter(record__in=[row.pk, own.pk]).order_by("-sequence")[:2]
    assert {(each.record_id, each.event_type, each.reason) for each in last} == {
        (row.pk, "development.corrected", "another happening"),
        (own.pk, "commitment.contradicted", "another happening"),
    }
    assert last[0].published_at == last[1].published_at
    assert factories.shown(row)["review_state"] == "flagged"
    shown = factories.shown(own)
    assert (shown["review_state"], shown["relation"]) == ("corrected", "contradicts")
    assert shown["title"] == "Commitment contradicted by Ana Ruiz: No foreign bases"
    assert shown["occurred_date"] == "2026-02-10"
    assert shown["explanation"] == {"split_from": row.slug}
    assert "own_citations" in factories.stored(row).locked_fields
    assert "own_citations" in factories.stored(own).locked_fields


def test_who_speaks_in_a_quote_goes_with_it() -> None:
    row, (_, second) = twice_quoted()

    own = split(row, second, speaker={"name": "Luis Vega"})

    (stays,), (gone,) = (factories.shown(each)["citations"] for each in (row, own))
    assert (stays["speaker"]["name"], gone["speaker"]["name"]) == ("Ana Ruiz", "Luis Vega")
    assert [each.passages.count() for each in (row, own)] == [1, 1]


def test_passages_of_a_report_become_a_report_of_their_own_that_cites_who_speaks_in_them() -> None:
    row = factories.development(snapshot=factories.snapshot(), speaker_name="Ana Ruiz")
    snapshot = models.Snapshot.objects.get()
    start = snapshot.text.index("San Tomé palace")
    later = editing.cite(row.identity, snapshot, start, start + len("San Tomé palace"))
    for quote, name in ((row.own_citations[0], "Ana Ruiz"), (later, "Tomás Vidal")):
        row.passages.create(citation=quote, speaker_name=name)
    first = {"document": snapshot.document.slug, "exact": factories.QUOTE}

    own = reviewing.split(row, factories.ACTOR, "two", factories.NOW, {"citations": [first]})

    told = [
        (shown["title"], shown["review_state"], [each["exact"] for each in shown["citations"]])
        for shown in map(factories.shown, (row, own))
    ]
    title = "New report on No foreign bases, citing"
    assert told == [
        (f"{title} Tomás Vidal", "flagged", ["San Tomé palace"]),
        (f"{title} Ana Ruiz", "confirmed", [factories.QUOTE]),
    ]
    assert factories.shown(row)["speaker"]["name"] == "Tomás Vidal"


def test_what_is_split_off_as_it_is_is_confirmed() -> None:
    row, (_, second) = twice_quoted()

    own = split(row, second)

    assert factories.shown(own)["review_state"] == "confirmed"
    assert factories.shown(own)["kind"] == "commitment.reaffirmed"


def test_the_words_of_both_count_for_the_commitment() -> None:
    row, (first, second) = twice_quoted()
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)

    own = split(row, first, kind="commitment.contradicted")

    statements = {each.slug: each for each in models.Statement.objects.all()}
    assert statements.keys() == {f"said-in-{row.slug}", f"said-in-{own.slug}"}
    (left,) = statements[f"said-in-{row.slug}"].own_citations
    (gone,) = statements[f"said-in-{own.slug}"].own_citations
    assert (left.snapshot, gone.snapshot) == (second, first)
    commitment = models.Commitment.objects.get()
    assert (commitment.evidence_for, commitment.evidence_against) == ("claim_only", "claim_only")


def test_a_text_read_again_is_known_on_the_side_that_quotes_it() -> None:
    row, (first, second) = twice_quoted()
    own = split(row, second, kind="commitment.contradicted")
    known = models.Development.objects.count()

    models.Snapshot.objects.update(flagged_at=None)
    flagging.flag_waiting(10)

    assert models.Development.objects.count() == known
    assert (quoted(row), quoted(own)) == ([first.document.slug], [second.document.slug])


def test_a_split_of_what_was_dismissed_is_refused() -> None:
    row, (_, second) = twice_quoted()
    reviewing.dismiss(row, factories.ACTOR, "misread", factories.NOW)

    with pytest.raises(reviewing.AlreadyDecidedError):
        split(row, second)
