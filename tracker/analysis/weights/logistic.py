"""Linear models in plain Python: a sum of weighted features, and how likely it makes a thing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

_STEEPEST = 30.0


@dataclass(frozen=True)
class Model:
    """Weights of features, and the bias without any."""

    bias: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def score(self, features: Mapping[str, float]) -> float:
        """Return the log odds; a feature without a weight counts nothing."""
        return self.bias + math.fsum(self.contributions(features).values())

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how likely it is, 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, self.score(features)))))

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature that counts adds to the score."""
        return {
            name: value * self.weights[name]
            for name, value in features.items()
            if value and name in self.weights
        }

    def heaviest(self, features: Mapping[str, float], most: int | None = None) -> dict[str, float]:
        """Return the contributions that weigh most, the heaviest first, rounded."""
        weighed = self.contributions(features).items()
        in_order = sorted(weighed, key=lambda item: (-abs(item[1]), item[0]))
        return {name: round(value, 3) for name, value in in_order[:most]}
