"""What public records quote of a text: all that is shown of one that is not public."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from tracker import models
from tracker.vocabularies import RecordType

_IS_PUBLIC = Q(
    *((f"record__{record_type}__is_public", True) for record_type in models.RECORDS),
    _connector=Q.OR,
)


def quotes(snapshot: models.Snapshot) -> list[models.Citation]:
    """Return what public records quote of a version, in the order of the text."""
    return list(snapshot.citations.filter(_IS_PUBLIC).select_related("record").order_by("start"))


def of_document(document: int, most: int) -> list[models.Citation]:
    """Return the first of what public records other than developments quote of any version."""
    rows = models.Citation.objects.filter(snapshot__document=document)
    rows = rows.exclude(record__type=RecordType.DEVELOPMENT)
    # By the ledger, which knows of a record of any type whether it is shown.
    shown = models.Revision.objects.current().filter(record=OuterRef("record"))
    rows = rows.filter(Exists(shown))
    return list(rows.order_by("-snapshot__number", "start", "pk")[:most])


def public_words(keys: Collection[int]) -> dict[int, str]:
    """Return {key: words} for those of these documents whose text is not public.

    The words are the outlet's and author's names and what public records quote.
    """
    rows = models.Document.objects.filter(pk__in=keys).select_related("source")
    found = {
        document.pk: [document.outlet, document.author]
        for document in rows
        if not document.is_text_public
    }
    cited = models.Citation.objects.filter(_IS_PUBLIC, snapshot__document__in=list(found))
    columns = ("snapshot__document", "exact")
    for key, exact in cited.order_by("snapshot", "start", "pk").values_list(*columns):
        found[key].append(exact)
    return {key: "\n".join(filter(None, dict.fromkeys(words))) for key, words in found.items()}
