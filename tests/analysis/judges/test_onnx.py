"""Running a model in ONNX form: what it is fed, what its output means, and what may be missing."""

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.analysis.judges import nli, onnx


@dataclass
class Encoded:
    """A pair of texts as letters' numbers."""

    ids: list[int]
    attention_mask: list[int]
    type_ids: list[int]


class Letters:
    """A tokenizer that knows letters."""

    def encode(self, sequence: str, pair: str) -> onnx.Encoding:
        """Return the letters of both."""
        ids = [ord(letter) for letter in sequence + pair]
        kinds = [0] * len(sequence) + [1] * len(pair)
        return Encoded(ids, [1] * len(ids), kinds)


@dataclass
class Input:
    """What a model is fed."""

    name: str


class Sum:
    """A model with one layer: it weighs how many letters each of the two texts has."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.fed: Mapping[str, Sequence[Sequence[int]]] = {}

    def get_inputs(self) -> list[Input]:
        """Return what it was made with."""
        return [Input(name) for name in self.names]

    def run(
        self, output_names: None, input_feed: Mapping[str, Sequence[Sequence[int]]]
    ) -> list[list[list[float]]]:
        """Return how long the second is, how long the first is, and nothing."""
        self.fed = input_feed
        (kinds,) = input_feed["token_type_ids"]
        return [[[float(sum(kinds)), float(len(kinds) - sum(kinds)), 0.0]]]


def test_the_share_of_the_label_entailment_is_the_score() -> None:
    model = onnx.Onnx(Sum("input_ids", "token_type_ids"), Letters(), 0, "sum", list)

    scores = model.entailment([("ab", "cd"), ("a", "bcd")])

    assert scores == pytest.approx(
        [
            math.exp(2) / (2 * math.exp(2) + 1),
            math.exp(3) / (math.exp(3) + math.exp(1) + 1),
        ]
    )


def test_a_model_is_fed_what_it_names_and_no_more() -> None:
    session = Sum("input_ids", "token_type_ids")

    onnx.Onnx(session, Letters(), 0, "sum", list).entailment([("a", "b")])

    assert session.fed == {"input_ids": [[97, 98]], "token_type_ids": [[0, 1]]}


def test_great_numbers_do_not_overflow() -> None:
    session = Sum("token_type_ids")

    (score,) = onnx.Onnx(session, Letters(), 0, "sum", list).entailment([("", "b" * 5000)])

    assert score == 1.0


def test_an_error_of_the_libraries_is_told_as_one_of_ours() -> None:
    session = Sum("input_ids", "a_fourth_input")

    with pytest.raises(nli.UnscoredError, match=r"the model failed \(KeyError\)"):
        onnx.Onnx(session, Letters(), 0, "sum", list).entailment([("a", "b")])


def test_without_the_packages_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(onnx.UnavailableError, match="pip install onnxruntime tokenizers"):
        onnx.load(tmp_path)
