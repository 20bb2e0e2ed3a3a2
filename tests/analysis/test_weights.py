"""Files of weights."""

import json

import pytest

from tracker.analysis import weights
from tracker.analysis.weights.logistic import Model


def test_what_is_written_is_read_again() -> None:
    heads = {"b": Model(0.5, {"y": 1.0, "x": -2.25}), "a": Model()}

    text = weights.encode(heads, {"articles": 3})

    assert weights.decode(text) == heads
    assert json.loads(text)["learned_from"] == {"articles": 3}
    assert list(json.loads(text)["heads"]) == ["a", "b"]


@pytest.mark.parametrize("file", ["pairs", "ranking", "relations"])
def test_the_shipped_weights_say_what_they_were_learned_from(file: str) -> None:
    learned_from = json.loads((weights.FOLDER / f"{file}.json").read_text("utf-8"))["learned_from"]

    assert {"corpus", "articles", "stories", "examples", "scikit-learn"} <= learned_from.keys()
    assert file in weights.shipped()
