"""``manage.py retry_reading``: try again the texts that could not be read for developments."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker import models


class Command(BaseCommand):
    """Show what was set aside and why, and have the workers read it."""

    help = "Show texts that were set aside after three attempts, and have them read again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("documents", nargs="*", metavar="SLUG", help="these alone")
        parser.add_argument("--dry-run", action="store_true", help="only show them")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = models.Snapshot.objects.set_aside()
        if options["documents"]:
            rows = rows.filter(document__identity__slug__in=options["documents"])
        for row in rows.select_related("document__identity").defer("text"):
            self.stdout.write(f"{row.document.slug} {row.number}: {row.why_unread}")
        if not options["dry_run"]:
            self.stdout.write(f"{rows.try_again()} are read again.")
