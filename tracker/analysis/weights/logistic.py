"""Linear models in plain Python: a sum of weighted features, and how likely it makes a thing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

_STEEPEST = 30.0


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


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score))))
