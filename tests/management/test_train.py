"""``manage.py train`` on a part of the corpus."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.evaluating import corpora
from tests.management.test_evaluate import FILES
from tracker.evaluating.learners import LEARNERS


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(corpora.part(tmp_path_factory.mktemp("corpus"), corpora.STORIES[:2]))


def _weights(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.json"))}


def test_it_writes_a_file_for_each_learner(corpus: str, tmp_path: Path) -> None:
    call_command("train", "--corpus", corpus, "--folder", str(tmp_path), verbosity=0)

    assert set(_weights(tmp_path)) == {f"{learner.file}.json" for learner in LEARNERS}


def test_passages_that_people_decided_teach_as_well(corpus: str, tmp_path: Path) -> None:
    options = ("--corpus", corpus, "--folder", str(tmp_path))
    call_command("train", *options, verbosity=0)
    alone = _weights(tmp_path)

    call_command("train", *options, "--also", *FILES, verbosity=0)

    counts = [
        json.loads(each["pairs.json"])["learned_from"] for each in (alone, _weights(tmp_path))
    ]
    assert counts[1]["examples"] > counts[0]["examples"]
    assert counts[1]["corpus"] != counts[0]["corpus"]


def test_figures_are_of_stories_that_taught_nothing(corpus: str, tmp_path: Path) -> None:
    out, path = io.StringIO(), tmp_path / "findings.jsonl"

    call_command("train", "--corpus", corpus, "--cross-validate", str(path), stdout=out)

    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == 9
    assert set(lines[0]) == {
        "article", "public", "waiting", "reported", "meetings", "agreements", "new_commitments",
    }  # fmt: skip
    assert out.getvalue().startswith("articles: 9\npairs: {")


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        call_command("train", "--also", FILES[0], "nowhere.jsonl")
