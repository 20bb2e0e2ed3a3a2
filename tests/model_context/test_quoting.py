"""Quotes, speakers and judges, from bodies as they are stored."""

from typing import Any

import pytest

from tracker.model_context import quoting


def citation(**other: Any) -> dict[str, Any]:
    document = {
        "text_kind": "full",
        "outlet": "The Sulaco Courier",
        "published_at": "2026-02-10",
        "url": "https://courier.example/bases",
        "record_url": "/v1/documents/bases",
    }
    return {
        "document": {**document, **other.pop("document", {})},
        "exact": "Costaguana will not host foreign bases",
        "language": "en",
        "archive_url": "https://archive.example/1",
        **other,
    }


def test_the_words_of_a_full_text_are_for_print_and_others_are_not() -> None:
    kinds = ("full", "excerpt", "summary", "translation")
    quotes = [quoting.quotes([citation(document={"text_kind": k})])[0] for k in kinds]

    assert [quote.is_for_print for quote in quotes] == [True, False, False, False]


def test_a_quote_of_a_text_without_an_address_leads_to_its_record() -> None:
    (quote,) = quoting.quotes([citation(document={"url": ""})])

    assert quote.source == "http://localhost:8000/v1/documents/bases"


def test_a_very_long_quote_is_cut_and_says_so() -> None:
    (quote,) = quoting.quotes([citation(exact="a" * 5000)])

    assert len(quote.exact) == quoting.MOST_CHARACTERS
    assert quote.exact.endswith("a…")


def test_three_quotes_are_told_and_the_others_counted() -> None:
    many = [citation()] * 5

    assert (len(quoting.quotes(many)), quoting.left_out(many), quoting.left_out(many[:2])) == (
        3,
        2,
        0,
    )


def test_who_speaks_in_a_quote_goes_before_who_speaks_in_the_record() -> None:
    own = {"official": None, "party": {"title": "Ruritania"}, "name": "Ruritania", "role": ""}
    of_record = {"official": {"title": "Ana Ruiz", "role": {"es": "Canciller"}}, "party": None}

    quotes = quoting.quotes([citation(speaker=own), citation(speaker=None)], of_record)

    assert [(quote.speaker, quote.office) for quote in quotes] == [
        ("Ruritania", None),
        ("Ana Ruiz", "Canciller"),
    ]


@pytest.mark.parametrize(
    ("body", "by", "sentence"),
    [
        (
            {"review_state": "flagged", "confidence": 0.5, "detector": {"name": "prose"}},
            "machine",
            "A machine flagged it with confidence 0.5; no person has reviewed it.",
        ),
        (
            {"review_state": "flagged", "confidence": None, "detector": {"name": "clock"}},
            "machine",
            "A machine tells it from dates on record; no person has reviewed it.",
        ),
        (
            {"review_state": "flagged", "confidence": None, "detector": {"name": "prose"}},
            "machine",
            "A machine flagged it; no person has reviewed it.",
        ),
        ({"review_state": "confirmed", "confidence": 0.5}, "person", "A person confirmed it."),
        ({"review_state": "corrected"}, "person", "A person corrected it."),
        ({"review_state": "dismissed"}, "person", "A person dismissed it."),
    ],
)
def test_it_is_said_plainly_who_says_so(body: dict[str, Any], by: str, sentence: str) -> None:
    judged = quoting.flagged(body)

    assert (judged.by, judged.sentence) == (by, sentence)
