"""The tables in docs/importing.md can be imported as they stand."""

import re
from pathlib import Path

import pytest

from tests import factories
from tests.importing.sheets import imported_file
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "importing.md"
EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n```csv\n(.*?)```", re.DOTALL)


def test_each_table_of_the_page_can_be_imported() -> None:
    factories.costaguana()
    factories.ruritania()
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))

    done = [imported_file(noun, table.encode()) for noun, table in examples]

    assert [noun for noun, _ in examples] == ["commitment", "official"]
    assert done == [{"new": 2}, {"new": 2}]
    teresa = factories.shown(models.Official.objects.get(name="Teresa Avellanos"))
    assert [tenure["role"] for tenure in teresa["tenures"]] == [
        {"en": "Minister of Finance"},
        {"es": "Canciller", "en": "Foreign Minister"},
    ]
