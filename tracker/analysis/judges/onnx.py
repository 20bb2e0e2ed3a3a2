"""A model of textual entailment in ONNX form, run with packages that an operator installs.

The folder holds ``model.onnx``, ``tokenizer.json`` and ``config.json`` as Hugging Face exports
them. Nothing of this is imported before it is chosen.
"""

import hashlib
import importlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from tracker.analysis.judges import nli

_LONGEST = 512
_PIECE = 1024 * 1024


class UnavailableError(Exception):
    """The model cannot be run here; says what is missing."""


class Encoding(Protocol):
    """A pair of texts as numbers."""

    @property
    def ids(self) -> Sequence[int]:
        """The tokens."""

    @property
    def attention_mask(self) -> Sequence[int]:
        """Which of them are no filling."""

    @property
    def type_ids(self) -> Sequence[int]:
        """To which text each belongs."""


class Tokenizer(Protocol):
    """Turns texts into numbers."""

    def encode(self, sequence: str, pair: str) -> Encoding:
        """Return a pair of texts as numbers."""


class Session(Protocol):
    """Runs a model."""

    def get_inputs(self) -> Sequence[Any]:
        """Return what the model is to be fed, each with a ``name``."""

    def run(self, output_names: None, input_feed: Mapping[str, Any]) -> Sequence[Any]:
        """Return the outputs; the first is the logits, a row for each pair."""


class Onnx:
    """Scores entailment with a loaded model; ``label`` is the place of entailment in its output."""

    def __init__(
        self, session: Session, tokenizer: Tokenizer, label: int, version: str, array: Any
    ) -> None:
        self.version = version
        self._session = session
        self._tokenizer = tokenizer
        self._label = label
        self._array = array
        self._wanted = [given.name for given in session.get_inputs()]

    def entailment(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return 0 to 1 for each (premise, hypothesis); raises nli.UnscoredError."""
        try:
            return [self._score(premise, hypothesis) for premise, hypothesis in pairs]
        except Exception as error:
            # The libraries have errors of their own, and one text must not stop the others.
            raise nli.UnscoredError(f"the model failed ({type(error).__name__})") from error

    def _score(self, premise: str, hypothesis: str) -> float:
        encoded = self._tokenizer.encode(premise, hypothesis)
        given = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: self._array([list(given[name])]) for name in self._wanted}
        logits = [float(value) for value in self._session.run(None, feed)[0][0]]
        highest = max(logits)
        exponents = [math.exp(value - highest) for value in logits]
        return exponents[self._label] / math.fsum(exponents)


def load(folder: Path) -> Onnx:
    """Return the model in ``folder``; raises UnavailableError where it cannot be run."""
    try:
        # Optional: a deployment that does not choose this needs none of them.
        runtime, tokenizers, numpy = map(
            importlib.import_module, ("onnxruntime", "tokenizers", "numpy")
        )
    except ImportError as error:
        raise UnavailableError(
            "JUDGE=nli needs the packages onnxruntime and tokenizers: "
            "pip install onnxruntime tokenizers"
        ) from error
    model = folder / "model.onnx"
    try:
        label = _entailment(json.loads((folder / "config.json").read_text(encoding="utf-8")))
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(_LONGEST)
        session = runtime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        version = f"{folder.name} {_digest(model)[:12]}"
    except Exception as error:
        raise UnavailableError(f"JUDGE_MODEL={folder} holds no usable model: {error}") from error
    return Onnx(session, tokenizer, label, version, lambda rows: numpy.array(rows, numpy.int64))


def _entailment(config: Mapping[str, Any]) -> int:
    for number, label in config["id2label"].items():
        if label.casefold() == "entailment":
            return int(number)
    raise ValueError("none of its labels is entailment")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
