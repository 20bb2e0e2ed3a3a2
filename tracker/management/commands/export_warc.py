"""``manage.py export_warc FILE``: write what was read, version by version, as a WARC file."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from tracker import archiving, models

_CHUNK = 50
_TELL_EVERY = 500


class Command(BaseCommand):
    """Write the file and say how many versions are in it."""

    help = (
        "Write the versions of documents, their bytes and their texts, as WARC 1.1; compressed "
        "where the name of FILE ends in .gz. What was redacted is left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="read on or after"
        )
        parser.add_argument(
            "--document", action="append", default=[], metavar="SLUG", help="of this one alone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write beside the file and move into its place when whole."""
        path: Path = options["file"]
        snapshots = _chosen(options["since"], options["document"])
        total, count = snapshots.count(), 0
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            with unfinished.open("wb") as stream:
                rows = snapshots.iterator(chunk_size=_CHUNK)
                is_gzipped = path.suffix == ".gz"
                for count in archiving.write(stream, rows, name=path.name, is_gzipped=is_gzipped):
                    if count % _TELL_EVERY == 0:
                        self.stdout.write(f"{count} of {total}")
            unfinished.replace(path)
        except OSError as error:
            raise CommandError(str(error)) from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"{path}: {count} versions, {path.stat().st_size} bytes")


def _chosen(since: date | None, slugs: list[str]) -> QuerySet[models.Snapshot]:
    rows = models.Snapshot.objects.filter(document__identity__redacted_at=None)
    if since is not None:
        rows = rows.filter(fetched_at__gte=datetime.combine(since, time(), UTC))
    if slugs:
        known = models.Document.objects.slugs(*slugs).values_list("identity__slug", flat=True)
        if missing := set(slugs) - set(known):
            raise CommandError(f"There is no document called {', '.join(sorted(missing))}.")
        rows = rows.filter(document__identity__slug__in=slugs)
    return rows.select_related("document__identity", "raw").order_by("fetched_at", "pk")
