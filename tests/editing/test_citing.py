"""What is quoted word for word, or is said to have taken place, has a citation or is refused."""

from typing import Any

import pytest
from rest_framework.exceptions import ValidationError

from tests import factories
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

VERBATIM = (
    "A commitment in verbatim wording needs a citation, or its wording is editorial. "
    "Give citations: [{document, exact}]."
)
DIRECT = "A direct quote needs a citation. Give citations: [{document, exact}]."

QUOTING = [
    ("commitment", {"wording": "verbatim"}, {"wording": "editorial"}, VERBATIM),
    ("statement", {"is_direct_quote": True}, {"is_direct_quote": False}, DIRECT),
]


def quote() -> dict[str, str]:
    return {"document": factories.document().slug, "exact": factories.QUOTE}


@pytest.mark.parametrize(("record_type", "quoting", "plain", "detail"), QUOTING)
def test_verbatim_words_are_not_entered_without_a_citation(
    record_type: str, quoting: dict[str, Any], plain: dict[str, Any], detail: str
) -> None:
    del plain
    make = getattr(factories, record_type)

    given: dict[str, Any]
    for given in ({}, {"citations": []}):
        with pytest.raises(ValidationError) as refusal:
            make(**quoting, **given)

        assert refusal.value.detail == {"citations": [detail]}
        assert refusal.value.get_codes() == {"citations": ["required"]}
    assert models.RECORDS[record_type]._default_manager.count() == 0


@pytest.mark.parametrize(("record_type", "quoting", "plain", "detail"), QUOTING)
def test_verbatim_words_keep_their_citation(
    record_type: str, quoting: dict[str, Any], plain: dict[str, Any], detail: str
) -> None:
    row = getattr(factories, record_type)(**quoting, citations=[quote()])

    with pytest.raises(ValidationError) as refusal:
        factories.changed(row, citations=[])

    assert refusal.value.detail == {"citations": [detail]}
    assert len(factories.shown(row)["citations"]) == 1
    factories.changed(row, citations=[], **plain)
    assert factories.shown(row)["citations"] == []


@pytest.mark.parametrize(("record_type", "quoting", "plain", "detail"), QUOTING)
def test_words_become_verbatim_with_a_citation(
    record_type: str, quoting: dict[str, Any], plain: dict[str, Any], detail: str
) -> None:
    row = getattr(factories, record_type)(**plain)

    with pytest.raises(ValidationError) as refusal:
        factories.changed(row, **quoting)

    assert refusal.value.detail == {"citations": [detail]}
    factories.changed(row, **quoting, citations=[quote()])
    shown = factories.shown(row)
    assert shown["citations"][0]["exact"] == factories.QUOTE
    assert shown.items() >= quoting.items()


def test_a_quote_of_a_part_is_none_of_the_record() -> None:
    observation = {"value": "3", "observed_date": "2026-01", "citations": [quote()]}

    with pytest.raises(ValidationError) as refusal:
        factories.commitment(
            wording="verbatim", target_unit="ships", target_value="9", observations=[observation]
        )

    assert refusal.value.detail == {"citations": [VERBATIM]}
