"""What a learner is: it makes examples of a labelled article, from which weights are fitted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tracker.analysis.passages import Reading
from tracker.evaluating.articles import Labelled


@dataclass(frozen=True)
class Example:
    """Features, the label that is right for them, and how much that counts."""

    features: Mapping[str, float]
    label: str
    weight: float = 1.0


@dataclass(frozen=True)
class Learner:
    """What the file of weights ``file`` is learned from.

    ``labels`` are the heads of the file: one, where the question is yes (the head's name) or no
    (anything else), else a choice among them. The larger ``looseness``, the freer the weights; a
    feature that occurs less often than ``fewest`` times is passed over, and a weight lighter than
    ``lightest`` is dropped. One that ``reads_cuts`` is taught by single paragraphs too.
    """

    file: str
    labels: tuple[str, ...]
    examples: Callable[[Reading, Labelled], Iterable[Example]]
    looseness: float = 1.0
    fewest: int = 1
    lightest: float = 0.0
    reads_cuts: bool = False
