"""``manage.py reread``: read stored articles again, after terms or detectors have changed."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich import console, progress

from tracker import flagging, models

ACTOR = "reread"
POLL_SECONDS = 0.5


class Command(BaseCommand):
    """Read on with a bar until all is read; interrupted, the same command goes on from there."""

    help = "Read stored articles again; what is known already is not announced again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            required=True,
            metavar="DATE",
            help="articles published since this day, and undated ones that came since",
        )
        parser.add_argument("--commitment", metavar="SLUG", help="for this commitment alone")

    def handle(self, *args: Any, **options: Any) -> None:
        commitment = _commitment(options["commitment"])
        row = models.Rereading.objects.request(ACTOR, options["since"], commitment)
        out: Any = self.stdout
        screen = console.Console(file=out)
        if row.documents_read:
            screen.print(f"Going on after {row.documents_read} of {row.documents} articles.")
        columns = (
            progress.TextColumn("Reading again"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
        )
        with progress.Progress(*columns, console=screen, transient=True) as bar:
            task = bar.add_task("", total=row.documents, completed=row.documents_read)
            while row.finished_at is None:
                _read_on(row)
                row.refresh_from_db()
                bar.update(task, completed=row.documents_read + row.documents_failed)
        screen.print(f"{row.documents_read} articles read, {row.developments} new developments.")
        if row.documents_failed:
            screen.print(f"{row.documents_failed} could not be read; the log says why.")


def _commitment(slug: str | None) -> models.Commitment | None:
    if slug is None:
        return None
    try:
        return models.Commitment.objects.public().get(identity__slug=slug)
    except models.Commitment.DoesNotExist:
        raise CommandError(f"There is no commitment {slug}.") from None


def _read_on(row: models.Rereading) -> None:
    """Read the next articles; where a worker does so already, or one is put off, wait."""
    if not flagging.reread_on(models.Rereading.objects.filter(pk=row.pk), 1):
        time.sleep(POLL_SECONDS)
