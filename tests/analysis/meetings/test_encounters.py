"""Meetings in a sentence."""

import pytest

from tracker.analysis.meetings import encounters
from tracker.analysis.structure import sentences


def _one(text: str, language: str) -> tuple[sentences.Sentence, encounters.Encounter | None]:
    (sentence,) = sentences.split(text, language)
    return sentence, encounters.find(sentence, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ana Ruiz met Tom Hale in Sulaco.", "en", ("held", "meeting", "Sulaco")),
        ("Tom Hale will visit Sulaco.", "en", ("planned", "visit", None)),
        ("Tom Hale spoke with Ana Ruiz in March.", "en", ("held", "call", None)),
        ("The meeting was postponed.", "en", ("postponed", "meeting", None)),
        ("Ana Ruiz se reunió en Sulaco con Tom Hale.", "es", ("held", "meeting", "Sulaco")),
        ("Tom Hale visitará Costaguana.", "es", ("planned", "visit", None)),
        ("La visita fue cancelada.", "es", ("cancelled", "meeting", None)),
    ],
)
def test_a_meeting_has_a_status_a_kind_and_a_place(
    text: str, language: str, expected: tuple[str, str, str | None]
) -> None:
    _, found = _one(text, language)

    assert found is not None
    assert (found.status, found.kind, found.place) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ana Ruiz never met Tom Hale.", "en"),
        ("They could have met in Sulaco.", "en"),
        ("The strike was postponed.", "en"),
        ("Ana Ruiz no se reunió con Tom Hale.", "es"),
        ("Negó que se reunió con Tom Hale.", "es"),
    ],
)
def test_what_did_not_happen_is_no_meeting(text: str, language: str) -> None:
    assert _one(text, language)[1] is None


def test_a_clause_ends_at_a_semicolon() -> None:
    sentence, found = _one("Ruiz met Hale in Sulaco; Cayta is where he goes next.", "en")

    assert found is not None
    assert sentence.text[found.start : found.end] == "Ruiz met Hale in Sulaco"


def test_offices_named_together_are_told_apart() -> None:
    sentence, _ = _one("Se reunió con las ministras de Pesca y de Salud.", "es")

    assert [office for *_, office in encounters.offices(sentence, "es")] == [
        "ministras Pesca",
        "ministras Salud",
    ]
