"""Why nothing was told of what came near."""

from dataclasses import replace
from typing import Any

import pytest

from tests.analysis.costaguana import NO_BASES, TRACKED, TUESDAY, likely
from tracker.analysis import base, reading, weights
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.weights.logistic import Model
from tracker.flagging import missing

SAID = "Costaguana will host no foreign bases, Ana Ruiz said in Sulaco."


def missed(
    text: str,
    learned: weights.Weights | None = None,
    document: str | None = None,
    **watch: Any,
) -> list[missing.Missed]:
    """Return what an article of that day says too little of; of one commitment, as watched."""
    commitment = replace(NO_BASES, **watch)
    index = Index(replace(TRACKED, commitments=(commitment,)))
    given = Reading(base.Article(text, "en", TUESDAY, document=document), index, learned)
    return missing.missed(given, reading.find(given))


def reasons(found: list[missing.Missed]) -> list[tuple[str, tuple[str, ...]]]:
    (only,) = found
    return [(reason.code, reason.words) for reason in only.reasons]


@pytest.mark.parametrize(
    ("watch", "expected"),
    [
        (
            {"groups": (base.Group(all_of=("host", "lighthouse")),)},
            [("group", ("host", "lighthouse"))],
        ),
        ({"exclusions": ("no foreign bases",)}, [("excluded", ("no foreign bases",))]),
        ({"places": ("Cayta",)}, [("place", ("Cayta",))]),
        (
            {"groups": (base.Group(any_of=("lighthouse",)),), "places": ("Cayta",)},
            [("group", ("lighthouse",)), ("place", ("Cayta",))],
        ),
    ],
)
def test_what_an_editor_asked_for_is_reason_enough(
    watch: dict[str, Any], expected: list[object]
) -> None:
    assert reasons(missed(SAID, likely(9.0), **watch)) == expected


def test_an_older_text_is_no_news() -> None:
    found = missed(SAID, likely(9.0), stated_on=TUESDAY.replace(day=11))

    assert reasons(found) == [("early", ())]


def test_the_words_in_which_it_was_stated_are_no_news() -> None:
    text = "Costaguana will host no foreign bases, Ana Ruiz said."

    assert reasons(missed(text, likely(9.0), document="doc-origin")) == [("origin", ())]


def test_a_text_that_names_others_lacks_those_who_are_bound() -> None:
    assert reasons(missed("Peru will host no foreign bases.")) == [("party", ("Costaguana",))]


def test_below_the_bar_what_would_bring_most_is_named_first() -> None:
    model = Model(-9.0, {"words_all": 1.0, "officials": 4.0, "holder_share": 2.0, "holder": 0.1})
    learned = {**weights.shipped(), "pairs": {"pairs": model}}
    text = "It rained for a day. A foreign base was seen. It rained again."

    found = missed(text, learned, officials=("ana-ruiz",))

    assert reasons(found) == [("officials", ("Ana Ruiz",)), ("prominence", ())]


def test_what_a_commitment_has_not_cannot_be_lacking() -> None:
    model = Model(-9.0, {"words_all": 1.0, "officials": 4.0, "counterpart": 4.0})
    learned = {**weights.shipped(), "pairs": {"pairs": model}}

    assert reasons(missed("A base was seen.", learned, counterparts=())) == [("wording", ())]


def test_of_what_is_reported_the_two_likeliest_relations_are_given() -> None:
    learned = likely(9.0, reaffirms=1.0, contradicts=0.5, mentions=0.8)

    (only,) = missed(SAID, learned, form="maintain")

    assert [reason.code for reason in only.reasons] == ["two_sided"]
    assert only.likeliest == (("reaffirms", 0.412), ("contradicts", 0.25))
    assert only.probability == pytest.approx(0.9999, abs=1e-4)
    assert (only.passage.sentence.text, only.weight) == (SAID, 3.0)


def test_what_means_something_is_not_missed() -> None:
    assert missed(SAID, likely(9.0, reaffirms=1.0)) == []


def test_what_names_nothing_tracked_is_not_near() -> None:
    assert missed("It rained in Sulaco.") == []


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    for code in missing.codes():
        told = missing.Reason(code, ("one", "two")).explanation

        assert told.keys() == {"en", "es"}
        assert all(words.endswith(".") and "{" not in words for words in told.values())
