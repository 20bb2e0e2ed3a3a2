"""Logistic regression in plain Python: fitted by Newton's method with a ridge, then calibrated."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

_STEPS = 30
_HALVINGS = 20
_ENOUGH = 1e-9
_FREE = 1e-6
_DIGITS = 6
_STEEPEST = 30.0


@dataclass(frozen=True)
class Row:
    """An example: named features, whether it is one, and how much it counts."""

    features: Mapping[str, float]
    label: bool
    weight: float = 1.0


# Where the features of a row stand and their values, the constant first, and the row itself.
_Sparse = tuple[tuple[tuple[int, float], ...], Row]


@dataclass(frozen=True)
class Model:
    """Weights of features; ``slope`` and ``shift`` calibrate the score into a probability."""

    bias: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    slope: float = 1.0
    shift: float = 0.0

    def score(self, features: Mapping[str, float]) -> float:
        """Return the log odds before calibration; a feature without a weight counts nothing."""
        return self.bias + math.fsum(self.contributions(features).values())

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how likely it is, 0 to 1."""
        return _sigmoid(self.slope * self.score(features) + self.shift)

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature that counts adds to the score."""
        return {
            name: value * self.weights[name]
            for name, value in features.items()
            if value and name in self.weights
        }


def fit(rows: Sequence[Row], ridge: float, prior: Mapping[str, float] | None = None) -> Model:
    """Return the model that fits ``rows``, its weights drawn towards ``prior``, or else to nought.

    The result depends on the order of nothing but the rows, and is rounded: the same rows give
    the same model.
    """
    names = sorted({name for row in rows for name in row.features})
    places = {name: place + 1 for place, name in enumerate(names)}
    towards = [0.0, *((prior or {}).get(name, 0.0) for name in names)]
    pull = [_FREE, *(ridge for _ in names)]
    sparse = [
        (((0, 1.0), *((places[n], v) for n, v in sorted(row.features.items()) if v)), row)
        for row in rows
    ]
    beta = list(towards)
    for _ in range(_STEPS):
        step = _newton_step(sparse, beta, towards, pull)
        beta = _stepped(sparse, beta, step, towards, pull)
        if max(map(abs, step)) < _ENOUGH:
            break
    weights = {name: round(beta[places[name]], _DIGITS) for name in names}
    return Model(round(beta[0], _DIGITS), weights)


def calibrated(model: Model, scored: Iterable[tuple[float, Row]], ridge: float = 1.0) -> Model:
    """Return ``model`` with its probabilities fitted to scores given by models not fitted on them.

    Where there are few, the scores are taken nearly as they are.
    """
    rows = [replace(row, features={"score": score}) for score, row in scored]
    platt = fit(rows, ridge, {"score": 1.0})
    return replace(model, slope=platt.weights.get("score", 1.0), shift=platt.bias)


def _stepped(
    sparse: Sequence[_Sparse],
    beta: Sequence[float],
    step: Sequence[float],
    towards: Sequence[float],
    pull: Sequence[float],
) -> list[float]:
    """Return where a step leads, shortened until it makes the fit no worse."""
    before = _badness(sparse, beta, towards, pull)
    share = 1.0
    for _ in range(_HALVINGS):
        found = [value + share * change for value, change in zip(beta, step, strict=True)]
        if _badness(sparse, found, towards, pull) <= before:
            return found
        share /= 2
    return list(beta)


def _badness(
    sparse: Sequence[_Sparse],
    beta: Sequence[float],
    towards: Sequence[float],
    pull: Sequence[float],
) -> float:
    """Return what is to be made small: how unlikely the labels are, and how far from the prior."""
    strain = math.fsum(p * (b - t) ** 2 for p, b, t in zip(pull, beta, towards, strict=True)) / 2
    return strain + math.fsum(
        row.weight * _softplus((-1 if row.label else 1) * _dot(values, beta))
        for values, row in sparse
    )


def _newton_step(
    sparse: Sequence[_Sparse],
    beta: Sequence[float],
    towards: Sequence[float],
    pull: Sequence[float],
) -> list[float]:
    size = len(beta)
    gradient = [-p * (b - t) for p, b, t in zip(pull, beta, towards, strict=True)]
    curve = [[0.0] * size for _ in range(size)]
    for place in range(size):
        curve[place][place] = pull[place]
    for values, row in sparse:
        chance = _sigmoid(_dot(values, beta))
        error = row.weight * (float(row.label) - chance)
        spread = row.weight * chance * (1.0 - chance)
        for place, value in values:
            gradient[place] += error * value
            line, scaled = curve[place], spread * value
            for other, also in values:
                line[other] += scaled * also
    return _solve(curve, gradient)


def _solve(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """Return x of ``matrix`` x = ``right`` for a symmetric positive matrix, by Cholesky."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(
                a * b for a, b in zip(lower[i][:j], lower[j][:j], strict=True)
            )
            lower[i][j] = math.sqrt(max(rest, _FREE * _FREE)) if i == j else rest / lower[j][j]
    half: list[float] = []
    for i in range(size):
        half.append((right[i] - sum(lower[i][k] * half[k] for k in range(i))) / lower[i][i])
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = half[i] - sum(lower[k][i] * found[k] for k in range(i + 1, size))
        found[i] = rest / lower[i][i]
    return found


def _dot(values: Iterable[tuple[int, float]], beta: Sequence[float]) -> float:
    return math.fsum(beta[place] * value for place, value in values)


def _softplus(score: float) -> float:
    return max(score, 0.0) + math.log1p(math.exp(-abs(score)))


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score))))
