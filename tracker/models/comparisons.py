"""How a version of a text differs from the one before: compared once, when it is stored."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Sum

from tracker.comparison import differences, excerpts
from tracker.models.documents import Document, Snapshot
from tracker.vocabularies import Drift

_EDITS = {Drift.SUBSTANTIVE, Drift.REVERTED}


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    """Queries over comparisons by the text whose versions are compared."""

    def of(self, document: Document | int) -> "ComparisonQuerySet":
        """Return those of the versions of one document."""
        return self.filter(snapshot__document=document)

    def shown(self) -> excerpts.Shown:
        """Return which sentences all of these show."""
        digests = {digest for shown in self.values_list("shown", flat=True) for digest in shown}
        total = self.aggregate(
            sentences=Sum("shown_sentences", default=0),
            characters=Sum("shown_characters", default=0),
        )
        return excerpts.Shown(tuple(sorted(digests)), **total)


class Comparison(models.Model):
    """How a snapshot differs from the one before, and what of that is shown to everyone."""

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.CASCADE, primary_key=True, related_name="comparison"
    )
    stretches = models.JSONField(help_text="Stretches by their places, without their words")
    shown = ArrayField(
        models.CharField(max_length=16),
        default=list,
        blank=True,
        help_text="Digests of the sentences that are shown although the text is not public",
    )
    shown_sentences = models.PositiveIntegerField(default=0)
    shown_characters = models.PositiveIntegerField(default=0)

    objects = ComparisonQuerySet.as_manager()

    def __str__(self) -> str:
        return f"What changed in {self.snapshot}"

    @classmethod
    def keep(
        cls, before: Snapshot, after: Snapshot, compared: differences.Comparison
    ) -> "Comparison":
        """Store how ``after`` differs from the version before it, and what of that is shown.

        What another way of reading changed, and what is no text of the page, shows nothing.
        """
        earlier = cls.objects.of(after.document)
        texts = (before.text, after.text)
        shown, stored = excerpts.Shown(), compared.encoded()
        if after.drift in _EDITS and before.extractor_version == after.extractor_version:
            shown = excerpts.choose(compared, *texts, earlier.shown())
            openings = earlier.filter(stretches__has_key="opening").count()
            if not shown.digests and openings < excerpts.MOST_OPENINGS:
                stored["opening"] = excerpts.opening(compared, *texts)
        return cls.objects.create(
            snapshot=after,
            stretches=stored,
            shown=list(shown.digests),
            shown_sentences=shown.sentences,
            shown_characters=shown.characters,
        )

    def quotes(self, before: str, after: str) -> list[tuple[str, int, int]]:
        """Return (side, start, end) of what may be quoted of a text that is not public."""
        compared = differences.decoded(self.stretches, before, after)
        digests = type(self).objects.of(self.snapshot.document_id).shown().digests
        found = [
            (side, *span)
            for change in compared.changes
            for side, span in zip(
                ("before", "after"), excerpts.visible(change, before, after, digests), strict=True
            )
            if span[0] < span[1]
        ]
        opening: Any = self.stretches.get("opening")
        return found or ([(opening[0], *opening[1])] if opening else [])


def compared(before: Snapshot, after: Snapshot) -> differences.Comparison:
    """Return how two versions of a document differ: as stored, where one follows the other."""
    stored = Comparison.objects.filter(snapshot=after).first()
    if stored is not None and after.number == before.number + 1:
        return differences.decoded(stored.stretches, before.text, after.text)
    return differences.comparison(before.text, after.text, after.document.language[:2])
