"""Decisions taken back: who is told, what is shown, and that another decision can be made."""

from typing import Any

import orjson
import pytest

from tests import factories
from tracker import models, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def flagged(kind: str = "commitment.reaffirmed", relation: str = "reaffirms") -> Any:
    return factories.development(
        kind=kind,
        relation=relation,
        has_cleared_bar=True,
        snapshot=factories.snapshot(),
        speaker_official=factories.ana_ruiz(),
    )


def confirmed(row: models.Development) -> None:
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)


def dismissed(row: models.Development) -> None:
    reviewing.dismiss(row, factories.ACTOR, "misheard", factories.NOW)


def reopened(row: models.Development) -> None:
    reviewing.reopen(row, factories.ACTOR, "in doubt", factories.NOW)


def events(row: models.Development) -> list[tuple[str, bool]]:
    revisions = models.Revision.objects.filter(record=row.pk)
    return list(revisions.values_list("event_type", "is_withdrawal"))


def test_a_dismissed_flag_that_is_reopened_is_public_again() -> None:
    row = flagged()
    dismissed(row)

    reopened(row)

    assert events(row) == [
        ("commitment.reaffirmed", False),
        ("development.dismissed", True),
        ("development.reopened", False),
    ]
    shown = factories.shown(row)
    assert (shown["review_state"], shown["review_reason"]) == ("flagged", "in doubt")
    assert models.Revision.objects.latest("sequence").reason == "in doubt"


def test_a_confirmed_flag_of_a_withheld_kind_that_is_reopened_waits_again() -> None:
    row = flagged("commitment.contradicted", "contradicts")
    confirmed(row)

    reopened(row)

    assert events(row) == [("commitment.contradicted", False), ("development.reopened", True)]
    assert not factories.stored(row).is_public
    remains = orjson.loads(bytes(models.Revision.objects.latest("sequence").body))
    assert remains["withheld_at"]
    assert remains["review_reason"] == "in doubt"
    assert "title" not in remains


def test_a_dismissed_flag_of_a_withheld_kind_that_is_reopened_waits_again() -> None:
    row = flagged("commitment.contradicted", "contradicts")
    confirmed(row)
    dismissed(row)

    reopened(row)

    assert [event for event, _ in events(row)][-1] == "development.reopened"
    assert not factories.stored(row).is_public


def test_what_was_reopened_and_withheld_is_told_when_it_is_dismissed_or_confirmed() -> None:
    row = flagged("commitment.contradicted", "contradicts")
    confirmed(row)
    reopened(row)
    dismissed(row)
    reopened(row)
    confirmed(row)

    assert [event for event, _ in events(row)] == [
        "commitment.contradicted",
        "development.reopened",
        "development.dismissed",
        "development.reopened",
        "development.confirmed",
    ]


def test_what_is_reopened_and_corrected_to_another_kind_is_told_under_that() -> None:
    row = flagged("commitment.contradicted", "contradicts")
    confirmed(row)
    reopened(row)

    reviewing.correct(
        row, factories.ACTOR, "milder", factories.NOW, {"kind": "commitment.qualified"}
    )

    revision = models.Revision.objects.filter(record=row.pk).latest("sequence")
    assert revision.event_type == "commitment.qualified"
    assert revision.changed == {"kind": "commitment.contradicted"}


def test_what_was_never_public_stays_out_of_the_ledger() -> None:
    row = flagged("commitment.contradicted", "contradicts")
    dismissed(row)

    reopened(row)

    assert events(row) == []
    confirmed(row)
    assert events(row) == [("commitment.contradicted", False)]


def test_the_statement_is_withdrawn_while_reopened_and_comes_back_with_the_next_decision() -> None:
    row = flagged()
    confirmed(row)

    reopened(row)

    assert models.Commitment.objects.get().consistency == "single_statement"
    assert not models.Statement.objects.public().exists()

    confirmed(row)

    assert models.Commitment.objects.get().consistency == "reaffirmed"
    statement = models.Statement.objects.get()
    assert statement.is_public
    assert statement.relations.get().relation == "reaffirms"
    revisions = models.Revision.objects.filter(record=statement.pk)
    assert list(revisions.values_list("event_type", flat=True)) == [
        "record.created",
        "record.deleted",
        "record.restored",
    ]


def test_what_waits_for_a_decision_has_none_to_take_back() -> None:
    with pytest.raises(reviewing.NotDecidedError):
        reopened(flagged())


def test_a_decision_is_taken_back_for_a_reason() -> None:
    row = flagged()
    confirmed(row)

    with pytest.raises(ValueError, match="for a reason"):
        reviewing.reopen(row, factories.ACTOR, "", factories.NOW)
