"""Check constraints, asked of rows that are not stored: as the database would answer."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import models as db

from tracker import importing, models
from tracker.importing import constraints

LATER, EARLIER = date(2024, 1, 1), date(2020, 1, 1)


def of_noun(noun: importing.Noun) -> list[type[db.Model]]:
    """Return the model of a noun and those of its parts."""
    model: Any = models.RECORDS[noun.record_type]
    names = {"tenures", "memberships", "actions", "participants", "made_by", "observations"}
    parts = [field for field in model._meta.get_fields() if field.name in names]
    return [model, *(field.related_model for field in parts if field.one_to_many)]


@pytest.mark.parametrize("noun", importing.NOUNS.values(), ids=importing.NOUNS)
def test_each_constraint_of_what_is_imported_can_be_asked(noun: importing.Noun) -> None:
    answers = {
        constraint.name: constraints.holds(constraint.condition, model())
        for model in of_noun(noun)
        for constraint in model._meta.constraints
        if isinstance(constraint, db.CheckConstraint)
    }

    assert answers
    assert set(answers.values()) <= {True, False, None}


@pytest.mark.parametrize(
    ("row", "violated"),
    [
        (
            models.Tenure(start_date=LATER, end_date=EARLIER, end_precision="day"),
            ["tenure_ends_after_it_starts"],
        ),
        (models.Tenure(start_date=LATER, end_date=EARLIER, end_precision="year"), []),
        (models.Tenure(end_date=EARLIER, end_precision="day"), []),
        (models.Commitment(target_unit="%"), ["commitment_target_has_value_and_unit"]),
        (models.Commitment(target_unit="%", target_value=1), []),
        (models.Party(country="xc"), ["party_country_is_alpha_2"]),
        (models.Party(code="xc"), ["party_code_is_upper_case"]),
        (models.Party(country="XC", code="XC-1"), []),
        (models.Speaker(), ["speaker_is_someone"]),
        (models.Speaker(attributed_as="a source"), []),
        (models.Participant(), ["participant_is_a_person_or_an_office"]),
        (
            models.Meeting(
                starts_at=datetime(2026, 1, 2, tzinfo=UTC),
                ends_at=datetime(2026, 1, 1, tzinfo=UTC),
                ends_precision="minute",
            ),
            ["meeting_ends_after_it_starts"],
        ),
    ],
)
def test_a_row_is_told_which_constraints_it_violates(row: db.Model, violated: list[str]) -> None:
    assert list(constraints.violated(row)) == [constraints.in_words(name) for name in violated]


def test_a_question_that_is_not_known_is_an_error() -> None:
    with pytest.raises(constraints.UnknownLookup):
        constraints.holds(db.Q(name__startswith="A"), models.Party(name="Ana"))
