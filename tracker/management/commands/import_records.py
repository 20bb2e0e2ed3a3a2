"""``manage.py import_records``: import a list of records, or say what that would do."""

from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker import importing

_MOST_SHOWN: Final = 50


class Command(BaseCommand):
    """Print what is wrong, new, changed, unchanged and doubled, and import it all or nothing."""

    help = (
        "Import officials, parties, commitments, agreements or meetings: all of a file or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="CSV, JSON or Popolo JSON")
        parser.add_argument("--type", choices=[*importing.NOUNS], help="what the file lists")
        parser.add_argument(
            "--format", default="", choices=importing.FORMATS, help="if it is not told by itself"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="write nothing and say what would be done"
        )
        parser.add_argument(
            "--allow-duplicates",
            action="store_true",
            help="import rows that likely repeat another record as well",
        )
        parser.add_argument("--actor", default="import", help="whose change it is in the ledger")
        parser.add_argument("--reason", default="", help="why; stands in the public history")
        parser.add_argument(
            "--template",
            choices=[*importing.NOUNS],
            help="print the file to fill in for a type, and import nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            template = importing.template(importing.NOUNS[options["template"]])
            self.stdout.write(template.decode(), ending="")
            return
        if options["file"] is None or options["type"] is None:
            raise CommandError("Give a file and its --type, or --template TYPE.")
        noun = importing.NOUNS[options["type"]]
        sheet = self._sheet(options["file"], noun, options["format"])
        choices = importing.Choices(allow_duplicates=options["allow_duplicates"])
        if options["dry_run"]:
            plan = importing.plan(noun, sheet, choices, self._progress)
            self._tell(plan)
            if not plan.is_possible:
                raise CommandError("Nothing would be imported.")
            return
        self._import(noun, sheet, choices, options)

    def _sheet(self, path: Path, noun: importing.Noun, form: str) -> importing.Sheet:
        try:
            return importing.read(path.read_bytes(), noun, form)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except importing.Unreadable as error:
            raise CommandError(str(error)) from error

    def _import(
        self,
        noun: importing.Noun,
        sheet: importing.Sheet,
        choices: importing.Choices,
        options: dict[str, Any],
    ) -> None:
        reason = options["reason"] or f"imported from {options['file'].name}"
        try:
            done = importing.carry_out(
                noun,
                sheet,
                choices,
                actor=options["actor"],
                reason=reason,
                progress=self._progress,
            )
        except importing.NotImported as error:
            if error.plan is not None:
                self._tell(error.plan)
            raise CommandError(str(error)) from error
        self.stdout.write(f"Imported: {_counted(done.counts)}.")

    def _tell(self, plan: importing.Plan) -> None:
        for text in (*plan.sheet.notes, *plan.sheet.problems):
            self.stdout.write(text)
        told = [line for row in plan.rows for line in _lines(row)]
        for line in told[:_MOST_SHOWN]:
            self.stdout.write(line)
        if len(told) > _MOST_SHOWN and not plan.is_possible:
            self.stdout.write(f"… and {len(told) - _MOST_SHOWN} lines more.")
        self.stdout.write(f"{len(plan.rows)} records: {_counted(plan.counts)}.")

    def _progress(self, what: str, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(
                f"\r{what}: {done} of {total}   ", ending="\n" if done == total else ""
            )
            self.stdout.flush()


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in counts.items())


def _lines(row: importing.Planned) -> list[str]:
    """Return what is to be told of a record: what is wrong with it, or what would change."""
    where = f"row {row.entry.label}"
    if row.state == importing.State.REFUSED:
        return [
            f"row {each.label}, {each.heading}: {each.text}"
            if each.heading
            else f"row {each.label}: {each.text}"
            for each in row.entry.problems
        ]
    if row.state == importing.State.DUPLICATE and row.similar is not None:
        other = f"row {row.similar.label}" if row.similar.label else row.similar.slug
        return [f"{where}: “{row.entry.title}” likely repeats {other}, and is not imported."]
    return [
        f"{where}, {each.heading} of {row.slug}: {each.before or '(empty)'} → "
        f"{each.after or '(empty)'}{' (locked: a person entered it)' if each.is_locked else ''}"
        for each in row.differences
    ]
