"""The versions of a document's text: each a snapshot, said for what it is against the latest."""

from dataclasses import dataclass
from datetime import datetime

from tracker import models, recording
from tracker.comparison import amendments, differences
from tracker.vocabularies import Drift


@dataclass(frozen=True)
class TextVersion:
    """A text in the form in which it is kept, and what it was read from, by what."""

    text: str
    extractor: str
    raw: bytes = b""
    raw_type: str = ""
    pages: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        """The hash by which texts are compared."""
        return models.text_digest(self.text)


def add(
    change: recording.Change,
    document: models.Document,
    version: TextVersion,
    now: datetime,
    drift: Drift | None = None,
) -> models.Snapshot:
    """Store a version that differs from the latest one, and return it.

    What sort of change it is, is found out unless ``drift`` says so.
    """
    before = document.latest_snapshot()
    compared = _compared(document, before, version)
    snapshot = models.Snapshot.objects.create(
        document=document,
        number=before.number + 1 if before else 1,
        fetched_at=now,
        text=version.text,
        text_sha256=version.digest,
        extractor_version=version.extractor,
        drift=drift or _drift(document, before, version),
        significance=compared.significance if compared else 1.0,
        modified_at=document.modified_at,
        pages=list(version.pages),
    )
    if before is not None and compared is not None:
        models.Comparison.keep(before, snapshot, compared)
        recording.index([document])
    if version.raw:
        models.RawContent.keep(snapshot, version.raw, version.raw_type)
    is_available = snapshot.drift != Drift.UNAVAILABLE
    if document.is_available != is_available:
        document.is_available = is_available
        models.Document.objects.filter(pk=document.pk).update(is_available=is_available)
        change.touch(document)
    return snapshot


def note_removal(
    change: recording.Change, document: models.Document, now: datetime
) -> models.Snapshot | None:
    """Store that the page is gone; what was read last stays its text. None if that is known."""
    before = document.latest_snapshot()
    if before is None or before.drift == Drift.UNAVAILABLE:
        return None
    version = TextVersion(before.text, before.extractor_version, pages=tuple(before.pages))
    return add(change, document, version, now, Drift.UNAVAILABLE)


def _drift(
    document: models.Document, before: models.Snapshot | None, version: TextVersion
) -> Drift:
    """Return what sort of change a new text is against the latest one.

    Typography is compared first: a site that changes it and back has said nothing twice.
    """
    if before is None:
        return Drift.FIRST
    if before.drift == Drift.UNAVAILABLE and before.text_sha256 == version.digest:
        return Drift.REVERTED
    if amendments.is_cosmetic(before.text, version.text):
        return Drift.COSMETIC
    if _is_misread(document, before, version):
        return Drift.MISREAD
    if document.snapshots.filter(text_sha256=version.digest).exists():
        return Drift.REVERTED
    return Drift.SUBSTANTIVE


def _is_misread(document: models.Document, before: models.Snapshot, version: TextVersion) -> bool:
    """Return whether what was fetched so far is of another page than ``version``: of a wall, say.

    Only until the page has once shown a text that is a version of the one before it.
    """
    if not version.raw or not amendments.shares_nothing(before.text, version.text):
        return False
    unchanged = {Drift.FIRST, Drift.PARSER_UPGRADE}
    is_first = not document.snapshots.exclude(drift__in=unchanged).exists()
    return is_first and models.RawContent.objects.filter(snapshot=before).exists()


def _compared(
    document: models.Document, before: models.Snapshot | None, version: TextVersion
) -> differences.Comparison | None:
    if before is None:
        return None
    return differences.comparison(before.text, version.text, document.language[:2])
