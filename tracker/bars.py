"""Bars: from which confidence on an analyser is right often enough to be published unseen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

LEAST_PRECISION: Final = 0.9
LEAST_LOWER_BOUND: Final = 0.8
FEWEST_FINDINGS: Final = 30
# Of the normal distribution, for 90 % on one side.
_Z: Final = 1.2815515655446004


@dataclass(frozen=True)
class Judged:
    """A finding of a labelled text: of which story and kind, how sure, and whether it is right."""

    story: str
    kind: str
    confidence: float
    is_right: bool


@dataclass(frozen=True)
class Measured:
    """How right findings of a kind are from ``threshold`` on; None where no threshold will do."""

    kind: str
    threshold: float | None
    precision: float
    lower_bound: float
    findings: int


def lower_bound(right: int, findings: int) -> float:
    """Return Wilson's lower bound of a share, one-sided at 90 %; 0 of nothing.

    After E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
    """
    if not findings:
        return 0.0
    share, square = right / findings, _Z * _Z
    middle = share + square / (2 * findings)
    reach = _Z * sqrt(share * (1 - share) / findings + square / (4 * findings * findings))
    return max(0.0, (middle - reach) / (1 + square / findings))


def is_enough(right: int, findings: int) -> bool:
    """Return whether so many right of so many findings may be published without a person."""
    return (
        findings >= FEWEST_FINDINGS
        and right >= LEAST_PRECISION * findings
        and lower_bound(right, findings) >= LEAST_LOWER_BOUND
    )


def measure(judged: Iterable[Judged]) -> list[Measured]:
    """Return the bar of each kind, by code, measured on stories that did not choose it.

    For each story the threshold is that which the other stories choose. Where what lies above
    those thresholds is right often enough, the bar is the threshold that all stories choose.
    """
    kinds: dict[str, list[Judged]] = {}
    for each in judged:
        kinds.setdefault(each.kind, []).append(each)
    return [_measured(kind, kinds[kind]) for kind in sorted(kinds)]


def _measured(kind: str, judged: Sequence[Judged]) -> Measured:
    told = [each for story in {each.story for each in judged} for each in _told(judged, story)]
    right = sum(each.is_right for each in told)
    if is_enough(right, len(told)):
        bound = lower_bound(right, len(told))
        return Measured(kind, _threshold(judged), right / len(told), bound, len(told))
    right = sum(each.is_right for each in judged)
    bound = lower_bound(right, len(judged))
    return Measured(kind, None, right / len(judged), bound, len(judged))


def _told(judged: Sequence[Judged], story: str) -> list[Judged]:
    """Return what of a story lies above the threshold that the other stories choose."""
    threshold = _threshold([each for each in judged if each.story != story])
    of_story = (each for each in judged if each.story == story)
    return [each for each in of_story if threshold is not None and each.confidence >= threshold]


def _threshold(judged: Sequence[Judged]) -> float | None:
    """Return the lowest confidence from which on enough are right; None where there is none."""
    found, right = None, 0
    surest = sorted(judged, key=lambda each: -each.confidence)
    for count, each in enumerate(surest, start=1):
        right += each.is_right
        is_last = count == len(surest) or surest[count].confidence < each.confidence
        if is_last and is_enough(right, count):
            found = each.confidence
    return found
