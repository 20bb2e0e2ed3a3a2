"""Verbs of speech, quotations and questions."""

import pytest

from tracker.analysis.attribution import quotes
from tracker.analysis.structure import sentences


@pytest.mark.parametrize(
    ("text", "language", "verbs"),
    [
        ("Minister Ana Ruiz said it and insisted on it.", "en", ["said", "insisted"]),
        ("According to Ana Ruiz, it rained.", "en", ["according to"]),
        ("Según Ruiz, no habrá bases.", "es", ["segun"]),
        ("It rained in Sulaco.", "en", []),
    ],
)
def test_verbs_of_speech_are_found_by_position(text: str, language: str, verbs: list[str]) -> None:
    (sentence,) = sentences.split(text, language)

    assert [hit.words for hit in quotes.verbs(sentence, language)] == verbs


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Will there be bases?", "en", True),
        ("¿Habrá bases?», insistió.", "es", True),
        ("QUESTION: About the bases.", "en", True),
        ("The question is settled.", "en", False),
    ],
)
def test_a_question_is_known(text: str, language: str, expected: object) -> None:
    (sentence,) = sentences.split(text, language)

    assert quotes.is_question(sentence, language) is expected


@pytest.mark.parametrize(
    ("text", "is_open", "spans", "stays_open"),
    [
        ("“No,” she said.", False, ((0, 5),), False),
        ('She said "no" and "never".', False, ((9, 13), (18, 25)), False),
        ("“No. We host none.", False, ((0, 18),), True),
        ("We never did,” she said.", True, ((0, 14),), False),
        ("Nothing was said.", False, (), False),
    ],
)
def test_quotations_are_spans_of_a_sentence(
    text: str, is_open: bool, spans: tuple[tuple[int, int], ...], stays_open: bool
) -> None:
    paragraph = text.replace(". W", ", w")
    (sentence,) = sentences.split(paragraph, "en")

    assert quotes.quotations(sentence, is_open=is_open) == (spans, stays_open)
