"""Figures that were worked out by hand."""

from typing import Any

import pytest

from tracker.evaluating import scoring
from tracker.evaluating.cases import Case


def case(name: str, *gold: tuple[str, ...], **labels: Any) -> Case:
    links = [
        {"commitment_id": slug, "relation": best, "accept": list(others)}
        for slug, best, *others in gold
    ]
    defaults = {
        "passage": "Ruiz met Hale.",
        "gold": links,
        "tolerate": [],
        "meetings": [],
        "agreements": [],
        "new_commitments": [],
        "meet_exhaustive": True,
        "nc_exhaustive": True,
    }
    return Case(name, "story", {**defaults, **labels})


def said(**relations: str) -> dict[str, Any]:
    return {
        "links": [
            {"commitment_id": slug, "relation": relation, "confidence": 0.5}
            for slug, relation in relations.items()
        ]
    }


def test_links_relations_and_alarms_are_counted() -> None:
    cases = [
        case("1", ("a", "reaffirms")),
        case("2", ("a", "breaks", "contradicts"), ("b", "mentions")),
        case("3"),
        case("4", tolerate=[{"commitment_id": "b", "relation": "mentions"}]),
    ]
    predictions = {
        "1": said(a="contradicts"),
        "2": said(a="qualifies"),
        "3": said(a="mentions", b="mentions"),
        "4": said(b="mentions"),
    }

    figures = scoring.score(cases, predictions).figures()

    assert figures["link_precision"] == 0.5
    assert figures["link_recall"] == pytest.approx(2 / 3)
    assert figures["link_f1"] == pytest.approx(4 / 7)
    assert (figures["false_alarms"], figures["false_alarms_of"]) == (0.5, 2)
    assert (figures["relation_accuracy"], figures["links_matched"]) == (0.5, 2)
    assert (figures["flips"], figures["sided_links"]) == (0.5, 2)
    assert figures["joint_precision"] == 0.25
    assert figures["joint_recall"] == pytest.approx(1 / 3)
    assert figures["relation_macro_f1"] == pytest.approx((0 + 2 / 3) / 2)


def test_an_accepted_relation_counts_as_the_best_one() -> None:
    tally = scoring.score([case("1", ("a", "progresses", "fulfils"))], {"1": said(a="fulfils")})

    assert tally.confusion == {("fulfils", "fulfils"): 1}
    assert tally.figures()["relation_macro_f1"] == 1.0


def test_what_is_proposed_matches_on_part_of_it() -> None:
    labels = {
        "meetings": [{"participants": ["Ana Ruiz", "Tom Hale"], "status": "held"}],
        "agreements": [{"name": "Coastal Patrol Pact", "event": "signed"}],
        "new_commitments": [{"span": "Azuera will send wheat", "party": "XA"}],
    }
    prediction = {
        "meetings": [
            {"participants": ["Mr. Hale."], "status": "planned"},
            {"participants": ["President Ruiz,"], "status": "held"},
        ],
        "agreements": [{"name": "the patrol treaty", "event": "signed"}],
        "new_commitments": ["Azuera will send much wheat"],
    }

    figures = scoring.score([case("1", **labels)], {"1": prediction}).figures()

    assert figures["meetings_f1"] == pytest.approx(2 / 3)
    assert (figures["agreements_f1"], figures["new_commitments_f1"]) == (1.0, 1.0)
    assert [figures[f"{kind}_of"] for kind in scoring.PROPOSALS] == [1, 1, 1]


def test_surplus_does_not_count_where_more_could_be_argued() -> None:
    labels = {"meetings": [{"participants": ["Ana Ruiz"], "status": "held"}]}
    more = {"participants": ["Eva Mora"], "status": "held"}
    prediction = {"meetings": [{"participants": ["Ruiz"], "status": "held"}, more]}

    loose = scoring.score([case("1", **labels, meet_exhaustive=False)], {"1": prediction})
    strict = scoring.score([case("1", **labels)], {"1": prediction})

    assert loose.figures()["meetings_f1"] == 1.0
    assert strict.figures()["meetings_f1"] == pytest.approx(2 / 3)


def test_a_quote_that_is_not_exact_is_counted() -> None:
    quotes = [{"start": 0, "end": 4, "exact": "Ruiz"}, {"start": 0, "end": 4, "exact": "Hale"}]

    figures = scoring.score([case("1")], {"1": {"evidence": quotes}}).figures()

    assert (figures["evidence"], figures["evidence_wrong"]) == (2, 1)


def test_nothing_to_score_gives_noughts() -> None:
    figures = scoring.score([], {}).figures()

    assert set(figures.values()) == {0}
