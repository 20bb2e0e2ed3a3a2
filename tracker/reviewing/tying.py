"""A proposal and its record: the quotes that the record gains, and what is told of it."""

from datetime import date, timedelta

from django.db.models import Q

from tracker import editing, kinds, models, partial_dates, recording, summaries
from tracker.reviewing import decisions, keys
from tracker.vocabularies import ReviewState

_REACH = timedelta(days=models.SAME_HAPPENING_DAYS)


def tie(
    change: recording.Change, row: models.Proposal, record: models.Record
) -> models.Development:
    """Add the quotes of a proposal to ``record`` and to what tells of it, and return that.

    Where nothing tells of it so far, a development is raised; a person stands behind it at once.
    A commitment that was stated at another time is not stated again: it is reported on.
    """
    if row.is_duplicate:
        _quote(row, record.identity)
        change.touch(record)
    kind = _kind(row, record)
    development = _known(change, row, record, kind) or _raised(change, row, record, kind)
    for quote in _quote(row, development.identity):
        if kind == kinds.REPORTED and row.speaker_name:
            _attribute(row, development, quote)
    change.touch(development)
    return development


def _quote(row: models.Proposal, identity: models.Identity) -> list[models.Citation]:
    """Add to a record the quotes that it lacks, and return them."""
    cited = identity.citations.of_the_record()
    known = set(cited.values_list("snapshot", "start", "end"))
    quotes = [
        editing.cite(identity, quote.snapshot, quote.start, quote.end)
        for quote in row.quotes.select_related("snapshot__document")
        if (quote.snapshot_id, quote.start, quote.end) not in known
    ]
    row.added.add(*quotes)
    return quotes


def _attribute(
    row: models.Proposal, development: models.Development, quote: models.Citation
) -> None:
    """Say of a quote of a report who speaks in it."""
    models.Passage.objects.create(
        development=development,
        citation=quote,
        speaker_name=row.speaker_name,
        speaker_official=_official(row),
        speaker_party=_party(row),
        speaker_role=row.speaker_role,
        attributed_as=row.attributed_as,
    )


def _kind(row: models.Proposal, record: models.Record) -> str:
    is_known = row.is_duplicate and isinstance(record, models.Commitment)
    if is_known and not _are_near(record.stated_date, row.occurred_date):  # type: ignore[attr-defined]
        return kinds.REPORTED
    return row.kind


def _are_near(one: date | None, other: date | None) -> bool:
    """Return whether two days may be of one happening, as far as both are known."""
    return one is None or other is None or abs(one - other) <= _REACH


def _known(
    change: recording.Change, row: models.Proposal, record: models.Record, kind: str
) -> models.Development | None:
    """Return what tells of it already, behind which a person stands from now on."""
    told = models.Development.objects.standing().filter(subject=record.identity, kind=kind)
    day = row.occurred_date
    if kind == kinds.REPORTED:
        told = told.filter(
            key__startswith=f"{kind}:{record.slug}:{_speaker(row)}:", occurred_date=day
        )
    elif day is not None:
        told = told.filter(
            Q(occurred_date=None) | Q(occurred_date__range=(day - _REACH, day + _REACH))
        )
    known = told.select_related("identity").order_by("pk").first()
    if known is not None and known.review_state == ReviewState.FLAGGED:
        return decisions.confirm(known, change.actor, change.reason, change.now)
    return known


def _raised(
    change: recording.Change, row: models.Proposal, record: models.Record, kind: str
) -> models.Development:
    names = [participant["name"] for participant in row.participants]
    development = models.Development(
        kind=kind,
        subject=record.identity,
        summary=summaries.summarise(kind, record, row.speaker_name, names),
        occurred_date=row.occurred_date,
        occurred_precision=row.occurred_precision,
        confidence=row.confidence,
        side="" if kind == kinds.REPORTED else row.side,
        speaker_name=row.speaker_name,
        speaker_official=_official(row),
        speaker_party=_party(row),
        speaker_role=row.speaker_role,
        attributed_as=row.attributed_as,
        place=row.place,
        detector=row.detector,
        detector_version=row.detector_version,
        explanation=row.explanation,
        review_state=ReviewState.CONFIRMED,
        review_reason=change.reason,
        reviewed_at=change.now,
        key=keys.free(kind, record.slug, _speaker(row), _day(row), row.slug),
    )
    named = models.Official.objects.named
    taking_part = [(each["name"], named(each["official"] or "")) for each in row.participants]
    return editing.raise_development(change, development, taking_part)


def _day(row: models.Proposal) -> str | None:
    return partial_dates.show_date(row.occurred_date, row.occurred_precision)


def _speaker(row: models.Proposal) -> str:
    """Return the speaker that distinguishes two developments of one kind."""
    if row.record_type in {"meeting", "agreement"}:
        return ""
    of = row.speaker_official or row.speaker_party
    return of.slug if of else row.speaker_name.casefold()


def _official(row: models.Proposal) -> models.Official | None:
    return models.Official.objects.standing().filter(pk=row.speaker_official_id).first()


def _party(row: models.Proposal) -> models.Party | None:
    return models.Party.objects.standing().filter(pk=row.speaker_party_id).first()
