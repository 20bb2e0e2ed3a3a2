"""What confirmed words and deeds make of a commitment: its consistency, and the best evidence."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db

Said = tuple[str, str, dict[str, Any]]


def said(relation: str, side: str = "holder", **fields: Any) -> Said:
    return relation, side, fields


def committed(*relations: Said) -> models.Commitment:
    """Return a commitment after these statements, entered in this order."""
    commitment = factories.commitment()
    for relation, side, fields in relations:
        related = {"commitment": commitment.slug, "relation": relation, "side": side}
        factories.statement(relations=[related], **fields)
    return factories.stored(commitment)


EARLY, LATE = {"stated_date": "2026-02-01"}, {"stated_date": "2026-02-20"}
OUTLET = {"attribution": "outlet"}


@pytest.mark.parametrize(
    ("relations", "consistency"),
    [
        ([], "single_statement"),
        ([said("mentions")], "single_statement"),
        ([said("contradicts", "third_party")], "single_statement"),
        ([said("progresses")], "consistent"),
        ([said("reaffirms")], "reaffirmed"),
        ([said("reaffirms", "counterpart")], "reaffirmed"),
        ([said("reaffirms"), said("qualifies")], "qualified"),
        ([said("contradicts", "counterpart"), said("qualifies")], "contradicted"),
        ([said("contradicts")], "reversed"),
        ([said("breaks")], "reversed"),
        ([said("reaffirms", **EARLY), said("contradicts", **LATE)], "reversed"),
        ([said("contradicts", **LATE), said("reaffirms", **EARLY)], "reversed"),
        ([said("contradicts", **EARLY), said("reaffirms", **LATE)], "contradicted"),
        ([said("reaffirms", **LATE), said("contradicts", **EARLY)], "contradicted"),
        ([said("contradicts"), said("reaffirms")], "contradicted"),
        ([said("contradicts"), said("progresses", **LATE)], "reversed"),
        ([said("contradicts"), said("reaffirms", "counterpart", **LATE)], "reversed"),
        ([said("contradicts", stance="denial"), said("reaffirms", **LATE)], "denied"),
        ([said("contradicts", "counterpart", stance="denial")], "contradicted"),
        ([said("reaffirms", stance="denial")], "reaffirmed"),
    ],
)
def test_consistency_is_what_the_two_sides_said_last(
    relations: list[Said], consistency: str
) -> None:
    assert committed(*relations).consistency == consistency


def test_what_was_said_last_on_a_day_stays_so_when_what_was_said_before_is_edited() -> None:
    commitment = committed(said("contradicts"), said("reaffirms"))
    assert commitment.consistency == "contradicted"
    first = models.Statement.objects.order_by("pk").first()
    assert first is not None
    related = {"commitment": commitment.slug, "relation": "contradicts", "side": "holder"}

    factories.changed(first, text="We may host one.", relations=[related])

    assert factories.stored(commitment).consistency == "contradicted"


@pytest.mark.parametrize(
    ("relations", "found"),
    [
        ([], ("none_found", "none_found")),
        ([said("qualifies")], ("none_found", "none_found")),
        ([said("mentions")], ("none_found", "none_found")),
        ([said("reaffirms")], ("claim_only", "none_found")),
        ([said("progresses", "third_party")], ("claim_only", "none_found")),
        ([said("breaks")], ("none_found", "claim_only")),
        ([said("fulfils", **OUTLET)], ("independent_report", "none_found")),
        ([said("fulfils", stance="allegation", **OUTLET)], ("claim_only", "none_found")),
        ([said("fulfils", stance="call", **OUTLET)], ("claim_only", "none_found")),
        ([said("fulfils", attribution="document")], ("official_document", "none_found")),
        ([said("fulfils", **OUTLET), said("fulfils")], ("independent_report", "none_found")),
        ([said("fulfils"), said("contradicts", **OUTLET)], ("claim_only", "independent_report")),
    ],
)
def test_evidence_is_the_best_of_what_was_said(
    relations: list[Said], found: tuple[str, str]
) -> None:
    commitment = committed(*relations)

    assert (commitment.evidence_for, commitment.evidence_against) == found


@pytest.mark.parametrize(
    ("weight", "level"), [("concrete_action", "operational"), ("", "independent_report")]
)
def test_a_deed_is_evidence_by_what_its_quotes_show(weight: str, level: str) -> None:
    commitment = factories.commitment()
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE}
    related = {"commitment": commitment.slug, "relation": "breaks", "side": "holder"}

    factories.event(
        relations=[{**related, "citations": [{**quote, "weight": weight} if weight else quote]}]
    )

    stored = factories.stored(commitment)
    assert (stored.evidence_for, stored.evidence_against) == ("none_found", level)
    assert stored.consistency == "reversed"


def test_a_deed_is_later_than_words_by_the_day_on_which_it_began() -> None:
    commitment = factories.commitment()
    related = {"commitment": commitment.slug, "side": "holder"}

    factories.event(start_date="2026-02-03", relations=[{**related, "relation": "breaks"}])
    factories.statement(stated_date="2026-02-02", relations=[{**related, "relation": "reaffirms"}])
    assert factories.stored(commitment).consistency == "reversed"

    factories.statement(stated_date="2026-02-04", relations=[{**related, "relation": "reaffirms"}])
    assert factories.stored(commitment).consistency == "contradicted"


def test_axes_are_computed_under_a_lock_in_one_query_and_one_for_the_quotes_of_each_deed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    commitment = committed(said("reaffirms", **EARLY), said("progresses", **LATE))
    related = {"commitment": commitment.slug, "relation": "breaks", "side": "holder"}
    for title in ("A base is opened", "Another base is opened"):
        factories.event(title=title, relations=[related])
    stored = models.Commitment.objects.get()

    with django_assert_num_queries(1 + 1 + 2):
        assert not stored.compute_axes(factories.NOW)
