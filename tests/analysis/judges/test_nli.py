"""A model of entailment as a judge: it marks what may contradict, and no more."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.analysis import costaguana
from tests.analysis.judges.modelling import DENIED, SILENT
from tracker.analysis import base, reading
from tracker.analysis.judges import nli

VIOLATION = "Sulaco welcomed strangers in uniform."
FULFILMENT = "Sulaco sent strangers home again."
TRACKED = replace(
    costaguana.TRACKED,
    commitments=(replace(costaguana.NO_BASES, violation=VIOLATION, fulfilment=FULFILMENT),),
)


class Overlap:
    """Takes a sentence to follow from another as far as its words are there."""

    version = "overlap 1"

    def entailment(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the share of each hypothesis's words."""
        return [self._share(premise.split(), hypothesis.split()) for premise, hypothesis in pairs]

    def _share(self, premise: list[str], hypothesis: list[str]) -> float:
        return sum(word in premise for word in hypothesis) / len(hypothesis)


def _read(text: str, tracked: base.Tracked = TRACKED) -> list[base.Finding]:
    return costaguana.telling(_found(text, tracked))


def _found(text: str, tracked: base.Tracked = TRACKED) -> list[base.Finding]:
    article = base.Article(text, "en", costaguana.TUESDAY)
    return reading.read(article, tracked, judge=nli.Nli(Overlap()))


def test_what_would_break_it_is_marked_for_a_person() -> None:
    text = f"{VIOLATION} so much for foreign bases."

    (finding,) = _read(text)

    assert (finding.kind, finding.relation) == ("commitment.mentioned", "mentions")
    assert finding.explanation["rule"] == (
        f"possible contradiction: 1.00 that it says “{VIOLATION}”"
    )
    assert finding.explanation["judge"] == {"backend": "nli", "version": "overlap 1"}
    assert finding.explanation["decided_by"] == [
        {"text": text, "start": 0, "end": len(text), "cue": "entailment"}
    ]


def test_the_report_of_what_is_marked_says_nothing_of_the_mark() -> None:
    text = f"{VIOLATION} so much for foreign bases."

    marked, report = _found(text)

    assert [marked.kind, report.kind] == ["commitment.mentioned", "commitment.reported"]
    assert (report.exact, report.relation, report.side) == (text, None, None)
    assert report.explanation == {
        "matched": marked.explanation["matched"],
        "rule": "about it",
        "contributions": marked.explanation["contributions"],
        "judge": {"backend": "rules", "version": "1"},
    }


@pytest.mark.parametrize("text", [SILENT, f"{FULFILMENT} so much for foreign bases."])
def test_what_is_unlikely_or_likelier_kept_stays_with_the_rules(text: str) -> None:
    (finding,) = _read(text)

    assert finding.kind != "commitment.mentioned"
    assert finding.explanation["judge"] == {"backend": "rules", "version": "1"}


def test_what_the_rules_decided_it_does_not_touch() -> None:
    (finding,) = _read(DENIED)

    assert finding.kind == "commitment.reaffirmed"
    assert finding.explanation["judge"] == {"backend": "rules", "version": "1"}


class Broken:
    """A model that cannot."""

    version = "broken"

    def entailment(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Score nothing."""
        raise nli.UnscoredError("the model failed (Fail)")


def test_a_model_that_fails_leaves_it_to_the_rules_and_says_so() -> None:
    article = base.Article(SILENT, "en", costaguana.TUESDAY)

    (finding,) = reading.read(article, TRACKED, judge=nli.Nli(Broken()))

    assert finding.explanation["judge"] == {
        "backend": "rules",
        "version": "1",
        "note": "nli: the model failed (Fail)",
    }


def test_a_commitment_without_a_violation_is_left_to_the_rules() -> None:
    (finding,) = _read(f"{VIOLATION} so much for foreign bases.", costaguana.TRACKED)

    assert finding.explanation["judge"] == {"backend": "rules", "version": "1"}
