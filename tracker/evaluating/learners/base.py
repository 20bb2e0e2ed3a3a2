"""What a learner is: it makes examples of a passage and its labels, and weights of examples."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from tracker.analysis import weights
from tracker.analysis.passages import Reading
from tracker.analysis.weights import logistic, softmax
from tracker.evaluating.cases import Case

_PARTS = 10


@dataclass(frozen=True)
class Example:
    """A row for the model named ``head``, or, of a choice, one in which ``head`` was chosen."""

    head: str
    row: logistic.Row


@dataclass(frozen=True)
class Lesson:
    """An example, its story, and the learner that it is for."""

    learner: str
    story: str
    example: Example


class Learner(Protocol):
    """Makes the examples that one file of weights is learned from, and the weights.

    ``name`` is the file's name without its ending, and ``heads`` the models in it. A detector
    finds them in ``reading.weights[name]``, and computes the same features. One that ``reads_both``
    is taught by a passage with the terms given for it and with suggested ones.
    """

    reads_both: bool

    @property
    def name(self) -> str:
        """The file of weights."""

    @property
    def heads(self) -> Sequence[str]:
        """The models in it."""

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return what a labelled passage teaches; ``reading`` is the passage taken apart."""

    def learn(self, given: Sequence[Lesson]) -> weights.Heads:
        """Return the weights that lessons teach, calibrated on stories left out in turn."""


def separate(given: Sequence[Lesson], ridges: Mapping[str, float]) -> weights.Heads:
    """Return a model for each question of ``ridges``, which say how strongly it is drawn to nought.

    The stories are divided into ``_PARTS`` parts for calibration.
    """
    heads = {}
    for head, ridge in ridges.items():
        own = [lesson for lesson in given if lesson.example.head == head]
        model = logistic.fit([lesson.example.row for lesson in own], ridge)
        scored: list[tuple[float, logistic.Row]] = []
        for taught, left_out in _divided(own, _PARTS):
            without = logistic.fit([lesson.example.row for lesson in taught], ridge)
            rows = [lesson.example.row for lesson in left_out]
            scored += [(without.score(row.features), row) for row in rows]
        heads[head] = logistic.calibrated(model, scored)
    return heads


def choice(
    given: Sequence[Lesson],
    labels: Sequence[str],
    ridge: float,
    parts: int,
    kept: Callable[[Sequence[Lesson]], set[str]],
) -> weights.Heads:
    """Return the models of a choice among ``labels``, by the features that ``kept`` returns."""
    if not given:
        return dict.fromkeys(labels, logistic.Model())
    models = softmax.fit(_choices(given, kept(given)), labels, ridge)
    scored: list[tuple[Mapping[str, float], softmax.Choice]] = []
    for taught, left_out in _divided(given, parts):
        told = kept(taught)
        without = softmax.fit(_choices(taught, told), labels, ridge)
        scored += [
            ({name: model.score(row.features) for name, model in without.items()}, row)
            for row in _choices(left_out, told)
        ]
    return softmax.tempered(models, scored)


def stories_of(given: Sequence[Lesson]) -> dict[str, int]:
    """Return in how many stories each feature occurs."""
    stories: dict[str, set[str]] = defaultdict(set)
    for lesson in given:
        for name in lesson.example.row.features:
            stories[name].add(lesson.story)
    return {name: len(told) for name, told in stories.items()}


def _choices(given: Sequence[Lesson], names: set[str]) -> list[softmax.Choice]:
    """Return a row for every sentence, which may have taught several labels in a row."""
    rows = []
    for _, same in groupby(given, key=lambda lesson: id(lesson.example.row.features)):
        examples = [lesson.example for lesson in same]
        features = examples[0].row.features
        told = {name: value for name, value in features.items() if name in names}
        rows.append(softmax.Choice(told, {one.head: one.row.weight for one in examples}))
    return rows


def _divided(given: Sequence[Lesson], parts: int) -> Iterable[tuple[list[Lesson], list[Lesson]]]:
    """Yield what is learned from and what is left out, in turn; nothing of a single story."""
    stories = list(dict.fromkeys(lesson.story for lesson in given))
    for number in range(min(parts, len(stories)) if len(stories) > 1 else 0):
        left_out = set(stories[number::parts])
        yield (
            [lesson for lesson in given if lesson.story not in left_out],
            [lesson for lesson in given if lesson.story in left_out],
        )


def weakened(example: Example, share: float) -> Example:
    """Return an example that counts for ``share`` of what it did."""
    return replace(example, row=replace(example.row, weight=example.row.weight * share))
