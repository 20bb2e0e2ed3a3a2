"""Weights learned from labelled passages, and predictions by weights that never saw the story."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from tracker.analysis import weights
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.weights import logistic
from tracker.evaluating import predicting
from tracker.evaluating.cases import Case, Corpus
from tracker.evaluating.learners import LEARNERS, Learner
from tracker.evaluating.learners.base import Lesson, weakened

_OPEN_TO_ARGUMENT = 0.5


def lessons(corpora: Iterable[Corpus]) -> list[Lesson]:
    """Return the examples of every learner from every case, in the order of the files.

    Of files that come with the terms given and with suggested ones, most learn but once.
    """
    read = list(corpora)
    given = {corpus.digest for corpus in read if _has_terms(corpus)}
    found: list[Lesson] = []
    for corpus in read:
        is_again = corpus.digest in given and not _has_terms(corpus)
        learners = [learner for learner in LEARNERS if learner.reads_both or not is_again]
        found += _of_corpus(corpus, learners)
    return found


def _has_terms(corpus: Corpus) -> bool:
    return any(commitment.terms for commitment in corpus.tracked.commitments)


def _of_corpus(corpus: Corpus, learners: Iterable[Learner]) -> Iterator[Lesson]:
    index = Index(corpus.tracked)
    blank = {learner.name: dict.fromkeys(learner.heads, logistic.Model()) for learner in LEARNERS}
    for case in corpus.cases:
        reading = Reading(case.article(), index, learned=blank)
        share = _OPEN_TO_ARGUMENT if case.labels["ambiguous"] else 1.0
        for learner in learners:
            for example in learner.examples(reading, case):
                yield Lesson(learner.name, case.story, weakened(example, share))


def learn(given: Sequence[Lesson]) -> weights.Weights:
    """Return the weights that ``given`` teaches."""
    return {
        learner.name: learner.learn([each for each in given if each.learner == learner.name])
        for learner in LEARNERS
    }


def cross_validated(corpus: Corpus, teachers: Iterable[Corpus]) -> dict[str, predicting.Prediction]:
    """Return predictions of every case by weights that ``teachers`` taught without its story."""
    given = lessons(teachers)
    predictions: dict[str, predicting.Prediction] = {}
    for story in dict.fromkeys(case.story for case in corpus.cases):
        learned = learn([lesson for lesson in given if lesson.story != story])
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
