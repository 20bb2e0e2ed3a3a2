"""The open set of types of sources."""

from pathlib import Path

from tracker import readers

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "sources.md"


def test_every_type_of_source_can_be_chosen_and_has_its_row_in_the_documentation() -> None:
    codes = [code for code, _ in readers.choices()]
    table = DOCUMENTED.read_text(encoding="utf-8").partition("| type |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]

    assert codes == ["feed", "page", "watch", "push", "auto"]
    assert [row.split("`")[1] for row in rows] == codes


def test_what_is_handed_in_or_not_known_yet_is_not_polled() -> None:
    assert [code for code, reader in readers.READERS.items() if not reader.is_polled] == [
        "push",
        "auto",
    ]
