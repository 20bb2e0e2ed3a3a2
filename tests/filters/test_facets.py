"""Facets have the form that their table gives them, and are read where it says."""

from typing import Any

import pytest

from tests import factories
from tracker import filters, models

pytestmark = pytest.mark.django_db

MADE = {record_type: getattr(factories, record_type) for record_type in models.RECORDS}


class Overheard(dict[str, Any]):
    """A body that notes which of its fields were asked for."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__(body)
        self.asked = set[str]()

    def get(self, key: str, default: Any = None) -> Any:
        """Return the field, noting its name."""
        self.asked.add(key)
        return super().get(key, default)


@pytest.mark.parametrize("record_type", models.RECORDS)
def test_a_form_names_the_facets_of_a_body(record_type: str) -> None:
    body = factories.shown(MADE[record_type]())

    assert filters.facets(body, {}).keys() == filters.form(record_type).keys()


@pytest.mark.parametrize("record_type", models.RECORDS)
def test_a_facet_is_read_where_its_parameter_says(record_type: str) -> None:
    body = factories.shown(MADE[record_type]())

    for parameter in filters.PARAMETERS[record_type].values():
        if parameter.facet is not None:
            overheard = Overheard(body)
            parameter.facet(overheard, {})
            said = {field.partition(".")[0] for field in parameter.fields}
            assert (parameter.name, overheard.asked) == (parameter.name, said)


def test_a_parameter_and_where_it_is_read_are_of_the_form() -> None:
    form = filters.form("commitment")

    assert form["country"] == ["holders.country"]
    assert form["holder"] == form["holder_own"] == ["holders.slug"]
    assert form["verdicts"] == ["verdict"]
    assert form["relations"] == [
        "relation relation",
        "relation_by side",
        "relation_after date",
        "relation_before date",
    ]


def test_facets_that_are_rewritten_keep_what_a_party_was_part_of_then() -> None:
    body = factories.shown(factories.commitment())
    stored = filters.facets(body, {"costaguana": ["costaguana", "the-league"]})
    former = {name: values for name, values in stored.items() if name != "form"}

    rewritten = filters.rewritten(former, body, {"costaguana": ["costaguana", "the-union"]})

    assert rewritten == stored
    of_new = {name: values for name, values in stored.items() if name != "holder"}
    rewritten = filters.rewritten(of_new, body, {"costaguana": ["costaguana", "the-union"]})
    assert rewritten == {**stored, "holder": ["costaguana", "the-union"]}
