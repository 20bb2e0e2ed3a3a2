"""Logistic regression, on examples small enough to see through."""

import math

import pytest

from tracker.analysis.weights import logistic
from tracker.analysis.weights.logistic import Model, Row


def _rows(*counted: tuple[float, bool, float]) -> list[Row]:
    return [Row({"x": x}, label, weight) for x, label, weight in counted]


def test_without_features_the_share_of_examples_is_learned() -> None:
    model = logistic.fit([Row({}, True), Row({}, True), Row({}, True), Row({}, False)], 1.0)

    assert model.bias == pytest.approx(math.log(3), abs=1e-4)
    assert model.probability({}) == pytest.approx(0.75, abs=1e-4)


def test_with_hardly_a_ridge_each_side_keeps_its_own_share() -> None:
    rows = _rows((1.0, True, 3.0), (1.0, False, 1.0), (0.0, True, 1.0), (0.0, False, 3.0))

    model = logistic.fit(rows, 1e-9)

    assert model.probability({"x": 1.0}) == pytest.approx(0.75, abs=1e-4)
    assert model.probability({}) == pytest.approx(0.25, abs=1e-4)


def test_a_ridge_draws_weights_to_nought_or_to_what_was_thought_before() -> None:
    rows = _rows((1.0, True, 1.0), (0.0, False, 1.0))

    assert abs(logistic.fit(rows, 1000.0).weights["x"]) < 0.01
    assert logistic.fit(rows, 1000.0, {"x": 2.0}).weights["x"] == pytest.approx(2.0, abs=0.01)


def test_examples_that_one_word_tells_apart_still_give_finite_weights() -> None:
    rows = [Row({"x": 1.0}, True)] * 50 + [Row({}, False)] * 50

    assert 1.0 < logistic.fit(rows, 1.0).weights["x"] < 20.0


def test_the_same_rows_give_the_same_rounded_model() -> None:
    rows = _rows((0.3, True, 1.0), (0.1, False, 1.0), (0.7, True, 0.5))

    model = logistic.fit(rows, 0.7)

    assert model == logistic.fit(list(rows), 0.7)
    assert model.bias == round(model.bias, 6)


def test_contributions_add_up_to_the_score() -> None:
    model = Model(bias=-1.0, weights={"x": 2.0, "y": -0.5})

    assert model.contributions({"x": 1.0, "y": 2.0, "z": 9.0, "w": 0.0}) == {"x": 2.0, "y": -1.0}
    assert model.score({"x": 1.0, "y": 2.0, "z": 9.0}) == 0.0


def test_calibration_tempers_scores_that_promise_too_much() -> None:
    model = Model(weights={"x": 8.0})
    scored = [(8.0, Row({}, n % 5 > 0)) for n in range(100)]
    scored += [(-8.0, Row({}, n % 5 == 0)) for n in range(100)]

    tempered = logistic.calibrated(model, scored)

    assert model.probability({"x": 1.0}) > 0.999
    assert tempered.probability({"x": 1.0}) == pytest.approx(0.8, abs=0.02)


def test_without_scores_a_model_stays_as_it_is() -> None:
    assert logistic.calibrated(Model(bias=0.5), []) == Model(bias=0.5)
