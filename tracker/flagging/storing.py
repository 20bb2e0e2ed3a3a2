"""Findings become developments: a report, what it means, or one more quote of what is known."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tracker import editing, kinds, models, partial_dates, recording, summaries
from tracker.analysis import base, reading
from tracker.flagging import happenings
from tracker.models import locks

DETECTOR = "prose"
# What happens when these are reported is the announcement, whenever the meeting is to be.
_ANNOUNCEMENTS = {"meeting.announced", "meeting.postponed", "meeting.cancelled"}


def store_findings(
    change: recording.Change,
    snapshot: models.Snapshot,
    findings: Sequence[base.Finding],
    *,
    is_read_again: bool = False,
) -> list[models.Development]:
    """Store what ``findings`` say of ``snapshot`` and return the developments not known before.

    Another worker that finds the same waits until the change has ended. Of a text that is read
    again, what happened more than a week ago is no news: it is marked as backfill. Of a record
    that was withdrawn since the text was read nothing is told.
    """
    tracked = [finding for finding in findings if finding.record]
    named = {f"{finding.kind}:{finding.record}" for finding in tracked}
    locks.hold(locks.Purpose.FLAGGING, named)
    reports: dict[str, models.Development] = {}
    made: list[models.Development] = []
    # What a report means is stored with it, so that reports come first.
    for finding in sorted(tracked, key=lambda each: each.kind != kinds.REPORTED):
        subject = _subject(finding)
        if subject is None:
            continue
        report = _report(snapshot, subject, finding, tracked, reports.get(finding.record))
        row, is_new = _store(change, snapshot, report, is_read_again=is_read_again)
        if finding.kind == kinds.REPORTED:
            reports[finding.record] = row
        made += [row] if is_new else []
    return made


def _report(
    snapshot: models.Snapshot,
    subject: models.Record,
    finding: base.Finding,
    findings: Sequence[base.Finding],
    within: models.Development | None,
) -> happenings.Report:
    """Return a finding as told by its document; ``findings`` are all of the text."""
    is_report = finding.kind == kinds.REPORTED
    meant = (each for each in findings if is_report and each.record == finding.record)
    return happenings.Report(
        subject.identity,
        finding,
        snapshot.document,
        *_when(snapshot, finding),
        relations=frozenset(each.relation for each in meant if each.relation),
        within=within if finding.relation else None,
    )


def _store(
    change: recording.Change,
    snapshot: models.Snapshot,
    report: happenings.Report,
    *,
    is_read_again: bool,
) -> tuple[models.Development, bool]:
    """Return the development that tells of ``report``, and whether it is new.

    One that was known gains a citation.
    """
    development = _development(report)
    known = happenings.known(report, is_public=development.is_cleared)
    if known is not None:
        _join(change, known, snapshot, report)
        return known, False
    development.key = happenings.key(report)
    development.is_backfill = is_read_again and _is_old(report, snapshot, change.now)
    named = [(name, _official(slug)) for name, slug in report.finding.participants]
    editing.raise_development(change, development, named)
    editing.cite(development.identity, snapshot, report.finding.start, report.finding.end)
    return development, True


def _subject(finding: base.Finding) -> models.Record | None:
    model: type[Any] = models.RECORDS[kinds.get(finding.kind).record_type]
    found: models.Record | None = model._default_manager.named(finding.record)
    return found


def _when(snapshot: models.Snapshot, finding: base.Finding) -> tuple[date | None, str]:
    """Return the day that the text gives, or that of the article; never one still to come."""
    document = snapshot.document
    given = None if finding.kind in _ANNOUNCEMENTS else finding.occurred
    if given is not None and given <= snapshot.fetched_at.date():
        return given, finding.occurred_precision or "day"
    if document.published_at is None or document.published_at > snapshot.fetched_at:
        return None, ""
    precision = document.published_precision
    return document.published_at.date(), "day" if precision == "minute" else precision


def _join(
    change: recording.Change,
    development: models.Development,
    snapshot: models.Snapshot,
    report: happenings.Report,
) -> None:
    """Add a citation, and the participants that this report names besides.

    A quote already cited stays one, and those that a person chose stay as they are. What was
    flagged before there were reports gets its own.
    """
    finding, identity = report.finding, development.identity
    is_of_record = development.subject_id == report.record.pk
    if development.report is None and report.within is not None and is_of_record:
        development.report = report.within
        development.save(update_fields=["report"])
        change.touch(development)
    quoted = identity.citations.filter(snapshot__document=report.document, exact=finding.exact)
    if "own_citations" in development.locked_fields or quoted.exists():
        return
    editing.cite(identity, snapshot, finding.start, finding.end)
    named = set(development.participants.values_list("official__identity__slug", flat=True))
    for name, official in finding.participants:
        if official is not None and official not in named:
            development.participants.create(name=name, official=_official(official))
    change.touch(development)


def _development(report: happenings.Report) -> models.Development:
    """Return the development that a report would be by itself, without an identity yet."""
    finding = report.finding
    record = getattr(report.record, report.record.type)
    speaker = finding.speaker or base.Speaker(name="")
    names = [name for name, _ in finding.participants]
    return models.Development(
        kind=finding.kind,
        subject=report.record,
        report=report.within,
        summary=summaries.summarise(finding.kind, record, speaker.name, names),
        occurred_date=report.occurred,
        occurred_precision=report.precision,
        confidence=finding.confidence,
        relation=finding.relation or "",
        side=finding.side or "",
        speaker_name=speaker.name,
        speaker_official=_official(speaker.official),
        speaker_party=_party(speaker.party),
        speaker_role=speaker.role,
        attributed_as=speaker.attributed_as,
        place=finding.place or "",
        detector=DETECTOR,
        detector_version=reading.VERSION,
        explanation=dict(finding.explanation),
    )


def _is_old(report: happenings.Report, snapshot: models.Snapshot, now: datetime) -> bool:
    """Return whether it happened too long ago to be news; undated, whether it came then."""
    day = report.occurred or snapshot.fetched_at.date()
    last = partial_dates.last_day(day, report.precision)
    return last < now.date() - timedelta(days=models.BACKFILL_AFTER_DAYS)


def _official(slug: str | None) -> models.Official | None:
    return models.Official.objects.named(slug) if slug else None


def _party(slug: str | None) -> models.Party | None:
    return models.Party.objects.named(slug) if slug else None
