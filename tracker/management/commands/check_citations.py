"""``manage.py check_citations``: name what is public and lacks the citation that it needs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, OuterRef

from tracker import models, serializers


class Command(BaseCommand):
    """Print the address of each such record; then exit 1."""

    help = (
        "List public records that need a citation and have none: verbatim commitments, direct "
        "quotes, meetings that took place."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for record_type, row_type in models.RECORDS.items():
            if row_type.CITED_WHEN is None:
                continue
            column, value = row_type.CITED_WHEN
            quoted = models.Citation.objects.of_the_record().filter(record=OuterRef("pk"))
            public: models.RecordQuerySet[Any] = models.RecordQuerySet(row_type).public()
            uncited = public.filter(~Exists(quoted), **{column: value}).order_by("pk")
            for slug in uncited.values_list("identity__slug", flat=True):
                self.stdout.write(serializers.address(record_type, slug))
                count += 1
        if count:
            raise CommandError(f"{count} without a citation", returncode=1)
        self.stdout.write("nothing lacks a citation")
