"""``manage.py export``: write all public records into files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker import exporting


class Command(BaseCommand):
    """Write the files and print their names, sizes and rows."""

    help = "Write all public records as JSON lines and CSV, with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dir", type=Path, default=settings.EXPORT_DIR, help="instead of EXPORT_DIR"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = options["dir"]
        try:
            manifest = exporting.export(directory, timezone.now())
        except exporting.Busy as error:
            raise CommandError(str(error)) from error
        for file in manifest["files"]:
            self.stdout.write(f"{file['name']}: {file['rows']} rows, {file['bytes']} bytes")
        self.stdout.write(
            f"{directory / exporting.LATEST}: as of sequence {manifest['last_sequence']}"
        )
