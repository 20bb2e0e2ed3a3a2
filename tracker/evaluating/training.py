"""Weights learned from labelled articles with scikit-learn, which only learning needs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any, Final

import sklearn
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tracker.analysis import weights
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.weights.logistic import Model
from tracker.evaluating.articles import Labelled, Library
from tracker.evaluating.learners import LEARNERS, Example, Learner

_DIGITS: Final = 4
_SETTINGS: Final[Mapping[str, Any]] = {"solver": "lbfgs", "max_iter": 5000, "tol": 1e-7}
_FOLDS: Final = 10


@dataclass(frozen=True)
class Lesson:
    """An example, its story, and the file of weights that it is for."""

    file: str
    story: str
    example: Example


def lessons(libraries: Iterable[Library], learners: Sequence[Learner] = LEARNERS) -> list[Lesson]:
    """Return the examples of learners from every article, in the order of the files."""
    return [lesson for library in libraries for lesson in _of_library(library, learners)]


def _of_library(library: Library, learners: Sequence[Learner]) -> Iterator[Lesson]:
    index = Index(library.tracked)
    blank = {one.file: dict.fromkeys(one.labels, Model()) for one in learners}
    learned = {**weights.shipped(), **blank}
    for labelled in library.articles:
        yield from _of_article(labelled, index, learned, learners)
    cut_readers = [learner for learner in learners if learner.reads_cuts]
    for cut in chain(*(one.cuts() for one in library.articles), library.passages):
        yield from _of_article(cut, index, learned, cut_readers)


def _of_article(
    labelled: Labelled, index: Index, learned: weights.Weights, learners: Iterable[Learner]
) -> Iterator[Lesson]:
    reading = Reading(labelled.article, index, learned)
    for learner in learners:
        for example in learner.examples(reading, labelled):
            yield Lesson(learner.file, labelled.story, example)


def learn(given: Sequence[Lesson], learners: Sequence[Learner] = LEARNERS) -> weights.Weights:
    """Return the weights that ``given`` teaches; the same lessons give the same weights."""
    return {
        learner.file: _fit(learner, [one.example for one in given if one.file == learner.file])
        for learner in learners
    }


def _fit(learner: Learner, examples: Sequence[Example]) -> weights.Heads:
    labels = [one.label if one.label in learner.labels else "" for one in examples]
    if len(set(labels)) < 2:  # noqa: PLR2004 - nothing to tell apart
        return dict.fromkeys(learner.labels, Model())
    often = Counter(name for one in examples for name, value in one.features.items() if value)
    rows = [
        {n: v for n, v in one.features.items() if v and often[n] >= learner.fewest}
        for one in examples
    ]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=learner.looseness, random_state=0, **_SETTINGS)
    model.fit(matrix, labels, sample_weight=[one.weight for one in examples])
    # Of a yes or no there is one row of weights, for the second of the two.
    heads = [str(label) for label in model.classes_][-len(model.coef_) :]
    lines = zip(heads, model.coef_, model.intercept_, strict=True)
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    found = {head: _model(learner, names, row, bias) for head, row, bias in lines}
    return {label: found.get(label, Model(bias=-30.0)) for label in learner.labels}


def _model(
    learner: Learner, names: Sequence[str], coefficients: Iterable[float], bias: float
) -> Model:
    rounded = zip(names, (round(float(value), _DIGITS) for value in coefficients), strict=True)
    kept = {name: value for name, value in rounded if abs(value) > learner.lightest}
    return Model(round(float(bias), _DIGITS), kept)


def folds(
    library: Library, also: Sequence[Library] = (), parts: int = _FOLDS
) -> Iterator[tuple[Library, weights.Weights]]:
    """Yield some stories with weights learned from the others, until each story came once."""
    given, stories = lessons([library, *also]), sorted(library.stories)
    for number in range(min(parts, len(stories))):
        left_out = set(stories[number::parts])
        learned = learn([lesson for lesson in given if lesson.story not in left_out])
        own = tuple(one for one in library.articles if one.story in left_out)
        yield Library(own, library.tracked, library.digest), {**weights.shipped(), **learned}


def files(libraries: Sequence[Library]) -> dict[str, str]:
    """Return the files of weights by name; they state what they were learned from, and by what."""
    given = lessons(libraries)
    learned = learn(given)
    return {
        f"{file}.json": weights.encode(heads, _provenance(libraries, given, file))
        for file, heads in learned.items()
    }


def _provenance(libraries: Sequence[Library], given: Sequence[Lesson], file: str) -> dict[str, Any]:
    digests = [library.digest for library in libraries]
    return {
        "corpus": sha256("\n".join(digests).encode()).hexdigest(),
        "articles": sum(len(library.articles) for library in libraries),
        "stories": len({story for library in libraries for story in library.stories}),
        "examples": sum(lesson.file == file for lesson in given),
        "scikit-learn": sklearn.__version__,
    }
