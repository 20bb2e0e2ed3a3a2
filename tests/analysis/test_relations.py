"""What a passage may mean for a commitment, and when it is said to mean nothing."""

from dataclasses import replace

import pytest

from tests.analysis.costaguana import NO_BASES, TRACKED, TUESDAY, likely
from tracker.analysis import base, ranking, relations, weights
from tracker.analysis.links import pairs
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.ranking import Ranked
from tracker.analysis.weights.logistic import Model


def passage(
    text: str, language: str = "en", given: weights.Weights | None = None, **commitment: object
) -> tuple[Reading, pairs.Pair, Ranked]:
    """Return the first sentence of an article, seen from the commitment about bases."""
    tracked = replace(TRACKED, commitments=(replace(NO_BASES, **commitment),))  # type: ignore[arg-type]
    reading = Reading(base.Article(text, language, TUESDAY), Index(tracked), given)
    (pair,) = pairs.pairs(reading)
    return reading, pair, ranking.ranking(reading, pair)[0]


def weighed(text: str, language: str, biases: dict[str, float]) -> relations.Meaning:
    return relations.meaning(*passage(text, language, likely(**biases)))


@pytest.mark.parametrize(
    ("text", "language", "silence"),
    [
        ("Will Costaguana host foreign bases?", "en", "question"),
        ("¿Habrá bases extranjeras en Costaguana?", "es", "question"),
        ("In 2019 Costaguana closed its foreign bases.", "en", "history"),
        ("En 2019 Costaguana cerró sus bases extranjeras.", "es", "history"),
        ("If Costaguana were to host foreign bases, prices would rise.", "en", "hypothesis"),
        ("Si Costaguana tuviera bases extranjeras, subirían los precios.", "es", "hypothesis"),
        ("Peru has foreign bases. Costaguana has none.", "en", "elsewhere"),
        ("Perú tiene bases extranjeras. Costaguana no.", "es", "elsewhere"),
    ],
)
def test_questions_hypotheses_history_and_others_matters_say_nothing(
    text: str, language: str, silence: str
) -> None:
    found = weighed(text, language, {"breaks": 9.0})

    assert (found.relation, found.silence) == (None, silence)
    assert found.likeliest[0] == ("breaks", 1.0)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Costaguana abandoned its promise of no foreign bases.", "en"),
        ("Costaguana backed away from its ban on foreign bases.", "en"),
        ("Costaguana drops its promise of no foreign bases.", "en"),
        ("Costaguana ditched its ban on foreign bases.", "en"),
        ("Costaguana will scrap its ban on foreign bases.", "en"),
        ("Costaguana reneged on its word about foreign bases.", "en"),
        ("Costaguana makes a U-turn on foreign bases.", "en"),
        ("Costaguana reversed its ban on foreign bases.", "en"),
        ("Costaguana hosts foreign bases despite its promise.", "en"),
        ("Costaguana called the ban on foreign bases a mistake.", "en"),
        ("Costaguana abandonó su promesa de no tener bases extranjeras.", "es"),
        ("Costaguana se echó atrás en su veto a las bases extranjeras.", "es"),
        ("Costaguana dio marcha atrás con las bases extranjeras.", "es"),
        ("Costaguana descarta su promesa de no tener bases extranjeras.", "es"),
        ("Costaguana desecha su veto a las bases extranjeras.", "es"),
        ("Costaguana incumplió su palabra sobre bases extranjeras.", "es"),
        ("Costaguana da un giro sobre las bases extranjeras.", "es"),
        ("Costaguana revierte su veto a las bases extranjeras.", "es"),
        ("Costaguana aloja bases extranjeras pese a su promesa.", "es"),
        ("Costaguana llamó un error el veto a las bases extranjeras.", "es"),
    ],
)
def test_a_promise_that_is_turned_is_never_reaffirmed(text: str, language: str) -> None:
    reading, pair, ranked = passage(text, language, likely(reaffirms=9.0, breaks=0.0))

    assert pair.is_told
    found = relations.meaning(reading, pair, ranked)
    assert (found.relation, found.likeliest[0][0]) == ("breaks", "reaffirms")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ruiz said Costaguana has no plans for foreign bases.", "en"),
        ("Ruiz said foreign bases will not come to Costaguana for now.", "en"),
        ("Ruiz dijo que Costaguana no tiene planes de bases extranjeras.", "es"),
        ("Ruiz dijo que por ahora no habrá bases extranjeras en Costaguana.", "es"),
    ],
)
def test_no_plans_where_it_was_never_to_be_qualifies(text: str, language: str) -> None:
    given = likely(reaffirms=9.0)

    meant = relations.meaning(*passage(text, language, given))

    assert (meant.relation, meant.rule) == ("qualifies", "no plans where it was excluded")
    # Of a promise to act, it is another thing to have no plans.
    other = relations.meaning(*passage(text, language, given, form="act"))
    assert other.relation == "reaffirms"


@pytest.mark.parametrize(
    ("biases", "relation", "silence"),
    [
        ({"reaffirms": 1.0, "mentions": 0.0}, "reaffirms", ""),
        ({"reaffirms": 0.0, "mentions": 1.0}, None, "unlikely"),
        ({"reaffirms": 0.0, "contradicts": 0.0}, None, "two_sided"),
        ({"reaffirms": -2.0, "contradicts": 0.0, "qualifies": -0.5}, "contradicts", ""),
        ({"progresses": 0.0, "fulfils": 0.5, "breaks": -3.0}, "fulfils", ""),
    ],
)
def test_a_relation_is_suggested_where_it_is_likely_and_of_one_side(
    biases: dict[str, float], relation: str | None, silence: str
) -> None:
    text = "Ruiz said Costaguana will host no foreign bases."

    found = relations.meaning(*passage(text, given=likely(**biases), form="maintain"))

    assert (found.relation, found.silence) == (relation, silence)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Luis Vega said Costaguana has foreign bases.", "challenges"),
        ("Ruiz said Costaguana has foreign bases.", "contradicts"),
        ("Costaguana has foreign bases.", "contradicts"),
        ("The Embassy of Azuera said Costaguana has foreign bases.", "contradicts"),
    ],
)
def test_what_a_third_party_holds_against_it_is_a_claim(text: str, relation: str) -> None:
    assert weighed(text, "en", {"contradicts": 1.0, "challenges": 0.5}).relation == relation
    if relation != "challenges":
        # Who is bound, and the outlet, claim nothing of the kind.
        found = weighed(text, "en", {"contradicts": 0.5, "challenges": 1.0}).relation
        assert found == ("challenges" if "Embassy" in text else "contradicts")


@pytest.mark.parametrize(
    ("text", "language", "relation", "rule"),
    [
        ("Ruiz said there will be no foreign bases.", "en", "reaffirms", "denied by its side"),
        ("Ruiz dijo que no habrá bases extranjeras.", "es", "reaffirms", "denied by its side"),
        (
            "Ruiz said Costaguana will host foreign bases.",
            "en",
            "contradicts",
            "asserted though excluded",
        ),
        (
            "Ruiz dijo que Costaguana tendrá bases extranjeras.",
            "es",
            "contradicts",
            "asserted though excluded",
        ),
    ],
)
def test_plain_words_are_said_whatever_was_learned(
    text: str, language: str, relation: str, rule: str
) -> None:
    found = weighed(text, language, {"progresses": 9.0})

    assert (found.relation, found.rule) == (relation, rule)
    assert found.likely[relation] == 0.6


def test_what_speaks_for_a_relation_is_given_with_its_words() -> None:
    heads = likely(reaffirms=1.0)["relations"]
    bound = {"en:restraint:host": 2.0, "restraint:negation": 1.0, "quoted": 0.5}
    heads = {**heads, "reaffirms": Model(1.0, bound)}
    given = {**weights.shipped(), "relations": heads}

    meant = relations.meaning(
        *passage("Ruiz said Costaguana will host no foreign bases.", given=given, form="maintain")
    )

    assert meant.contributions == {"en:restraint:host": 2.0, "restraint:negation": 1.0}
    assert [token.word for token in meant.words] == ["host"]
    assert meant.rule == "learned"
    assert 0.99 < meant.likely["reaffirms"] < 1


def test_what_would_break_or_keep_it_is_compared_with_the_passage() -> None:
    failure = base.Criterion("failure", "A base opens")
    reading, pair, ranked = passage(
        "Ruiz said a foreign base opens in Cayta, in Costaguana.",
        violation="A base opens in Cayta",
        fulfilment="The last barracks close",
        criteria=(failure,),
    )

    found = relations.features(reading, pair, ranked)

    assert (found["violation"], found["violation_only"], found["fulfilment_only"]) == (1, 1, 0)
    assert (found["form:restraint"], found["en:restraint:cayta"]) == (1.0, 1.0)
