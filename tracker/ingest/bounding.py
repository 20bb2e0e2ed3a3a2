"""Bounds for what was stored before there were any: differences, and the words around quotes."""

from django.db import models as db

from tracker import models, recording
from tracker.comparison import differences
from tracker.models import locks

ACTOR = "bound_texts"


def bound(key: int) -> tuple[int, int]:
    """Compare the versions of one document, and hide the words around all but some of its quotes.

    Returns how many versions were compared, and of how many quotes the context was hidden: none
    where everything is bounded already. The records that cite them are published anew.
    """
    with recording.change(ACTOR, "bounds for a text that is not public", is_machine=True) as change:
        document = models.Document.objects.select_related("source", "identity").get(pk=key)
        locks.hold(locks.Purpose.STORING, [document.canonical_url])
        return _compare(document), _hide_contexts(change, document)


def unbounded() -> db.QuerySet[models.Document, int]:
    """Return the keys of the documents that have more than one version, or are quoted."""
    several = models.Snapshot.objects.filter(document=db.OuterRef("pk"), number__gt=1)
    cited = models.Citation.objects.filter(
        snapshot__document=db.OuterRef("pk"), is_context_public=True
    )
    rows = models.Document.objects.filter(db.Exists(several) | db.Exists(cited))
    return rows.order_by("pk").values_list("pk", flat=True)


def _compare(document: models.Document) -> int:
    done, before = 0, None
    compared = set(models.Comparison.objects.of(document).values_list("pk", flat=True))
    for snapshot in document.snapshots.order_by("number").iterator(2):
        snapshot.document = document
        if before is not None and snapshot.pk not in compared:
            language = document.language[:2]
            found = differences.comparison(before.text, snapshot.text, language)
            models.Comparison.keep(before, snapshot, found)
            done += 1
        before = snapshot
    return done


def _hide_contexts(change: recording.Change, document: models.Document) -> int:
    cited = models.Citation.objects.filter(snapshot__document=document, is_context_public=True)
    hidden = 0
    for citation in cited.select_related("record", "snapshot").order_by("pk"):
        citation.snapshot.document = document
        place = (citation.snapshot, citation.start, citation.end)
        if not models.QuoteContext.is_shown(*place):
            models.Citation.objects.filter(pk=citation.pk).update(is_context_public=False)
            change.touch(getattr(citation.record, citation.record.type))
            hidden += 1
    return hidden
