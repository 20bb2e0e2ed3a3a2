"""Weights are learned from the corpus, and those that ship are what it gives."""

import json
from pathlib import Path

import pytest

from tests.evaluating import corpora
from tracker.analysis import weights
from tracker.evaluating import articles, training
from tracker.evaluating.learners import LEARNERS, commitments

_SAME = 0.001


def test_the_corpus_gives_the_weights_that_ship() -> None:
    """A part of them; ``make train`` makes all, the same to the byte with the pinned versions."""
    learners = (commitments.PAIRS, commitments.RANKING)
    given = training.lessons([articles.corpus()], learners)

    learned = training.learn(given, learners)

    for learner in learners:
        shipped = weights.shipped()[learner.file]
        assert learned[learner.file].keys() == shipped.keys() == set(learner.labels)
        for head, model in learned[learner.file].items():
            assert model.bias == pytest.approx(shipped[head].bias, abs=_SAME)
            assert dict(model.weights) == pytest.approx(dict(shipped[head].weights), abs=_SAME)


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> articles.Library:
    return articles.corpus(corpora.part(tmp_path_factory.mktemp("corpus")))


def test_the_same_articles_give_the_same_bytes(part: articles.Library) -> None:
    once, again = training.files([part]), training.files([part])

    assert once == again
    assert set(once) == {f"{learner.file}.json" for learner in LEARNERS}


def test_a_file_states_what_it_was_learned_from(part: articles.Library) -> None:
    told = json.loads(training.files([part])["pairs.json"])["learned_from"]

    assert (told["articles"], told["stories"]) == (14, 3)
    assert set(told) == {"corpus", "articles", "stories", "examples", "scikit-learn"}


def test_each_file_of_weights_that_ships_states_the_corpus() -> None:
    digests = {
        json.loads(path.read_text("utf-8"))["learned_from"]["corpus"]
        for path in sorted(weights.FOLDER.glob("*.json"))
    }

    (digest,) = digests
    assert len(digest) == 64
    assert {path.stem for path in weights.FOLDER.glob("*.json")} == {one.file for one in LEARNERS}


def test_each_story_is_read_with_what_the_others_teach(part: articles.Library) -> None:
    read = [tuple(library.stories) for library, _ in training.folds(part, parts=3)]

    assert sorted(story for stories in read for story in stories) == sorted(corpora.STORIES)
    assert [len(stories) for stories in read] == [1, 1, 1]


def test_what_nothing_teaches_is_never_said(tmp_path: Path) -> None:
    empty = articles.Library((), articles.corpus().tracked, "")

    learned = training.learn(training.lessons([empty]))

    assert learned["pairs"]["pairs"].probability({"terms_best": 1.0}) == 0.5
