"""Weights learned from labelled passages, and predictions by weights that never saw the story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from tracker.detectors.index import Index
from tracker.detectors.passages import Reading
from tracker.evaluating import predicting
from tracker.evaluating.cases import Case, Corpus
from tracker.evaluating.learners import LEARNERS, Learner
from tracker.text import logistic, weights

_OPEN_TO_ARGUMENT = 0.5


@dataclass(frozen=True)
class Lesson:
    """An example, with its story and the model that it is for."""

    learner: str
    head: str
    story: str
    row: logistic.Row


def lessons(corpora: Iterable[Corpus]) -> list[Lesson]:
    """Return the examples of every learner from every case, in the order of the files."""
    return [lesson for corpus in corpora for lesson in _of_corpus(corpus)]


def _of_corpus(corpus: Corpus) -> Iterable[Lesson]:
    index = Index(corpus.tracked)
    blank = {learner.name: dict.fromkeys(learner.ridges, logistic.Model()) for learner in LEARNERS}
    for case in corpus.cases:
        reading = Reading(case.article(), index, learned=blank)
        share = _OPEN_TO_ARGUMENT if case.labels["ambiguous"] else 1.0
        for learner in LEARNERS:
            for example in learner.examples(reading, case):
                row = replace(example.row, weight=example.row.weight * share)
                yield Lesson(learner.name, example.head, case.story, row)


def learn(given: Sequence[Lesson]) -> weights.Weights:
    """Return the weights that ``given`` teaches, calibrated on stories left out in turn."""
    return {learner.name: _heads(learner, given) for learner in LEARNERS}


def _heads(learner: Learner, given: Sequence[Lesson]) -> weights.Heads:
    return {
        head: _model(
            [g for g in given if (g.learner, g.head) == (learner.name, head)], ridge, learner.parts
        )
        for head, ridge in learner.ridges.items()
    }


def _model(given: Sequence[Lesson], ridge: float, parts: int) -> logistic.Model:
    model = logistic.fit([lesson.row for lesson in given], ridge)
    scored: list[tuple[float, logistic.Row]] = []
    stories = list(dict.fromkeys(lesson.story for lesson in given))
    for number in range(min(parts, len(stories)) if len(stories) > 1 else 0):
        left_out = set(stories[number::parts])
        without = logistic.fit([g.row for g in given if g.story not in left_out], ridge)
        scored += [(without.score(g.row.features), g.row) for g in given if g.story in left_out]
    return logistic.calibrated(model, scored)


def cross_validated(
    corpus: Corpus, others: Iterable[Corpus] = ()
) -> dict[str, predicting.Prediction]:
    """Return predictions of every case by weights learned without its story.

    ``others`` are learned from as well.
    """
    more = lessons(others)
    own = lessons([corpus])
    predictions: dict[str, predicting.Prediction] = {}
    for story in dict.fromkeys(case.story for case in corpus.cases):
        learned = learn([*more, *(lesson for lesson in own if lesson.story != story)])
        inside = corpus.only(case for case in corpus.cases if case.story == story)
        predictions.update(predicting.read_all(inside, learned))
    return {case.id: predictions[case.id] for case in corpus.cases}


def files(corpora: Sequence[Corpus]) -> dict[str, str]:
    """Return the files of weights by name; they state what they were learned from."""
    given = lessons(corpora)
    learned = learn(given)
    return {
        f"{name}.json": weights.encode(heads, _provenance(corpora, given, name))
        for name, heads in learned.items()
    }


def _provenance(corpora: Sequence[Corpus], given: Sequence[Lesson], name: str) -> Mapping[str, Any]:
    digests = list(dict.fromkeys(corpus.digest for corpus in corpora))
    seen: dict[tuple[str, str], Case] = {(k.story, k.id): k for c in corpora for k in c.cases}
    return {
        "passages": sha256("\n".join(digests).encode()).hexdigest() if digests else "",
        "files": digests,
        "cases": len(seen),
        "stories": len({story for story, _ in seen}),
        "examples": sum(lesson.learner == name for lesson in given),
    }
