"""``manage.py import_records``: a dry run, an import, and the template of each noun."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker import importing, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def run(*arguments: str) -> list[str]:
    said = io.StringIO()
    call_command("import_records", *arguments, stdout=said)
    return said.getvalue().splitlines()


def a_file(folder: Path, *lines: str) -> str:
    path = folder / "list.csv"
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    factories.ana_ruiz()
    factories.official(summary="Of the mine.")
    path = a_file(
        tmp_path,
        "slug,name,summary",
        "ana-ruiz,Ana Ruiz,A lawyer",
        ",Charles Gould,Another",
        ",Tomás Vidal,",
    )

    said = run(path, "--type=official", "--dry-run")

    assert said == [
        "row 2, summary of ana-ruiz: (empty) → A lawyer",
        "row 3: “Charles Gould” likely repeats charles-gould, and is not imported.",
        "3 records: 1 new, 1 changed, 0 unchanged, 1 duplicate, 0 refused.",
    ]
    assert models.Official.objects.count() == 2


def test_an_import_says_what_it_did_and_who_and_why(tmp_path: Path) -> None:
    path = a_file(tmp_path, "name", "Ana Ruiz", "ana ruiz")

    said = run(path, "--type=official", "--allow-duplicates", "--actor=Quist")

    assert said == ["Imported: 2 new, 0 changed, 0 unchanged, 0 duplicate, 0 refused."]
    assert [official.slug for official in models.Official.objects.order_by("pk")] == [
        "ana-ruiz",
        "ana-ruiz-2",
    ]
    revision = models.Revision.objects.filter(type="official")[0]
    assert (revision.actor, revision.reason) == ("Quist", "imported from list.csv")


@pytest.mark.parametrize("option", ["--dry-run", "--reason=as published"])
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_imported(
    tmp_path: Path, option: str
) -> None:
    path = a_file(tmp_path, "name,role,party", "Ana Ruiz,Minister,nobody", "Charles Gould,,")
    said = io.StringIO()

    with pytest.raises(CommandError, match="Nothing w"):
        call_command("import_records", path, "--type=official", option, stdout=said)

    assert said.getvalue().splitlines() == [
        "row 2, party: There is no party with the slug, code or name “nobody”.",
        "2 records: 1 new, 0 changed, 0 unchanged, 0 duplicate, 1 refused.",
    ]
    assert not models.Official.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv", "--type=official"], "nowhere.csv cannot be read: No such file"),
        ([__file__, "--type=official", "--format=json"], "This is no JSON"),
        ([], "Give a file and its --type, or --template TYPE."),
    ],
)
def test_what_cannot_be_read_is_an_error(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)

    assert str(refusal.value).startswith(words)


def test_a_template_is_printed() -> None:
    said = io.StringIO()

    call_command("import_records", "--template=commitment", stdout=said)

    assert said.getvalue().encode() == importing.template(importing.NOUNS["commitment"])


def test_records_are_exported_to_a_file_or_printed(tmp_path: Path) -> None:
    factories.ana_ruiz()
    path = tmp_path / "officials.json"
    printed, said = io.StringIO(), io.StringIO()

    call_command("export_records", "--type=official", "--format=json", stdout=printed)
    call_command(
        "export_records", "--type=official", "--format=json", f"--file={path}", stdout=said
    )

    assert path.read_text("utf-8") == printed.getvalue()
    assert '"slug": "ana-ruiz"' in printed.getvalue()
    assert said.getvalue() == f"{path} is written.\n"


def test_commitments_are_no_popolo() -> None:
    with pytest.raises(CommandError, match="Popolo has no commitments"):
        call_command("export_records", "--type=commitment", "--format=popolo")
