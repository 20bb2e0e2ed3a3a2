"""Weights learned from the tests' own labelled passages."""

from pathlib import Path

import pytest

from tracker.analysis import weights
from tracker.evaluating import cases, scoring, training
from tracker.evaluating.cases import Corpus
from tracker.evaluating.learners import LEARNERS

LABELLED = Path(__file__).parent / "labelled"
FILES = [LABELLED / "tracked.json", LABELLED / "cases.jsonl"]


@pytest.fixture(scope="module")
def corpora() -> list[Corpus]:
    return cases.load_pairs(FILES)


@pytest.fixture(scope="module")
def files(corpora: list[Corpus]) -> dict[str, str]:
    return training.files(corpora)


def test_the_same_passages_give_the_bytes_that_are_kept(files: dict[str, str]) -> None:
    kept = {path.name: path.read_text("utf-8") for path in (LABELLED / "weights").glob("*.json")}

    assert files == kept


def test_every_learner_has_its_file_with_all_its_models(files: dict[str, str]) -> None:
    found = {name: set(weights.decode(text)) for name, text in files.items()}

    assert found == {f"{one.name}.json": set(one.heads) for one in LEARNERS}
    assert set(weights.shipped()) == {one.name for one in LEARNERS}


def test_each_pair_is_read_with_its_terms_and_with_suggested_ones(corpora: list[Corpus]) -> None:
    assert [len(corpus.cases) for corpus in corpora] == [24, 24]
    assert [bool(corpus.tracked.commitments[0].terms) for corpus in corpora] == [True, False]


def test_a_story_is_read_with_what_the_others_taught(corpora: list[Corpus]) -> None:
    corpus = corpora[0]

    predictions = training.cross_validated(corpus, corpora)

    assert list(predictions) == [case.id for case in corpus.cases]
    assert scoring.score(corpus.cases, predictions).figures()["link_f1"] > 0.8
