"""Files of weights."""

import json

from tracker.analysis import weights
from tracker.analysis.weights.logistic import Model


def test_what_is_written_is_read_again() -> None:
    heads = {"b": Model(0.5, {"y": 1.0, "x": -2.25}, 1.1, -0.1), "a": Model()}

    text = weights.encode(heads, {"cases": 3})

    assert weights.decode(text) == heads
    assert json.loads(text)["learned_from"] == {"cases": 3}
    assert list(json.loads(text)["heads"]) == ["a", "b"]


def test_the_shipped_weights_say_what_they_were_learned_from() -> None:
    for path in weights.FOLDER.glob("*.json"):
        learned_from = json.loads(path.read_text("utf-8"))["learned_from"]

        assert set(learned_from) >= {"cases", "stories", "examples"}
        assert path.stem in weights.shipped()
