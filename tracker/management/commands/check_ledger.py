"""``manage.py check_ledger``: render everything anew and say what differs from the ledger."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker import checking, models
from tracker.models import transactions


class Command(BaseCommand):
    """Print how many revisions were found sound, or each difference; then exit 1."""

    help = "Render every record anew and compare it with its stored body and with the ledger."

    def handle(self, *args: Any, **options: Any) -> None:
        with transactions.one_moment():
            found = checking.differences()
            records = models.Identity.objects.count()
            revisions = models.Revision.objects.count()
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences", returncode=1)
        self.stdout.write(f"{revisions} revisions of {records} records: no difference")
