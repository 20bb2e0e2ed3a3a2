"""When our own reading of pages gets better: the same bytes, read anew, are no edit of the page."""

from datetime import datetime

from tracker import models, recording
from tracker.ingest import storing, versions
from tracker.readers import base, sandbox
from tracker.vocabularies import Drift


def read_anew(
    document: models.Document, seen: versions.TextVersion
) -> tuple[models.Snapshot, versions.TextVersion] | None:
    """Return the latest version and how what reads pages now reads the bytes that it was read from.

    None where nothing is to be compared: ``seen`` is the same text, or was read in the same way,
    or there are no bytes to be read anew. Slow: to be called outside any transaction.
    """
    before = document.latest_snapshot()
    if before is None or before.drift == Drift.UNAVAILABLE:
        return None
    if before.extractor_version == seen.extractor or before.text_sha256 == seen.digest:
        return None
    raw = models.RawContent.objects.filter(snapshot=before).first()
    if raw is None:
        return None
    headers = {"content-type": raw.content_type}
    kept = base.Fetched(document.url, 200, headers, raw.content, before.fetched_at)
    try:
        found = sandbox.article(kept)
    except base.Unreadable:
        return None
    text = storing.storable(found.text)
    return before, versions.TextVersion(
        text, found.extractor, raw.content, raw.content_type, found.pages
    )


def rebase(
    change: recording.Change,
    document: models.Document,
    baseline: tuple[models.Snapshot, versions.TextVersion],
    now: datetime,
) -> None:
    """Store the text as it is read now, unless another version has come meanwhile; tell nobody.

    Where it is the same, both ways of reading agree, and what differs from it is an edit.
    """
    before, version = baseline
    if version.digest == before.text_sha256:
        same = models.Snapshot.objects.filter(pk=before.pk)
        same.update(extractor_version=version.extractor)
    elif document.latest_snapshot() == before:
        versions.add(change, document, version, now, Drift.PARSER_UPGRADE)
