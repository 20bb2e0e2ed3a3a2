"""Files that were handed in at the desk to be imported: what would come of each, and what came."""

import secrets
from datetime import datetime, timedelta

from django.db import models

from tracker import vocabularies
from tracker.models import base, leases

_RANDOM_BYTES = 9
KEPT = timedelta(days=7)
"""How long a file is kept that nobody imports."""


def new_name() -> str:
    """Return a name that nobody guesses."""
    return secrets.token_hex(_RANDOM_BYTES)


class ImportQuerySet(leases.LeaseQuerySet["Import"]):
    """Queries over imports by what is still to be done."""

    def waiting(self) -> "ImportQuerySet":
        """Return those that a worker is to check or to carry out, oldest first."""
        states = [vocabularies.ImportState.CHECKING, vocabularies.ImportState.IMPORTING]
        return self.filter(state__in=states).order_by("created_at", "pk")

    def abandoned(self, now: datetime) -> "ImportQuerySet":
        """Return those that nobody has decided on for long."""
        checked = vocabularies.ImportState.CHECKED
        return self.filter(state=checked, created_at__lt=now - KEPT)


class Import(leases.Attempted):
    """A file, what people decided on its rows, and what an import of it would do or did."""

    name = models.CharField(max_length=40, unique=True, default=new_name)
    record_type = base.code_field(vocabularies.RecordType)
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(help_text="The file; emptied once it is imported")
    corrections = models.JSONField(default=dict, help_text="{row: {heading: text of the cell}}")
    left_out = models.JSONField(default=list, help_text="[row]")
    wanted = models.JSONField(
        default=list, help_text="[row]: imported although it likely repeats another record"
    )
    state = base.code_field(vocabularies.ImportState, default=vocabularies.ImportState.CHECKING)
    rows = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, help_text="What an import would do, row by row")
    digest = models.CharField(max_length=64, blank=True, help_text="Of all that it would do")
    counts = models.JSONField(default=dict, help_text="{what: how many records}")
    message = models.TextField(blank=True, help_text="Why it was not imported")
    actor = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            base.codes_check(
                "import_codes_are_known",
                record_type=vocabularies.RecordType,
                state=vocabularies.ImportState,
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.record_type})"

    @property
    def is_worked_on(self) -> bool:
        """Whether a worker has it, or is to take it up."""
        return self.state in {
            vocabularies.ImportState.CHECKING,
            vocabularies.ImportState.IMPORTING,
        }
