"""Linear models, on weights small enough to see through."""

import pytest

from tracker.analysis.weights.logistic import Model


def test_contributions_add_up_to_the_score() -> None:
    model = Model(bias=-1.0, weights={"x": 2.0, "y": -0.5})

    assert model.contributions({"x": 1.0, "y": 2.0, "z": 9.0, "w": 0.0}) == {"x": 2.0, "y": -1.0}
    assert model.score({"x": 1.0, "y": 2.0, "z": 9.0}) == 0.0
    assert model.probability({"x": 1.0, "y": 2.0, "z": 9.0}) == 0.5


def test_without_features_the_bias_decides() -> None:
    assert Model(bias=1.0986).probability({}) == pytest.approx(0.75, abs=1e-4)


@pytest.mark.parametrize(("bias", "least", "most"), [(5000.0, 0.999, 1.0), (-5000.0, 0.0, 0.001)])
def test_what_is_sure_beyond_measure_is_no_fault(bias: float, least: float, most: float) -> None:
    assert least < Model(bias=bias).probability({}) < most
