"""``manage.py evaluate`` on the tests' own labelled passages."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.evaluating import corpora
from tests.outbound import chatting
from tracker import models
from tracker.analysis import commitments

LABELLED = Path(__file__).parent.parent / "evaluating" / "labelled"
FILES = str(LABELLED / "tracked.json"), str(LABELLED / "cases.jsonl")


def _printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("evaluate", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_a_table_and_writes_predictions(tmp_path: Path) -> None:
    output = tmp_path / "predictions.jsonl"

    table = _printed(*FILES, "--output", str(output))

    predictions = [json.loads(line) for line in output.read_text().splitlines()]
    assert [p["id"] for p in predictions][:2] == ["bases-1", "bases-2"]
    assert set(predictions[0]) == {
        "id", "links", "meetings", "agreements", "new_commitments", "evidence",
    }  # fmt: skip
    assert predictions[0]["links"][0]["commitment_id"] == "cg-bases"
    assert table.splitlines()[1].split()[:2] == ["all", "24"]


def test_as_json_it_says_which_passages_were_read() -> None:
    answer = json.loads(_printed(*FILES, "--json", "--skip-ambiguous"))

    assert set(answer) == {"passages", "figures", "intervals", "reliability", "confusion"}
    assert len(answer["passages"]) == 64
    assert answer["figures"]["all"]["cases"] == 23
    assert answer["figures"]["all"]["evidence_wrong"] == 0


def test_the_same_passages_give_the_same_answer() -> None:
    assert _printed(*FILES, "--suggest-terms") == _printed(*FILES, "--suggest-terms")


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpora.part(tmp_path_factory.mktemp("corpus"), ("d1-gt-coal",))


def _of_articles(part: Path, *options: str) -> str:
    files = (part / "tracked.json", part / "articles.jsonl")
    return _printed("--articles", *map(str, files), *options)


@pytest.mark.django_db
def test_articles_are_read_and_compared_with_what_editors_flag(part: Path, tmp_path: Path) -> None:
    output = tmp_path / "findings.jsonl"

    printed = _of_articles(
        part, "--gold", str(part / "gold.jsonl"), "--output", str(output), "--json"
    )

    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    told = json.loads(printed)
    assert [line["article"] for line in lines] == ["d1-c01", "d1-c02", "d1-c03", "d1-c04", "d1-c05"]
    assert told["articles"] == 5
    assert told["found"]["reported"] == sum(len(line["reported"]) for line in lines)
    assert {one["commitment"] for one in lines[0]["reported"]} == {"d1-gt-nocoal", "d1-gt-80"}
    assert told["found"]["public"] == 0


@pytest.mark.django_db
def test_without_labels_it_says_what_would_be_told(part: Path) -> None:
    printed = _of_articles(part)

    (line,) = printed.splitlines()
    assert line.split()[:3] == ["found", "public", "0"]


@pytest.mark.django_db
def test_what_a_model_is_asked_is_written_and_its_answers_are_read(
    part: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "requests.jsonl"

    assert _of_articles(part, "--requests", str(asked)) == ""
    printed = _of_articles(
        part,
        *("--answers", str(part / "answers.jsonl"), "--model", "reference"),
        *("--gold", str(part / "gold.jsonl"), "--json"),
    )

    keys = {json.loads(line)["article"] for line in asked.read_text("utf-8").splitlines()}
    assert keys == {"d1-c01", "d1-c02", "d1-c03", "d1-c04", "d1-c05"}
    assert json.loads(printed)["told"] == {"precision": 1.0, "recall": 1.0}


@pytest.mark.django_db
def test_the_model_that_the_deployment_reads_with_is_asked(part: Path, settings: Settings) -> None:
    nothing: dict[str, list[str]] = {
        name: [] for name in ("developments", "meetings", "agreements", "promises", "deeds")
    }
    settings.ANALYSER, settings.LLM_MODEL = "llm", f"model-{os.urandom(4).hex()}"
    with chatting.serving(chatting.saying(json.dumps(nothing))) as server:
        settings.LLM_URL = server.url
        told = json.loads(_of_articles(part, "--json"))["found"]

    assert len(server.asked) == 5
    # What only the offline reading reports is for a person.
    assert (told["reported"], told["waiting"]) == (0, 8)


@pytest.mark.django_db
def test_a_model_that_is_away_is_said(part: Path, settings: Settings) -> None:
    settings.ANALYSER, settings.LLM_MODEL = "llm", f"model-{os.urandom(4).hex()}"
    settings.LLM_URL = "http://127.0.0.1:9/v1"

    with pytest.raises(CommandError, match="The model cannot be asked: refused"):
        _of_articles(part)


@pytest.mark.django_db
def test_bars_that_are_measured_are_adopted_for_the_analyser_in_use(part: Path) -> None:
    printed = _of_articles(part, "--gold", str(part / "gold.jsonl"), "--adopt")

    assert printed.splitlines()[-1].startswith("Adopted.")
    stored = models.Bar.objects.of(models.Analyser("rules", prompt=commitments.VERSION))
    # From five articles nothing is known well enough to be told without a person.
    assert {bar.threshold for bar in stored} == {None}


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        _printed("nowhere.json", FILES[1])
