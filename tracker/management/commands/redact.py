"""``manage.py redact TYPE SLUG --reason …``: blank a record by law, through all its history."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from tracker import models, recording, redacting

ACTOR = "redact"
_DEADLOCK = "40P01"
_ATTEMPTS = 4


class Command(BaseCommand):
    """Blanks one record, which cannot be undone."""

    help = "Blank what a record said, now and in the past; its address says that this was done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", choices=sorted(models.RECORDS))
        parser.add_argument("slug")
        parser.add_argument("--reason", required=True, help="Shown in public: the law, the order")

    def handle(self, *args: Any, **options: Any) -> None:
        record_type, slug, reason = options["type"], options["slug"], options["reason"].strip()
        if not reason:
            raise CommandError("--reason must say why.")
        row = models.RECORDS[record_type]._default_manager.filter(identity__slug=slug).first()
        if row is None:
            raise CommandError(f"There is no {record_type} {slug}.")
        count = _redact(row, reason)
        self.stdout.write(f"{record_type}/{slug} is blanked; {count} revisions were rewritten.")


def _redact(row: models.Record, reason: str) -> int:
    """Blank ``row``, from the beginning where somebody who holds a row waits for the end of it."""
    for left in reversed(range(_ATTEMPTS)):
        try:
            with recording.change(ACTOR, reason, is_withdrawing=True) as change:
                return redacting.redact(change, row, timezone.now())
        except OperationalError as failure:
            if getattr(failure.__cause__, "sqlstate", None) != _DEADLOCK or not left:
                raise
    raise AssertionError("the last attempt returns or raises")
