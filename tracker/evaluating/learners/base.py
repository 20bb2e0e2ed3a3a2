"""What a learner is: it makes examples of a passage and its labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from tracker.detectors.passages import Reading
from tracker.evaluating.cases import Case
from tracker.text.logistic import Row

EVERY_STORY = 1000
"""As many parts as there are stories."""


@dataclass(frozen=True)
class Example:
    """A row for the model named ``head``."""

    head: str
    row: Row


class Learner(Protocol):
    """Makes the examples that one file of weights is learned from.

    ``name`` is the file's name without its ending, and ``ridges`` how strongly the weights of
    each of its models are drawn to nought. A detector finds them in ``reading.weights[name]``,
    and computes the same features.
    """

    @property
    def name(self) -> str:
        """The file of weights."""

    @property
    def ridges(self) -> Mapping[str, float]:
        """The models in it."""

    @property
    def parts(self) -> int:
        """Into how many parts the stories are divided for calibration; many take long."""

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return what a labelled passage teaches; ``reading`` is the passage taken apart."""
