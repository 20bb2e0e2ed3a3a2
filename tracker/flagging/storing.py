"""Findings become developments: a report, what it means, or one more quote of what is known."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tracker import editing, kinds, models, partial_dates, recording, summaries
from tracker.analysis import base, reading
from tracker.flagging import happenings, speakers, told
from tracker.models import locks

DETECTOR = models.PROSE_DETECTOR
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
) -> told.Report:
    """Return a finding as told by its document; ``findings`` are all of the text."""
    is_report = finding.kind == kinds.REPORTED
    meant = (each for each in findings if is_report and each.record == finding.record)
    return told.Report(
        subject.identity,
        finding,
        snapshot,
        *_when(snapshot, finding),
        acts=frozenset(told.act(each) for each in meant if each.relation),
        within=within if finding.relation else None,
    )


def _store(
    change: recording.Change,
    snapshot: models.Snapshot,
    report: told.Report,
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
    for passage in report.passages:
        _cite(development, snapshot, passage)
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
    report: told.Report,
) -> None:
    """Add the best passage of a further article, and the participants that it names besides.

    A quote already cited stays one; quotes and participants that a person chose stay as they are,
    and of one document no more are quoted than of the first. What was flagged before there were
    reports gets its own.
    """
    finding, identity = report.finding, development.identity
    is_of_record = development.subject_id == report.record.pk
    if development.report is None and report.within is not None and is_of_record:
        development.report = report.within
        development.save(update_fields=["report"])
        change.touch(development)
    quoted = identity.citations.filter(snapshot__document=report.document)
    words = list(quoted.values_list("exact", flat=True))
    is_quoted = finding.exact in words or len(words) >= told.MOST_PASSAGES
    if "own_citations" in development.locked_fields or is_quoted:
        return
    _cite(development, snapshot, finding)
    if "participants" not in development.locked_fields:
        _join_participants(development, finding)
    change.touch(development)


def _join_participants(development: models.Development, finding: base.Finding) -> None:
    named = set(development.participants.values_list("official__identity__slug", flat=True))
    for name, official in finding.participants:
        if official is not None and official not in named:
            development.participants.create(name=name, official=_official(official))


def _cite(
    development: models.Development,
    snapshot: models.Snapshot,
    passage: base.Finding | base.Passage,
) -> None:
    """Quote a passage, and say who speaks in it, where that is known."""
    quote = editing.cite(development.identity, snapshot, passage.start, passage.end)
    if passage.speaker is not None:
        said_by = speakers.columns(passage.speaker)
        models.Passage.objects.create(development=development, citation=quote, **said_by)


def _development(report: told.Report) -> models.Development:
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
        **speakers.columns(speaker),
        place=finding.place or "",
        detector=DETECTOR,
        detector_version=reading.VERSION,
        explanation=dict(finding.explanation),
        is_doubtful=finding.is_doubtful,
        has_cleared_bar=_clears_its_bar(report),
    )


def _clears_its_bar(report: told.Report) -> bool:
    """Tell whether a meaning of a public report is as sure as its kind was measured to need."""
    finding, within = report.finding, report.within
    if within is None or not within.is_publishable or not kinds.get(finding.kind).is_meaning:
        return False
    analyser = models.Analyser.of(finding.explanation)
    return models.Bar.objects.is_cleared(analyser, finding.kind, finding.confidence)


def _is_old(report: told.Report, snapshot: models.Snapshot, now: datetime) -> bool:
    """Return whether it happened too long ago to be news; undated, whether it came then."""
    day = report.occurred or snapshot.fetched_at.date()
    last = partial_dates.last_day(day, report.precision)
    return last < now.date() - timedelta(days=models.BACKFILL_AFTER_DAYS)


def _official(slug: str | None) -> models.Official | None:
    return models.Official.objects.named(slug) if slug else None
