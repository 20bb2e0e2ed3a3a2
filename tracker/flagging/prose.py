"""Snapshots become developments, each with the words that show it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog

from tracker import claims, editing, kinds, models, partial_dates, recording
from tracker.detectors import base, happenings, index, reading, summaries
from tracker.flagging import confined, edits, judging, proposing
from tracker.models import locks
from tracker.text import judges, weights

log = structlog.get_logger(__name__)

DETECTOR = "prose"
# Of longer texts the beginning is read: what a newspaper prints is far shorter.
MOST_CHARACTERS = 200_000
# A slow judge leaves the rest to the next bell, as others wait for the same worker.
_PATIENCE_SECONDS = 10.0
# What happens when these are reported is the announcement, whenever the meeting is to be.
_ANNOUNCEMENTS = {"meeting.announced", "meeting.postponed", "meeting.cancelled"}


def read(
    article: base.Article,
    tracked: base.Tracked,
    prepared: index.Index | None = None,
    judge: judges.Judge = judges.RULES,
    learned: weights.Weights | None = None,
) -> list[base.Finding]:
    """Return what an article reports about what is tracked, without the database.

    It is pure where its ``judge`` is, as the rules are. Pass an index ``prepared`` from the same
    records to read many articles quickly, and weights ``learned`` elsewhere to read with those.
    """
    return reading.read(article, tracked, prepared, judge, learned)


def read_now(snapshot: models.Snapshot) -> list[base.Finding]:
    """Return what a snapshot reports about what is tracked now, as the deployment judges.

    Raises confined.UnreadError where that takes too long or fails.
    """
    return confined.read(article(snapshot))


def flag_waiting(limit: int) -> int:
    """Read up to ``limit`` snapshots not yet read for developments; return how many were tried.

    One that cannot be read or stored is put off, and after three attempts set aside.
    """
    waiting = models.Snapshot.objects.unflagged()
    if not waiting.free().exists():
        return 0
    # Before anything is claimed: that the judge is not there is no snapshot's fault.
    confined.prepare()
    return claims.work_off(
        waiting,
        flag_snapshot,
        _put_off,
        claims.Batch(limit, confined.lease_seconds(), _PATIENCE_SECONDS),
    )


def _put_off(snapshot: models.Snapshot, error: Exception) -> None:
    is_last = snapshot.attempts >= models.MOST_READINGS
    words = str(error) if isinstance(error, confined.UnreadError) else claims.in_words(error)
    snapshot.put_off(timedelta() if is_last else snapshot.pause, trouble=words[:500])
    if is_last:
        log.warning("flagging.set_aside", document=snapshot.document.slug, because=words)


def flag_snapshot(snapshot: models.Snapshot) -> list[models.Development]:
    """Record what ``snapshot`` reports and return the developments not known before.

    A development already flagged gains a citation instead, so a story that ten outlets carry
    is announced once. Of a new version of a text, what was changed in it is told besides. The
    snapshot is marked as read in the same transaction.
    """
    # No transaction is open here: a judge may have to be waited for.
    findings = read_now(snapshot) if snapshot.is_news else []
    with recording.change(DETECTOR, "read for developments", is_machine=True) as change:
        held = models.Snapshot.objects.held_by(snapshot).select_for_update(no_key=True)
        if not held.exists():
            return []
        made = store_findings(change, snapshot, findings)
        proposed = proposing.store_proposals(change, snapshot, findings)
        made += edits.store_edit(change, snapshot)
        held.update(flagged_at=change.now, leased_until=None, trouble=_unread(snapshot))
    document = snapshot.document.slug
    counts = {"found": len(findings), "new": len(made), "proposed": len(proposed)}
    log.info("flagging.read", document=document, **counts)
    left = judging.left_to_rules(findings)
    if left:
        log.warning("flagging.left_to_rules", document=document, because=left)
    return made


def article(snapshot: models.Snapshot) -> base.Article:
    """Return what is read of a snapshot: its text, its language, and the document's day."""
    document = snapshot.document
    return base.Article(
        text=snapshot.text[: read_until(snapshot.text)],
        language=document.language[:2],
        published=document.published_at.date() if document.published_at else None,
        published_precision=document.published_precision or "day",
        document=document.slug,
        title=document.title,
    )


def read_until(text: str) -> int:
    """Return up to which character a text is read; one too long ends with a paragraph or word."""
    if len(text) <= MOST_CHARACTERS:
        return len(text)
    ends = (text.rfind(gap, MOST_CHARACTERS // 2, MOST_CHARACTERS) for gap in ("\n", " "))
    return next((end for end in ends if end > 0), MOST_CHARACTERS)


def _unread(snapshot: models.Snapshot) -> str:
    """Return what is to be said of the rest of a text that is not read whole."""
    end, length = read_until(snapshot.text), len(snapshot.text)
    if end == length or not snapshot.is_news:
        return ""
    return f"Of its {length:,} characters the first {end:,} were read."


def store_findings(
    change: recording.Change,
    snapshot: models.Snapshot,
    findings: Sequence[base.Finding],
    *,
    is_read_again: bool = False,
) -> list[models.Development]:
    """Store what ``findings`` say of ``snapshot`` and return the developments not known before.

    Whoever finds the same elsewhere waits until the change has ended. Of a text that is read
    again, what happened more than a week ago is no news: it is marked as backfill.
    """
    tracked = [finding for finding in findings if finding.record]
    named = {f"{finding.kind}:{finding.record}" for finding in tracked}
    locks.hold(locks.Purpose.FLAGGING, named)
    stored = [_store(change, snapshot, finding, is_read_again) for finding in tracked]
    return [development for development in stored if development is not None]


def _store(
    change: recording.Change, snapshot: models.Snapshot, finding: base.Finding, is_read_again: bool
) -> models.Development | None:
    """Return the development that ``finding`` makes; None where it was known and is now cited."""
    noun = _subject(finding)
    report = happenings.Report(noun.record, finding, snapshot.document, *_when(snapshot, finding))
    known = happenings.known(report)
    if known is not None:
        _cite_again(change, known, snapshot, finding)
        return None
    development = _development(noun, report, change.now)
    development.is_backfill = is_read_again and _is_old(report, snapshot, change.now)
    development.save(force_insert=True)
    for name, official in finding.participants:
        models.DevelopmentParticipant.objects.create(
            development=development, name=name, official=_official(official)
        )
    editing.cite(development.record, snapshot, finding.start, finding.end)
    change.touch(development)
    return development


def _subject(finding: base.Finding) -> models.Noun:
    noun_class = models.NOUNS[kinds.get(finding.kind).record_type]
    return noun_class._default_manager.select_related("record").get(record__slug=finding.record)


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


def _cite_again(
    change: recording.Change,
    development: models.Development,
    snapshot: models.Snapshot,
    finding: base.Finding,
) -> None:
    """Add a citation, and whoever this report names besides; a quote already cited stays one."""
    cited = development.record.citations.filter(
        snapshot__document=snapshot.document, exact=finding.exact
    )
    if cited.exists():
        return
    editing.cite(development.record, snapshot, finding.start, finding.end)
    named = set(development.participants.values_list("official__record__slug", flat=True))
    for name, official in finding.participants:
        if official is not None and official not in named:
            models.DevelopmentParticipant.objects.create(
                development=development, name=name, official=_official(official)
            )
    change.touch(development)


def _development(noun: models.Noun, report: happenings.Report, now: datetime) -> models.Development:
    finding = report.finding
    speaker = finding.speaker or base.Speaker(name="")
    names = [name for name, _ in finding.participants]
    summary = summaries.summarise(finding.kind, noun, speaker.name, names)
    return models.Development(
        record=editing.new_record("development"),
        kind=finding.kind,
        subject=noun.record,
        title=summary["en"].rstrip("."),
        summary=summary,
        occurred_date=report.occurred,
        occurred_precision=report.precision,
        detected_at=now,
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
        key=happenings.key(report),
    )


def _is_old(report: happenings.Report, snapshot: models.Snapshot, now: datetime) -> bool:
    """Tell whether it happened so long ago that it is no news; undated, whether it came then."""
    day = report.occurred or snapshot.fetched_at.date()
    last = partial_dates.last_day(day, report.precision)
    return last < now.date() - timedelta(days=models.BACKFILL_AFTER_DAYS)


def _official(slug: str | None) -> models.Official | None:
    return models.Official.objects.filter(record__slug=slug).first() if slug else None


def _party(slug: str | None) -> models.Party | None:
    return models.Party.objects.filter(record__slug=slug).first() if slug else None
