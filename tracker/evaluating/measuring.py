"""Figures over labelled passages: for all and for groups, with intervals and reliability."""

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.evaluating import scoring
from tracker.evaluating.cases import Case

Predictions = Mapping[str, Mapping[str, Any]]

_DRAWS = 1000
_TAILS = (0.025, 0.975)
_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Flags of about one confidence: how many, their mean confidence, and how many are right."""

    least: float
    flags: int
    confidence: float
    right: int


@dataclass(frozen=True)
class Report:
    """All that is measured; ``intervals`` hold 95 % of the draws, by story, for all cases."""

    groups: Mapping[str, scoring.Figures]
    intervals: Mapping[str, tuple[float, float]]
    reliability: Sequence[Bin]
    confusion: Mapping[tuple[str, str], int]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON."""
        return {
            "figures": {name: dict(figures) for name, figures in self.groups.items()},
            "intervals": {name: list(ends) for name, ends in self.intervals.items()},
            "reliability": [
                {
                    "from": one.least,
                    "flags": one.flags,
                    "confidence": one.confidence,
                    "right": one.right,
                }
                for one in self.reliability
            ],
            "confusion": [
                {"gold": gold, "said": said, "links": number}
                for (gold, said), number in sorted(self.confusion.items())
            ],
        }


def measure(cases: Sequence[Case], predictions: Predictions) -> Report:
    """Return the figures of ``predictions``: for all, by language, origin and story."""
    groups = {"all": scoring.score(cases, predictions)}
    for name, value in _GROUPED.items():
        for group in sorted({value(case) for case in cases} - {""}):
            inside = [case for case in cases if value(case) == group]
            groups[f"{name} {group}"] = scoring.score(inside, predictions)
    return Report(
        groups={name: tally.figures() for name, tally in groups.items()},
        intervals=_intervals(cases, predictions),
        reliability=_reliability(cases, predictions),
        confusion=groups["all"].confusion,
    )


_GROUPED: Mapping[str, Callable[[Case], str]] = {
    "language": lambda case: str(case.labels["lang"]),
    "origin": lambda case: str(case.labels.get("origin") or ""),
    "story": lambda case: case.story,
}


def _intervals(cases: Sequence[Case], predictions: Predictions) -> dict[str, tuple[float, float]]:
    """Return what 95 % of the draws lie between; whole stories are drawn, since theirs go together.

    The same passages give the same intervals.
    """
    by_story: dict[str, scoring.Tally] = {}
    for case in cases:
        tally = by_story.setdefault(case.story, scoring.Tally())
        tally.add(scoring.score_one(case, predictions.get(case.id, {})))
    stories = sorted(by_story)
    chance = random.Random(0)  # noqa: S311 - guards nothing
    draws: list[scoring.Figures] = []
    for _ in range(_DRAWS if stories else 0):
        total = scoring.Tally()
        for story in chance.choices(stories, k=len(stories)):
            total.add(by_story[story])
        draws.append(total.figures())
    names = [name for name in (draws[0] if draws else ()) if "_of" not in name]
    return {name: _middle(sorted(figures[name] for figures in draws)) for name in names}


def _middle(ordered: Sequence[float]) -> tuple[float, float]:
    last = len(ordered) - 1
    low, high = (ordered[round(share * last)] for share in _TAILS)
    return low, high


def _reliability(cases: Iterable[Case], predictions: Predictions) -> list[Bin]:
    """Return by confidence how many of the links that say more than a mention are right."""
    flags: list[tuple[float, bool]] = []
    for case in cases:
        for link in predictions.get(case.id, {}).get("links", ()):
            right = scoring.is_right(case, link)
            if right is not None and link["relation"] != "mentions":
                flags.append((float(link["confidence"]), right))
    found = []
    for number in range(_BINS):
        least, end = number / _BINS, (number + 1) / _BINS
        inside = [flag for flag in flags if least <= flag[0] < end or (flag[0] == end == 1)]
        if inside:
            mean = math.fsum(confidence for confidence, _ in inside) / len(inside)
            hits = sum(is_right for _, is_right in inside)
            found.append(Bin(least, len(inside), mean, hits))
    return found
