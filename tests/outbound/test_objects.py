"""The object in a model's words, wherever it stands, and what is of a schema."""

from typing import Any

import pytest

from tracker.outbound import objects

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "sort": {"type": "string", "enum": ["act", "refrain"]},
        "share": {"type": "number"},
        "day": {"type": ["string", "null"]},
        "who": {"type": "array", "items": {"type": "string"}},
        "of": {"type": "object", "properties": {"place": {"type": ["string", "null"]}}},
    },
}
WHOLE: dict[str, Any] = {
    "name": "no bases",
    "sort": "refrain",
    "share": 1,
    "day": None,
    "who": ["Ana Ruiz"],
    "of": {"place": None},
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('```json\n{"a": 1}\n```\nI hope that helps.', {"a": 1}),
        ('<think>Is it {certain}? Yes.</think>\n{"a": 1}', {"a": 1}),
        ('{"a": [{"b": 1}, {"b"', None),
        ("[1]", None),
        ("", None),
    ],
)
def test_an_object_is_found_in_fences_and_behind_thoughts(text: str, found: Any) -> None:
    assert objects.find(text) == found


def test_of_an_object_that_was_cut_the_whole_items_are_taken() -> None:
    assert objects.find('{"a": [{"b": 1}, {"b"', is_cut=True) == {"a": [{"b": 1}]}
    assert objects.find('{"a": [{"b', is_cut=True) is None


def test_a_value_of_the_schema_fits_whatever_else_it_holds() -> None:
    assert objects.fits(WHOLE, SCHEMA)
    assert objects.fits({**WHOLE, "more": 1}, SCHEMA)
    assert objects.fits({key: WHOLE[key] for key in WHOLE if key != "day"}, SCHEMA)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"name": 1},
        {"sort": "think"},
        {"share": "all"},
        {"share": True},
        {"day": 2026},
        {"who": "Ana Ruiz"},
        {"who": [1]},
        {"of": None},
        {"of": {"place": 1}},
    ],
)
def test_a_value_that_is_not_of_the_schema_does_not_fit(changes: dict[str, Any]) -> None:
    assert not objects.fits({**WHOLE, **changes}, SCHEMA)
    assert not objects.fits([WHOLE], SCHEMA)
