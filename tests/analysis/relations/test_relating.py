"""What a sentence does where the rules see only a mention."""

from dataclasses import replace

import pytest

from tests.analysis import costaguana
from tests.analysis.costaguana import NO_BASES, TRACKED, TRUCE
from tracker.analysis import base, reading, weights
from tracker.analysis.relations import relating, turns
from tracker.analysis.weights.logistic import Model

CERTAIN = dict.fromkeys(relating.RELATIONS, 0.0)
SPOKEN = "Convoys crossed the lines of the truce in Costaguana on Monday."


def finding(text: str, relation: str, *words: str) -> base.Finding:
    """Return what is found where ``words`` alone speak, all for ``relation``."""
    blank = {name: Model() for name in relating.RELATIONS}
    speaking = {**blank, relation: Model(weights=dict.fromkeys(words, 20.0))}
    article = base.Article(text, "en", costaguana.TUESDAY)
    found = reading.read(article, TRACKED, learned={**weights.shipped(), "relation": speaking})
    return costaguana.telling(found)[0]


@pytest.mark.parametrize(
    ("likely", "said"),
    [
        ({"reaffirms": 0.8, "mentions": 0.2}, "reaffirms"),
        ({"reaffirms": 0.4, "breaks": 0.3, "mentions": 0.3}, "mentions"),
        ({"breaks": 0.6, "contradicts": 0.2, "mentions": 0.2}, "breaks"),
        ({"fulfils": 0.45, "progresses": 0.45, "mentions": 0.1}, "fulfils"),
    ],
)
def test_where_kept_and_broken_are_both_likely_it_is_a_mention(
    likely: dict[str, float], said: str
) -> None:
    assert relating.decide({**CERTAIN, **likely}) == said


def test_words_that_speak_are_shown_where_they_stand_with_what_they_weigh() -> None:
    found = finding(f"It rained. {SPOKEN}", "progresses", "word convoy", "pair convoy crosse")

    assert (found.kind, found.relation) == ("commitment.progressed", "progresses")
    assert found.explanation["decided_by"] == [
        {"text": "Convoys crossed", "start": 11, "end": 26, "cue": "words"},
        {"text": "Convoys", "start": 11, "end": 18, "cue": "word"},
    ]
    assert found.explanation["relation_contributions"] == {
        "pair convoy crosse": 8.0,
        "word convoy": 8.0,
    }
    assert str(found.explanation["rule"]).endswith(relating.LEARNED)


def test_words_beside_the_sentence_count_for_half() -> None:
    found = finding(f"Convoys came. {SPOKEN}", "progresses", "word came")

    assert found.explanation["relation_contributions"] == {"word came": 4.0}


def test_a_word_that_is_negated_is_another_feature() -> None:
    text = "Convoys did not cross the lines of the truce in Costaguana on Monday."

    assert finding(text, "breaks", "not cross").relation == "breaks"
    assert finding(SPOKEN, "breaks", "not crosse").relation != "breaks"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Convoys would cross the lines of the truce if Costaguana gave in.", "breaks"),
        ("An analyst, Juan Rey, said convoys crossed under the truce in Costaguana.", "fulfils"),
        ("Convoys crossed under the truce in Costaguana, a farmer said.", "reaffirms"),
        ("The convoys follow the truce that Costaguana had promised.", "reaffirms"),
    ],
)
def test_whatever_the_words_say_nobody_is_accused_or_credited_by_these(
    text: str, relation: str
) -> None:
    assert finding(text, relation, "word convoy").kind == "commitment.reported"


def test_of_someone_unplaced_it_is_believed_what_was_done() -> None:
    text = "Convoys crossed under the truce in Costaguana, a farmer said."

    assert finding(text, "progresses", "word convoy").relation == "progresses"


def test_what_is_hardly_likely_is_for_a_person_to_classify() -> None:
    never = Model(bias=-20.0)
    models = {name: Model() for name in relating.RELATIONS}
    article = base.Article(SPOKEN, "en", costaguana.TUESDAY)
    learned = {**weights.shipped(), "relation": {**models, "contradicts": never, "breaks": never}}

    (found,) = reading.read(article, TRACKED, learned=learned)

    # Four relations are equally likely, and that it is done would be worth most to say.
    quarters = {
        **CERTAIN,
        **dict.fromkeys(("reaffirms", "progresses", "fulfils", "mentions"), 0.25),
    }
    assert relating.decide(quarters) == "fulfils"
    assert (found.kind, found.relation) == ("commitment.reported", None)


def test_what_the_rules_see_stands() -> None:
    text = "Ruiz said Costaguana will respect the truce and let convoys cross."

    assert finding(text, "breaks", "word convoy").relation == "reaffirms"


def test_a_form_that_is_not_told_shows_in_the_words() -> None:
    assert turns.is_refraining(replace(NO_BASES, form=""))
    assert not turns.is_refraining(replace(TRUCE, form=""))
    assert not turns.is_refraining(replace(NO_BASES, form="act"))
