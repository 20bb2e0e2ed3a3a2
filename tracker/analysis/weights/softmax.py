"""A choice of one among several, in plain Python: softmax regression with a ridge, then tempered.

Each of the alternatives has a linear model; the choice goes by their scores together.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import mul

from tracker.analysis.weights.logistic import Model

_STEPS = 150
_HALVINGS = 20
_MEMORY = 12
_LEVEL = 0.3
_DECREASE = 1e-4
_DIGITS = 3
_COLDEST, _HOTTEST, _HALVES = 0.1, 3.0, 40
_HARDLY = 1e-300
_GOLDEN = (math.sqrt(5) - 1) / 2

_Vector = list[float]


@dataclass(frozen=True)
class Choice:
    """An example: named features, and how much each label is the right one."""

    features: Mapping[str, float]
    shares: Mapping[str, float]


def probabilities(models: Mapping[str, Model], features: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each alternative is; together they are certain."""
    return _shares({name: model.slope * model.score(features) for name, model in models.items()})


def fit(rows: Sequence[Choice], labels: Sequence[str], ridge: float) -> dict[str, Model]:
    """Return the models of ``labels`` that fit ``rows`` best, their weights drawn to nought.

    The result depends on the order of nothing but the rows, and is rounded: the same rows give
    the same models.
    """
    problem = _Problem(rows, labels, ridge)
    found = _least(problem.badness, [0.0] * (len(labels) * problem.size))
    return {
        label: Model(
            bias=round(found[start], _DIGITS),
            weights={
                name: weight
                for name, value in zip(
                    problem.names, found[start + 1 : start + problem.size], strict=True
                )
                if (weight := round(value, _DIGITS))
            },
        )
        for label, start in zip(labels, range(0, len(found), problem.size), strict=True)
    }


def tempered(
    models: Mapping[str, Model], scored: Iterable[tuple[Mapping[str, float], Choice]]
) -> dict[str, Model]:
    """Return ``models`` so that they promise no more than scores of models not fitted on them keep.

    ``scored`` are the scores of examples by label; without any, the models stay as they are.
    """
    kept = list(scored)
    slope = _warmth(kept) if kept else 1.0
    return {name: replace(model, slope=round(slope, _DIGITS)) for name, model in models.items()}


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    highest = max(scores.values())
    raised = {name: math.exp(score - highest) for name, score in scores.items()}
    total = math.fsum(raised.values())
    return {name: value / total for name, value in raised.items()}


def _warmth(scored: Sequence[tuple[Mapping[str, float], Choice]]) -> float:
    """Return by what scores are to be multiplied for what was chosen to be likeliest."""

    def badness(slope: float) -> float:
        return -math.fsum(
            weight * math.log(max(likely[label], _HARDLY))
            for scores, row in scored
            for likely in [_shares({name: slope * score for name, score in scores.items()})]
            for label, weight in row.shares.items()
        )

    low, high = _COLDEST, _HOTTEST
    for _ in range(_HALVES):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if badness(left) < badness(right) else (left, high)
    return (low + high) / 2


class _Problem:
    """What is to be made small: how unlikely the choices are, and how far weights are from nought.

    The constant of each label stands first and is hardly drawn.
    """

    def __init__(self, rows: Sequence[Choice], labels: Sequence[str], ridge: float) -> None:
        self.names = sorted({name for row in rows for name, value in row.features.items() if value})
        self.size = len(self.names) + 1
        self._pull = [ridge * 1e-3, *(ridge for _ in self.names)]
        places = {name: place for place, name in enumerate(self.names, 1)}
        self._shares = [[row.shares.get(label, 0.0) for label in labels] for row in rows]
        self._rows: list[tuple[list[int], _Vector]] = []
        self._columns: list[tuple[list[int], _Vector]] = [([], []) for _ in range(self.size)]
        for number, row in enumerate(rows):
            entries = [(0, 1.0), *((places[n], v) for n, v in sorted(row.features.items()) if v)]
            self._rows.append(([place for place, _ in entries], [value for _, value in entries]))
            for place, value in entries:
                self._columns[place][0].append(number)
                self._columns[place][1].append(value)

    def badness(self, point: _Vector) -> tuple[float, _Vector]:
        """Return it at a point, and its gradient."""
        scores = []
        strain, gradient = 0.0, []
        for start in range(0, len(point), self.size):
            beta = point[start : start + self.size]
            scores.append([_dot(values, places, beta) for places, values in self._rows])
            drawn = list(map(mul, self._pull, beta))
            strain += sum(map(mul, drawn, beta)) / 2
            gradient.append(drawn)
        errors: list[_Vector] = [[] for _ in scores]
        for row, shares in zip(zip(*scores, strict=True), self._shares, strict=True):
            highest = max(row)
            raised = [math.exp(value - highest) for value in row]
            total, weight = sum(raised), sum(shares)
            strain += weight * (math.log(total) + highest) - sum(map(mul, shares, row))
            for missed, value, share in zip(errors, raised, shares, strict=True):
                missed.append(weight * value / total - share)
        for drawn, missed in zip(gradient, errors, strict=True):
            for place, (numbers, values) in enumerate(self._columns):
                drawn[place] += _dot(values, numbers, missed)
        return strain, [value for drawn in gradient for value in drawn]


def _least(badness: Callable[[_Vector], tuple[float, _Vector]], point: _Vector) -> _Vector:
    """Return where ``badness`` is least: L-BFGS (Nocedal & Wright, algorithm 7.5)."""
    past: deque[tuple[_Vector, _Vector]] = deque(maxlen=_MEMORY)
    value, slope = badness(point)
    for _ in range(_STEPS):
        if max(map(abs, slope), default=0.0) < _LEVEL:
            break
        way = _downhill(slope, past)
        steepness = sum(map(mul, way, slope))
        share = 1.0 if past else 1.0 / max(1.0, math.sqrt(sum(map(mul, slope, slope))))
        for _ in range(_HALVINGS):
            there = [at + share * step for at, step in zip(point, way, strict=True)]
            lower, steeper = badness(there)
            if lower <= value + _DECREASE * share * steepness:
                break
            share /= 2
        else:
            break
        moved = [share * step for step in way]
        turned = [new - old for new, old in zip(steeper, slope, strict=True)]
        if sum(map(mul, moved, turned)) > 0:
            past.append((moved, turned))
        point, value, slope = there, lower, steeper
    return point


def _downhill(slope: _Vector, past: Sequence[tuple[_Vector, _Vector]]) -> _Vector:
    """Return the way to go, by the gradient and what the last steps showed of its curve."""
    way = [-value for value in slope]
    shares = []
    for moved, turned in reversed(past):
        share = sum(map(mul, moved, way)) / sum(map(mul, moved, turned))
        shares.append(share)
        way = [at - share * by for at, by in zip(way, turned, strict=True)]
    if past:
        moved, turned = past[-1]
        scale = sum(map(mul, moved, turned)) / sum(map(mul, turned, turned))
        way = [scale * at for at in way]
    for (moved, turned), share in zip(past, reversed(shares), strict=True):
        other = sum(map(mul, turned, way)) / sum(map(mul, moved, turned))
        way = [at + (share - other) * by for at, by in zip(way, moved, strict=True)]
    return way


def _dot(values: _Vector, places: Iterable[int], of: _Vector) -> float:
    found: float = sum(map(mul, values, map(of.__getitem__, places)))
    return found
