"""Near-duplicates: documents that carry one story in the same words, as an agency's report."""

from tracker import models, recording
from tracker.comparison import duplicates
from tracker.models import locks
from tracker.readers import canonical

MOST_CANDIDATES = 50


def locked_sketch(text: str) -> duplicates.Sketch | None:
    """Return the sketch of a text, and lock it against others that store a copy meanwhile.

    To be called before any row of the change is locked. None for a text too short to compare.
    """
    sketch = duplicates.sketch(text)
    if sketch is not None:
        locks.hold(locks.Purpose.GROUPING, map(str, sketch.bands))
    return sketch


def group(
    change: recording.Change, document: models.Document, sketch: duplicates.Sketch | None
) -> None:
    """Keep the sketch of a document's latest text, and put the document with its copies.

    The group bears the number of its first document. A document in a group stays there, whatever
    becomes of the text; what a person entered stays too.
    """
    if sketch is None:
        models.Sketch.objects.filter(document=document).delete()
        return
    columns = {
        "values": list(sketch.values),
        "bands": list(sketch.bands),
        "count": sketch.count,
    }
    models.Sketch.objects.update_or_create(document=document, defaults=columns)
    if document.story is not None or "story" in document.locked_fields:
        return
    copy = _copy(document, sketch)
    if copy is not None:
        story = copy.story if copy.story is not None else copy.pk
        for row in (copy, document):
            if row.story is None:
                row.story = story
                models.Document.objects.filter(pk=row.pk).update(story=story)
                change.touch(row)


def twin(text: str, url: str, title: str) -> models.Document | None:
    """Return a document of another title that has this very text elsewhere on the host of ``url``.

    Then neither page showed its article, but a notice or a wall. One of the same title is the
    same article: sites have one at several addresses.
    """
    sketch = duplicates.sketch(text)
    if sketch is None:
        return None
    neighbours = models.Sketch.objects.filter(
        document__canonical_url__startswith=f"{models.host_name(url)}/",
        document__identity__deleted_at=None,
        count=sketch.count,
        values=list(sketch.values),
    ).exclude(document__canonical_url=canonical.canonical_url(url))
    found = neighbours.select_related("document").sharing(sketch.bands, MOST_CANDIDATES)
    others = (other.document for other in found)
    return next((other for other in others if not _is_alike(title, other.title)), None)


def _is_alike(one: str, other: str) -> bool:
    """Return whether two titles share half the words of the shorter one; so it is for none."""
    mine, theirs = set(duplicates.words(one)), set(duplicates.words(other))
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _copy(document: models.Document, sketch: duplicates.Sketch) -> models.Document | None:
    """Return the document, in the same language, whose text is most like that of ``document``."""
    others = models.Sketch.objects.filter(
        document__language=document.language, document__identity__deleted_at=None
    ).exclude(document=document)
    found = [
        (duplicates.resemblance(sketch, other.plain), -other.pk, other.document)
        for other in others.select_related("document__identity").sharing(
            sketch.bands, MOST_CANDIDATES
        )
        if duplicates.is_same_story(sketch, other.plain) and _may_join(other.document)
    ]
    return max(found, key=lambda candidate: candidate[:2])[2] if found else None


def _may_join(document: models.Document) -> bool:
    return document.story is not None or "story" not in document.locked_fields
