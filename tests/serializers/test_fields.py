"""Words that people enter, and who may be named how."""

import pytest
from rest_framework.exceptions import ValidationError

from tests import factories
from tracker import vocabularies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "entered",
    [
        {"name": "Sul\0aco"},
        {"name": "\u200b"},
        {"name": "   "},
        {"name": 7},
        {"name": True},
        {"name": None},
        {"name": "a" * 301},
        {"translations": {"es": {"name": "Sul\0aco"}}},
        {"translations": {"es": {"na\0me": "Sulaco"}}},
        {"translations": {"e\0s": {"name": "Sulaco"}}},
        {"translations": {"es": "Sulaco"}},
        {"other_names": [{"name": "Sul\0aco"}]},
        {"time_zone": "Costaguana/Sulaco"},
        {"parent": "nobody"},
        {"parent": "no\0body"},
        {"parent": 7},
        {"kind": "kingdom"},
        {"homepage": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_party_with_such_words_is_refused(entered: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.party(**entered)

    assert set(refusal.value.detail) == set(entered)


@pytest.mark.django_db
@pytest.mark.parametrize("weight", ["nan", "inf", "-1", "11", float("nan"), "heavy"])
def test_a_weight_is_a_number_from_0_to_10(weight: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.commitment(watch={"terms": {"base": weight}})

    assert set(refusal.value.detail) == {"watch"}


@pytest.mark.django_db
def test_the_terms_of_a_watch_are_clean() -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.commitment(watch={"terms": {"ba\0se": 1}})

    assert set(refusal.value.detail) == {"watch"}


@pytest.mark.django_db
def test_an_officials_role_is_that_of_the_day() -> None:
    vidal = factories.tomas_vidal().slug

    shown = [
        factories.shown(factories.statement(official=vidal, stated_date=day))["official"]
        for day in ("2022-12-31", "2023-01-01", "2025-12-31", "2026-01-01")
    ]

    assert [official["role"] and official["role"]["en"] for official in shown] == [
        None,
        "Minister of Defence",
        "Minister of Defence",
        None,
    ]
    assert [official["party"] for official in shown] == [None, "ruritania", "ruritania", None]


def test_every_precision_has_a_length() -> None:
    assert [precision.value for precision in vocabularies.DatePrecision] == [
        "year",
        "month",
        "day",
        "minute",
    ]
