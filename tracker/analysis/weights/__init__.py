"""Weights learned from labelled passages; the JSON files beside state from how many and which."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.analysis.weights.logistic import Model

FOLDER = Path(__file__).parent

#: The models of one file by what they tell apart.
Heads = Mapping[str, Model]
#: All models, by file.
Weights = Mapping[str, Heads]


@lru_cache
def shipped() -> Weights:
    """Return the weights that the service reads with."""
    return {path.stem: decode(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def decode(text: str) -> Heads:
    """Return the models that a file holds."""
    return {
        head: Model(given["bias"], given["weights"])
        for head, given in json.loads(text)["heads"].items()
    }


def encode(heads: Heads, learned_from: Mapping[str, Any]) -> str:
    """Return the text of a file: what it was ``learned_from``, then the models by name."""
    content = {
        "learned_from": dict(learned_from),
        "heads": {
            head: {"bias": model.bias, "weights": dict(sorted(model.weights.items()))}
            for head, model in sorted(heads.items())
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
