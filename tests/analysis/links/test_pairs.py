"""Which commitments an article is about, and how likely that is."""

from dataclasses import replace

import pytest

from tests.analysis.costaguana import NO_BASES, TRACKED, TRUCE, TUESDAY
from tracker.analysis import base, weights
from tracker.analysis.links import pairs
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.weights.logistic import Model

SAID = "Costaguana will host no foreign bases, Ana Ruiz said in Sulaco on Monday."


def reading(
    text: str = SAID,
    *,
    title: str = "",
    tracked: base.Tracked = TRACKED,
    learned: weights.Weights | None = None,
    **fields: str,
) -> Reading:
    article = base.Article(text, fields.pop("language", "en"), TUESDAY, title=title, **fields)
    return Reading(article, Index(tracked), learned)


def watched(**fields: object) -> base.Tracked:
    return replace(TRACKED, commitments=(replace(NO_BASES, **fields), TRUCE))  # type: ignore[arg-type]


def found(given: Reading) -> list[str]:
    return [pair.commitment.slug for pair in pairs.pairs(given)]


@pytest.mark.parametrize(
    ("text", "title", "slugs"),
    [
        (SAID, "", ["no-bases"]),
        ("The truce holds, and Costaguana hosts no foreign bases.", "", ["no-bases", "truce"]),
        ("Nothing was said in Sulaco.", "Foreign bases debated", ["no-bases"]),
        ("Exports of silver rose in Costaguana.", "", []),
    ],
)
def test_terms_bring_a_commitment_into_question(text: str, title: str, slugs: list[str]) -> None:
    assert sorted(found(reading(text, title=title))) == slugs


def test_an_official_brings_a_commitment_into_question_without_any_term() -> None:
    text = "Costaguana stands by what it promised, Ana Ruiz said."

    assert found(reading(text)) == []
    assert found(reading(text, tracked=watched(officials=("ana-ruiz",)))) == ["no-bases"]


def test_an_article_that_names_others_alone_is_about_these() -> None:
    assert found(reading("Peru will host no foreign bases.")) == []
    assert found(reading("The country will host no foreign bases.")) == ["no-bases"]
    assert found(reading("Azuera will have no foreign bases.")) == ["no-bases"]
    assert found(reading("We will host no foreign bases.", publisher="costaguana")) == ["no-bases"]


@pytest.mark.parametrize(
    ("watch", "slugs"),
    [
        ({"places": ("Cayta",)}, []),
        ({"places": ("Sulaco",)}, ["no-bases"]),
        ({"exclusions": ("host no foreign bases",)}, []),
        ({"exclusions": ("host no ports",)}, ["no-bases"]),
        ({"groups": (base.Group(any_of=("lighthouse",)),)}, []),
        ({"groups": (base.Group(any_of=("host", "lighthouse")),)}, ["no-bases"]),
        ({"groups": (base.Group(all_of=("host", "lighthouse")),)}, []),
    ],
)
def test_what_an_editor_narrows_it_by_is_kept_to(
    watch: dict[str, object], slugs: list[str]
) -> None:
    assert found(reading(tracked=watched(**watch))) == slugs
    # Without any term a text may be about it that names its officials, in its places.
    officials = slugs if "places" in watch else ["no-bases"]
    assert found(reading(tracked=watched(**watch, officials=("ana-ruiz",)))) == officials


@pytest.mark.parametrize(
    ("likelihood", "is_told", "is_likely"),
    [(0.5, True, True), (0.49, False, True), (0.35, False, True), (0.34, False, False)],
)
def test_from_some_likelihood_on_people_are_told_or_asked(
    likelihood: float, is_told: bool, is_likely: bool
) -> None:
    pair = pairs.Pair(NO_BASES, {"brief": 0.0}, likelihood)

    assert (pair.is_told, pair.is_likely) == (is_told, is_likely)


def test_the_likeliest_come_first_and_contributions_add_up() -> None:
    model = Model(-1.0, {"terms_best": 2.0, "holder": 0.5, "behind": -1.0})
    learned = {**weights.shipped(), "pairs": {"pairs": model}}
    given = reading("The truce holds: Costaguana has one base.", learned=learned)

    first, second = pairs.pairs(given)

    assert (first.commitment.slug, second.commitment.slug) == ("truce", "no-bases")
    # Of six, the truce weighs three in its paragraph and the base one.
    assert pairs.contributions(given, first) == {"terms_best": 1.0, "holder": 0.5}
    assert pairs.contributions(given, second) == {
        "holder": 0.5,
        "behind": -0.333,
        "terms_best": 0.333,
    }
    assert first.probability == pytest.approx(0.6225, abs=1e-4)


def test_features_are_shares_between_nought_and_one() -> None:
    text = "\n\n".join([f"{SAID} Sovereignty and the base, said Hale of Azuera."] * 9)

    (features,) = pairs.features(reading(text)).values()

    assert all(0.0 <= value <= 1.0 for value in features.values())
    assert features["terms_best"] == pytest.approx(5.5 / 6)
    assert features["terms_heaviest"] == 1.0
    assert features["holder_share"] == pytest.approx(0.6)
    assert (features["holder"], features["counterpart"], features["early"]) == (1.0, 1.0, 0.0)


def test_the_same_promise_of_another_state_that_is_named_more_is_a_rival() -> None:
    theirs = replace(NO_BASES, slug="their-bases", holders=("azuera",), counterparts=())
    tracked = replace(TRACKED, commitments=(NO_BASES, theirs))
    given = reading("Azuera hosts no foreign bases, said Azuera of Costaguana.", tracked=tracked)

    features = pairs.features(given)

    assert features["no-bases"]["rival_holder"] == pytest.approx(1 / 3)
    assert features["their-bases"]["rival_holder"] == 0.0


def test_inflections_of_a_term_count_and_words_of_another_class_do_not() -> None:
    terms = {"grano": 3.0, "pago": 3.0}
    tracked = watched(terms=terms)

    def heard(text: str) -> list[str]:
        return found(reading(text, tracked=tracked, language="es"))

    assert heard("Costaguana exporta granos.") == ["no-bases"]
    assert heard("Costaguana hizo los pagos.") == ["no-bases"]
    assert heard("Costaguana dio un gran paso.") == []
    assert heard("Costaguana va a pagar.") == []
