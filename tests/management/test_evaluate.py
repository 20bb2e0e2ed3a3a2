"""``manage.py evaluate`` on the tests' own labelled passages."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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


def test_other_files_may_teach_what_is_read_by_stories_left_out() -> None:
    alone = json.loads(_printed(*FILES, "--cross-validate", "--json"))
    taught = json.loads(_printed(*FILES, "--cross-validate", "--also", *FILES, "--json"))

    # What is of the story that is left out teaches nothing, whatever file it stands in.
    assert alone["figures"]["all"]["cases"] == taught["figures"]["all"]["cases"] == 24
    assert alone["passages"] == taught["passages"]


def test_files_to_learn_from_come_in_pairs() -> None:
    with pytest.raises(CommandError, match="in pairs"):
        _printed(*FILES, "--cross-validate", "--also", FILES[0])


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        _printed("nowhere.json", FILES[1])
