"""``manage.py reindex``: build anew what is searched and suggested, from the stored bodies."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker import models, recording

ACTOR = "reindex"


class Command(BaseCommand):
    """Print for each type of record how many are done."""

    help = "Build the entries of search and suggestions anew from what is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=1000, help="How many rows at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        for record_type in models.RECORDS:
            done = self._reindex(record_type, max(1, options["batch"]))
            self.stdout.write(f"{record_type}: {done}")

    def _reindex(self, record_type: str, batch: int) -> int:
        # Locked as recording locks them, so that no entry is older than its body.
        rows: Any = models.RecordQuerySet(models.RECORDS[record_type]).select_related("identity")
        locked = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
        last_key, done = 0, 0
        while True:
            with recording.change(ACTOR):
                found = list(locked.filter(pk__gt=last_key)[:batch])
                recording.index(found)
            if not found:
                return done
            last_key, done = found[-1].pk, done + len(found)
            if len(found) == batch:
                self.stdout.write(f"{record_type}: {done} so far")
