"""Groups, intervals and reliability."""

from typing import Any

from tests.evaluating.test_scoring import case
from tracker.evaluating import measuring, tables
from tracker.evaluating.cases import Case


def _case(number: int, story: str, language: str = "en") -> Case:
    made = case(str(number), ("a", "reaffirms"), lang=language, origin="written")
    return Case(made.id, story, made.labels)


def _link(relation: str, confidence: float, slug: str = "a") -> dict[str, Any]:
    return {
        "links": [{"commitment_id": slug, "relation": relation, "confidence": confidence}],
        "evidence": [],
    }


CASES = [_case(1, "one"), _case(2, "one", "es"), _case(3, "two"), _case(4, "two", "es")]
PREDICTIONS = {
    "1": _link("reaffirms", 0.81),
    "2": _link("contradicts", 0.81),
    "3": _link("reaffirms", 1.0),
    "4": _link("mentions", 0.3),
}


def test_figures_are_given_for_all_and_by_language_origin_and_story() -> None:
    report = measuring.measure(CASES, PREDICTIONS)

    accuracy = {name: figures["relation_accuracy"] for name, figures in report.groups.items()}
    assert accuracy == {
        "all": 0.5,
        "language en": 1.0,
        "language es": 0.0,
        "origin written": 0.5,
        "story one": 0.5,
        "story two": 0.5,
    }


def test_intervals_lie_around_what_stories_give() -> None:
    report = measuring.measure(CASES, PREDICTIONS)

    assert report.intervals["relation_accuracy"] == (0.5, 0.5)
    assert report.intervals["flips"] == (0.0, 0.5)
    assert report == measuring.measure(CASES, PREDICTIONS)


def test_reliability_counts_what_says_more_than_a_mention() -> None:
    report = measuring.measure(CASES, PREDICTIONS)

    assert report.reliability == [
        measuring.Bin(0.8, 2, 0.81, 1),
        measuring.Bin(0.9, 1, 1.0, 1),
    ]


def test_the_table_has_a_row_for_each_group() -> None:
    lines = list(tables.lines(measuring.measure(CASES, PREDICTIONS)))

    assert lines[1].split() == [
        "all", "4", "1.000", "1.000", "1.000", "0.000", "0.500", "0.667", "0.250", "0.500", "0.500",
        "0.000", "0.000", "0.000",
    ]  # fmt: skip
    assert "  from 0.8     2   0.81   0.50" in lines
    assert lines[-1].split() == ["reaffirms", "mentions", "1"]
