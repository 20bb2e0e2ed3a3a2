"""A new version of a text: what is told of it, and what became of the quotes from earlier ones."""

from collections.abc import Iterable
from typing import Any

from tracker import editing, models, recording, summaries
from tracker.comparison import anchors
from tracker.flagging import sources
from tracker.models import locks
from tracker.vocabularies import Drift, QuoteState, ReviewState

CORRECTED = "development.corrected"


def store_edit(change: recording.Change, snapshot: models.Snapshot) -> list[models.Development]:
    """Store what ``snapshot`` shows of its document's text, and return what is told of it.

    Quotes keep pointing to the version that they were taken from; where they stand in the latest
    one is noted on each, and that one was lost is told once.
    """
    document = snapshot.document
    if snapshot.drift == Drift.FIRST or document.identity.deleted_at is not None:
        return []
    locks.hold(locks.Purpose.FLAGGING, [f"document:{document.slug}"])
    made = []
    edit = _edit(snapshot)
    if edit is not None:
        explanation = {"rule": edit.rule, "number": snapshot.number, **edit.counts}
        quotes = [(quote.number, quote.start, quote.end, quote.supports) for quote in edit.quotes]
        made.append(_development(change, snapshot, edit.kind, explanation, quotes))
    _correct_removals(change, document)
    latest = document.snapshots.order_by("-number")[0]
    lost = _anchor_anew(change, latest)
    # What stood on a notice in place of the text was never the source's word on anything.
    if lost and snapshot.drift != Drift.MISREAD:
        made.append(_quote_lost(change, latest, lost))
    return made


def _edit(snapshot: models.Snapshot) -> sources.Edit | None:
    document = snapshot.document
    before = document.snapshots.get(number=snapshot.number - 1)
    quotable = None
    if not document.is_text_public:
        kept = models.Comparison.objects.filter(snapshot=snapshot).first()
        quotable = kept.quotes(before.text, snapshot.text) if kept else []
    return sources.edit(_version(before), _version(snapshot), document.language[:2], quotable)


def _version(snapshot: models.Snapshot) -> sources.Version:
    return sources.Version(
        number=snapshot.number,
        text=snapshot.text,
        drift=Drift(snapshot.drift),
        fetched_at=snapshot.fetched_at,
        modified_at=snapshot.modified_at,
        extractor=snapshot.extractor_version,
    )


def _correct_removals(change: recording.Change, document: models.Document) -> None:
    """Say of each text told to be unavailable that has come back that it has.

    As a correction, so that all who were told the one are told the other.
    """
    removals = models.Development.objects.filter(
        subject=document.identity, kind=sources.UNAVAILABLE, explanation__rule=sources.REMOVED
    ).exclude(review_state=ReviewState.DISMISSED)
    for row in removals.select_related("identity").order_by("pk"):
        returned = document.snapshots.filter(number=row.explanation["number"] + 1).first()
        if returned is None:
            continue
        summary = sources.summarise(row.kind, sources.RESTORED, document.heading)
        said = {"title": summaries.headline(summary), "summary": summary}
        for name in said.keys() - set(row.locked_fields):
            setattr(row, name, said[name])
        row.explanation = {**row.explanation, "rule": sources.RESTORED}
        row.save(update_fields=["title", "summary", "explanation"])
        change.touch(row, CORRECTED)


def _anchor_anew(change: recording.Change, latest: models.Snapshot) -> list[models.Citation]:
    """Note where each quote now stands, touch what cites it, and return those now lost.

    Only what the public sees cited is returned; and not what was quoted to show a change.
    """
    quoted = models.Citation.objects.filter(snapshot__document=latest.document)
    lost = []
    for citation in quoted.select_related("record", "snapshot").order_by("pk"):
        state = _state(citation, latest)
        if state == citation.quote_state:
            continue
        models.Citation.objects.filter(pk=citation.pk).update(quote_state=state)
        record = getattr(citation.record, citation.record.type)
        change.touch(record)
        is_own = isinstance(record, models.Development) and record.subject_id == latest.document_id
        if state == QuoteState.LOST and record.is_public and not is_own:
            lost.append(citation)
    return lost


def _state(citation: models.Citation, latest: models.Snapshot) -> str:
    if citation.snapshot_id == latest.pk:
        return QuoteState.FOUND
    place = _place(citation, latest.text)
    if place is not None:
        return QuoteState.MOVED if place.is_moved else QuoteState.FOUND
    # What another way of reading never saw was not taken back by the source.
    read_alike = latest.document.snapshots.filter(extractor_version=latest.extractor_version)
    was_there = any(_place(citation, version.text) for version in read_alike)
    return QuoteState.LOST if was_there else citation.quote_state


def _place(citation: models.Citation, text: str) -> anchors.Place | None:
    return anchors.find(text, citation.exact, citation.prefix, citation.suffix, citation.start)


def _quote_lost(
    change: recording.Change, latest: models.Snapshot, lost: Iterable[models.Citation]
) -> models.Development:
    places = {
        (citation.snapshot.number, citation.start, citation.end, sources.BEFORE)
        for citation in lost
    }
    explanation = {"rule": "lost", "number": latest.number, "quotes": len(places)}
    return _development(change, latest, sources.QUOTE_LOST, explanation, sorted(places))


def _development(
    change: recording.Change,
    snapshot: models.Snapshot,
    kind: str,
    explanation: dict[str, Any],
    quotes: Iterable[tuple[int, int, int, str]],
) -> models.Development:
    document = snapshot.document
    development = models.Development(
        kind=kind,
        subject=document.identity,
        summary=sources.summarise(kind, explanation["rule"], document.heading),
        occurred_date=snapshot.fetched_at.date(),
        occurred_precision="day",
        detector=sources.CODE,
        detector_version=sources.VERSION,
        explanation=explanation,
        key=f"{kind}:{document.slug}:{snapshot.number}",
    )
    editing.raise_development(change, development)
    versions = {version.number: version for version in document.snapshots.all()}
    for number, start, end, supports in quotes:
        editing.cite(development.identity, versions[number], start, end, supports=supports)
    return development
