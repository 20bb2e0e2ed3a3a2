"""``manage.py train`` on the tests' own labelled passages."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.management.test_evaluate import FILES, LABELLED


def test_it_writes_the_files_that_are_kept(tmp_path: Path) -> None:
    call_command("train", *FILES, "--folder", str(tmp_path), verbosity=0)

    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in (LABELLED / "weights").iterdir()}


def test_files_come_in_pairs() -> None:
    with pytest.raises(CommandError, match="in pairs"):
        call_command("train", FILES[0])


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        call_command("train", FILES[0], "nowhere.jsonl")
