"""``manage.py export_records``: write records of one type as a file that can be imported again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker import importing


class Command(BaseCommand):
    """Write the file, or print it."""

    help = "Write all public records of one type as CSV, JSON or Popolo, to be imported again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--type", required=True, choices=[*importing.NOUNS])
        parser.add_argument("--format", default="csv", choices=importing.FORMATS)
        parser.add_argument("--file", type=Path, help="write there instead of printing")

    def handle(self, *args: Any, **options: Any) -> None:
        noun = importing.NOUNS[options["type"]]
        try:
            chunks = importing.export(noun, options["format"])
        except importing.NoPopolo as error:
            raise CommandError(str(error)) from error
        if options["file"] is None:
            self.stdout.write(b"".join(chunks).decode(), ending="")
            return
        with options["file"].open("wb") as file:
            file.writelines(chunks)
        self.stdout.write(f"{options['file']} is written.")
