"""A choice of one among several, on examples small enough to see through."""

import math

import pytest

from tracker.analysis.weights import logistic, softmax
from tracker.analysis.weights.logistic import Model
from tracker.analysis.weights.softmax import Choice

LABELS = ("a", "b", "c")


def test_without_features_the_shares_of_the_examples_are_learned() -> None:
    rows = [Choice({}, {"a": 5.0}), Choice({}, {"b": 3.0}), Choice({}, {"c": 2.0})]

    likely = softmax.probabilities(softmax.fit(rows, LABELS, 1.0), {})

    assert likely == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2}, abs=0.01)


def test_of_two_alternatives_it_is_logistic_regression() -> None:
    counted = [(1.0, 30.0, 10.0), (0.0, 10.0, 30.0)]
    rows = [Choice({"x": x}, {"a": yes, "b": no}) for x, yes, no in counted]
    same = [
        logistic.Row({"x": x}, label, weight)
        for x, yes, no in counted
        for label, weight in ((True, yes), (False, no))
    ]

    chosen = softmax.fit(rows, ("a", "b"), 2.0)
    # Two mirrored models share the ridge's pull on what one model bears alone.
    alone = logistic.fit(same, 1.0)

    for x in (0.0, 1.0):
        expected = alone.probability({"x": x})
        assert softmax.probabilities(chosen, {"x": x})["a"] == pytest.approx(expected, abs=0.01)


def test_each_feature_speaks_for_its_own_label() -> None:
    rows = [Choice({name: 1.0}, {name: 20.0}) for name in LABELS]

    models = softmax.fit(rows, LABELS, 1.0)

    for name in LABELS:
        likely = softmax.probabilities(models, {name: 1.0})
        assert max(likely, key=likely.__getitem__) == name
        assert likely[name] > 0.75


def test_a_label_that_may_be_right_too_has_its_share() -> None:
    rows = [Choice({"x": 1.0}, {"a": 60.0, "b": 40.0}), Choice({}, {"c": 100.0})]

    likely = softmax.probabilities(softmax.fit(rows, LABELS, 0.01), {"x": 1.0})

    assert likely["a"] == pytest.approx(0.6, abs=0.02)
    assert likely["b"] == pytest.approx(0.4, abs=0.02)


def test_a_ridge_draws_weights_to_nought() -> None:
    rows = [Choice({"x": 1.0}, {"a": 1.0}), Choice({}, {"b": 1.0})]

    assert abs(softmax.fit(rows, LABELS, 1000.0)["a"].weights.get("x", 0.0)) < 0.01


def test_the_same_rows_give_the_same_rounded_models() -> None:
    rows = [Choice({"x": 0.3}, {"a": 1.0}), Choice({"y": 0.7}, {"b": 1.0, "c": 0.5})]

    models = softmax.fit(rows, LABELS, 0.7)

    assert models == softmax.fit(list(rows), LABELS, 0.7)
    assert all(model.bias == round(model.bias, 3) for model in models.values())


def test_scores_that_promise_too_much_are_tempered() -> None:
    models = {"a": Model(weights={"x": 6.0}), "b": Model()}
    scored = [
        ({"a": 6.0, "b": 0.0}, Choice({"x": 1.0}, {"a" if n % 5 else "b": 1.0})) for n in range(100)
    ]

    tempered = softmax.tempered(models, scored)

    assert softmax.probabilities(models, {"x": 1.0})["a"] > 0.99
    assert softmax.probabilities(tempered, {"x": 1.0})["a"] == pytest.approx(0.8, abs=0.01)


def test_without_scores_models_stay_as_they_are() -> None:
    models = {"a": Model(bias=0.5), "b": Model()}

    assert softmax.tempered(models, []) == models


def test_what_is_sure_beyond_measure_is_no_fault() -> None:
    likely = softmax.probabilities({"a": Model(bias=5000.0), "b": Model(bias=-5000.0)}, {})

    assert likely == {"a": 1.0, "b": 0.0}
    assert not math.isnan(likely["b"])
