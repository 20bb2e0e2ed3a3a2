"""What a sentence does to a commitment."""

import pytest

from tracker.analysis.relations import relation
from tracker.analysis.structure import sentences

BASE = {"en": "foreign bases", "es": "bases extranjeras"}
TRUCE = {"en": "truce", "es": "tregua"}


def _judge(text: str, language: str, form: str, target: str, voice: str) -> relation.Judgement:
    (sentence,) = sentences.split(text, language)
    start = sentence.folded.index(target)
    return relation.judge(sentence, language, form, [(start, start + len(target))], voice)


@pytest.mark.parametrize(
    ("text", "language", "voice", "expected"),
    [
        ("The pact does not allow foreign bases.", "en", "holder", "reaffirms"),
        ("There will be no foreign bases.", "en", "holder", "reaffirms"),
        ("Foreign bases are out of the question.", "en", "counterpart", "reaffirms"),
        ("She denied reports of plans for foreign bases.", "en", "holder", "reaffirms"),
        ("It is not to establish foreign bases but to train.", "en", "holder", "reaffirms"),
        ("The pact does not prohibit foreign bases.", "en", "holder", "mentions"),
        ("She does not oppose foreign bases.", "en", "holder", "mentions"),
        ("She did not discuss foreign bases.", "en", "holder", "mentions"),
        ("No final decision was taken on foreign bases.", "en", "holder", "mentions"),
        ("She rejected criticism of foreign bases.", "en", "holder", "mentions"),
        ("It will not only host foreign bases.", "en", "holder", "mentions"),
        ("She did not rule out foreign bases.", "en", "holder", "qualifies"),
        ("The country will host foreign bases.", "en", "holder", "contradicts"),
        ("The country will host foreign bases.", "en", "outlet", "contradicts"),
        ("The country could host foreign bases.", "en", "holder", "mentions"),
        ("There were foreign bases in the past.", "en", "outlet", "mentions"),
        ("There will be no foreign bases.", "en", "outlet", "mentions"),
        ("There will be no foreign bases.", "en", "unknown", "mentions"),
        ("There will be no foreign bases.", "en", "third_party", "mentions"),
        ("They accused it of hiding foreign bases.", "en", "third_party", "challenges"),
        ("They demanded that foreign bases close.", "en", "third_party", "challenges"),
        ("El pacto no incluye bases extranjeras.", "es", "holder", "reaffirms"),
        ("Nunca habrá planes de crear bases extranjeras.", "es", "holder", "reaffirms"),
        ("Descartó que haya bases extranjeras.", "es", "holder", "reaffirms"),
        ("No descartó que haya bases extranjeras.", "es", "holder", "qualifies"),
        ("El país acogerá bases extranjeras.", "es", "holder", "contradicts"),
        ("El país acogería bases extranjeras.", "es", "holder", "mentions"),
        ("El rechazo a las bases extranjeras crece.", "es", "holder", "mentions"),
        ("No cerrará las bases extranjeras.", "es", "holder", "mentions"),
        ("Había descartado bases extranjeras.", "es", "holder", "mentions"),
    ],
)
def test_what_is_said_of_a_thing_not_to_be_done(
    text: str, language: str, voice: str, expected: str
) -> None:
    assert _judge(text, language, "refrain", BASE[language], voice).relation == expected


@pytest.mark.parametrize(
    ("text", "language", "voice", "expected"),
    [
        ("It will respect the truce.", "en", "holder", "reaffirms"),
        ("It will respect the truce.", "en", "counterpart", "mentions"),
        ("It will not respect the truce.", "en", "holder", "contradicts"),
        ("It will not abandon the truce.", "en", "holder", "reaffirms"),
        ("It will not discuss the truce.", "en", "holder", "mentions"),
        ("It violated the truce.", "en", "outlet", "contradicts"),
        ("It has not violated the truce.", "en", "holder", "reaffirms"),
        ("If it respects the truce, aid will come.", "en", "outlet", "mentions"),
        ("It must respect the truce.", "en", "counterpart", "mentions"),
        ("They extended the truce by a month.", "en", "outlet", "reaffirms"),
        ("It fulfilled the truce.", "en", "outlet", "fulfils"),
        ("It fulfilled the truce.", "en", "holder", "mentions"),
        ("It accused the other of breaking the truce.", "en", "third_party", "challenges"),
        ("Respetará la tregua.", "es", "holder", "reaffirms"),
        ("No respetará la tregua.", "es", "holder", "contradicts"),
        ("Prorrogaron la tregua.", "es", "outlet", "reaffirms"),
        ("Violaron la tregua.", "es", "outlet", "contradicts"),
    ],
)
def test_what_is_said_of_a_thing_to_be_kept(
    text: str, language: str, voice: str, expected: str
) -> None:
    assert _judge(text, language, "maintain", TRUCE[language], voice).relation == expected


def test_the_words_that_decide_are_shown() -> None:
    judged = _judge("There will be no foreign bases.", "en", "refrain", "foreign bases", "holder")

    assert [(cue.words, cue.name, cue.start) for cue in judged.cues] == [("no", "negation", 14)]


def test_a_negation_in_another_clause_does_not_reach() -> None:
    text = "It gave no details, but it will host foreign bases."

    assert _judge(text, "en", "refrain", "foreign bases", "holder").relation == "contradicts"
