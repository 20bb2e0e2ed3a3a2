"""Which passages of an article show best what it says of a commitment."""

from tests.analysis.costaguana import TRACKED, TUESDAY
from tracker.analysis import base, ranking, weights
from tracker.analysis.links import pairs
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.weights.logistic import Model

INDEX = Index(TRACKED)
TEXT = (
    "Costaguana debated foreign bases for a day. The debate on foreign bases was long.\n\n"
    "“We will host no foreign bases,” Ana Ruiz said.\n\n"
    "Will there be foreign bases? In 2019 Costaguana had none.\n\n"
    "Azuera keeps calm, and the harbour of Sulaco is as quiet as ever.\n\n"
    "Read also: Foreign bases in pictures"
)


def ranked(learned: weights.Weights | None = None, text: str = TEXT) -> list[ranking.Ranked]:
    """Return every sentence with how well it shows the commitment about bases."""
    given, pair = paired(learned, text)
    return ranking.ranking(given, pair)


def paired(learned: weights.Weights | None = None, text: str = TEXT) -> tuple[Reading, pairs.Pair]:
    given = Reading(base.Article(text, "en", TUESDAY), INDEX, learned)
    return given, next(p for p in pairs.pairs(given) if p.commitment.slug == "no-bases")


def test_every_sentence_of_the_body_is_ranked() -> None:
    assert [each.passage.sentence.paragraph for each in ranked()] == [0, 0, 1, 2, 2, 3]


def test_of_a_paragraph_the_best_sentence_stands_and_three_at_most() -> None:
    learned = {
        **weights.shipped(),
        "ranking": {"ranking": Model(0.0, {"quoted": 9.0, "terms": 4.0, "place": -1.0})},
    }

    best = ranking.best(*paired(learned))

    assert [each.passage.sentence.text for each in best] == [
        "“We will host no foreign bases,” Ana Ruiz said.",
        "Costaguana debated foreign bases for a day.",
        "Will there be foreign bases?",
    ]


def test_as_shipped_what_an_official_says_comes_before_a_question_and_history() -> None:
    best = ranking.best(*paired())

    assert best[0].passage.sentence.text == "“We will host no foreign bases,” Ana Ruiz said."
    scores = {each.passage.sentence.text: each.score for each in ranked()}
    assert scores["Will there be foreign bases?"] < 0.5 < best[0].score
    assert scores["In 2019 Costaguana had none."] < best[0].score


def test_each_feature_tells_one_thing_of_a_sentence() -> None:
    first, _, said, asked, history, calm = (each.features for each in ranked())

    assert (said["quoted"] > 0.5, said["side_holder"], first["side_outlet"]) == (True, 1.0, 1.0)
    assert (said["terms"], calm["terms"], said["terms_any"]) == (0.5, 0.0, 1.0)
    assert (asked["question"], history["past_year"], said["past_year"]) == (1.0, 1.0, 0.0)
    assert (first["holder"], calm["holder"], first["place"]) == (1.0, 1.0, 0.0)
    assert all(0.0 <= value <= 1.0 for value in said.values())
