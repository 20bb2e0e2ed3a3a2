"""Findings compared with labels: by place, relation, side and speaker."""

from datetime import date
from typing import Any

import pytest

from tracker import bars
from tracker.analysis import base
from tracker.evaluating import comparing
from tracker.evaluating.articles import Labelled

_PROMISE = "“There will be no foreign base at Esmeralda,” said Ana Ruiz."
_LEASE = "The cabinet leased the quay to Sulaco's navy on Monday, and nobody denied it."
_ELSEWHERE = "In Sulaco the price of copper fell for the third week in a row."
TEXT = "\n\n".join((_PROMISE, _LEASE, _ELSEWHERE))


def _development(quote: str, relation: str, speaker: str = "") -> dict[str, Any]:
    return {
        "commitment": "no-base",
        "relations": [relation],
        "quotes": [quote],
        "speaker": {"name": speaker} if speaker else None,
        "must": True,
    }


LABELS = {
    "developments": [
        _development(_PROMISE, "reaffirms", "Ana Ruiz Mora"),
        _development(_LEASE, "breaks"),
    ],
    "meetings": [{"quote": _LEASE, "status": "held"}],
}
ARTICLE = Labelled("a", "one", "news", base.Article(TEXT, "en", date(2026, 1, 5)), LABELS)


def _said(quote: str, relation: str, speaker: str | None = None, of: str = "no-base") -> Any:
    return {"commitment": of, "relation": relation, "quote": quote, "speaker": speaker}


def _figures(**line: Any) -> dict[str, Any]:
    return comparing.figures([ARTICLE], {"a": line})


def test_a_report_is_right_where_one_passage_is() -> None:
    reported = [_said(_ELSEWHERE, "reported"), _said(_PROMISE, "reported", "Ruiz")]

    figures = _figures(reported=reported)

    assert figures["reports"] == {
        "with_a_right_passage": 1.0,
        "found_of_must": 0.5,
        "speaker_right": 1.0,
        "speaker_invented": None,
    }
    assert figures["told"] == {"precision": 1.0, "recall": 1.0}


def test_a_speaker_is_invented_where_the_outlet_tells_it() -> None:
    figures = _figures(reported=[_said(_LEASE, "reported", "Ana Ruiz")])

    assert figures["reports"]["speaker_invented"] == 1.0
    assert figures["reports"]["speaker_right"] is None


def test_another_commitment_is_a_wrong_pair() -> None:
    figures = _figures(reported=[_said(_PROMISE, "reported", of="no-fees")])

    assert figures["pairs"] == {"precision": 0.0, "recall": 0.0}


def test_what_waits_makes_a_pair_that_nobody_is_told_of() -> None:
    figures = _figures(waiting=[_said(_PROMISE, "reaffirms")])

    assert figures["pairs"] == {"precision": 1.0, "recall": 1.0}
    assert figures["told"] == {"precision": None, "recall": 0.0}


@pytest.mark.parametrize(
    ("quote", "relation", "right", "other_side"),
    [
        (_PROMISE, "reaffirms", 1.0, 0.0),
        ("no foreign base at Esmeralda", "reaffirms", 1.0, 0.0),
        (_PROMISE, "contradicts", 0.0, 1.0),
        (_PROMISE, "progresses", 0.0, 0.0),
        (_ELSEWHERE, "breaks", 0.0, 0.0),
        ("no base", "reaffirms", 0.0, 0.0),
    ],
)
def test_a_meaning_is_right_at_its_place_alone(
    quote: str, relation: str, right: float, other_side: float
) -> None:
    told = _figures(public=[_said(quote, relation)])["public"]

    assert (told["said"], told["right"], told["other_side"]) == (1, right, other_side)


def test_a_breach_that_is_said_counts_among_contradictions_and_breaches() -> None:
    told = _figures(public=[_said(_LEASE, "breaks")])["public"]

    assert (told["of_must"], told["of_contradictions_and_breaches"]) == (0.5, 1.0)


def test_a_meeting_is_told_at_its_place_with_its_status() -> None:
    held, planned = ({"quote": _LEASE, "status": status} for status in ("held", "planned"))

    assert _figures(meetings=[held])["meetings"] == {"precision": 1.0, "recall": 1.0}
    assert _figures(meetings=[planned])["meetings"] == {"precision": 0.0, "recall": 0.0}


def test_each_meaning_is_judged_for_its_bar() -> None:
    finding = base.Finding(
        kind="commitment.reaffirmed",
        record="no-base",
        start=0,
        end=len(_PROMISE),
        exact=_PROMISE,
        confidence=0.8,
        relation="reaffirms",
    )

    assert list(comparing.judged(ARTICLE, [finding])) == [
        bars.Judged("one", "commitment.reaffirmed", 0.8, is_right=True)
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ruiz", "Ana Ruiz Mora", True),
        ("Ana Ruiz", "Ana Paz", False),
        ("Paz", "Paz", True),
        (None, "Ana Ruiz", False),
    ],
)
def test_names_are_of_one_person_where_they_share_a_longer_word(
    one: str | None, other: str, same: bool
) -> None:
    assert comparing.is_same_name(one, other) is same
