"""Stage 2: snapshots and the calendar become developments, each with the words that show it."""

from datetime import date, datetime

import structlog

from tracker import editing, kinds, models, partial_dates, recording
from tracker.detectors import base, clock, reading, summaries, watched
from tracker.models import locks

log = structlog.get_logger(__name__)

DETECTOR = "prose"
LEASE_SECONDS = 120
_OF_THE_RECORD = ("meeting.", "agreement.")
# What happens when these are reported is the announcement, whenever the meeting is to be.
_ANNOUNCEMENTS = {"meeting.announced", "meeting.postponed", "meeting.cancelled"}


def read(article: base.Article, tracked: base.Tracked) -> list[base.Finding]:
    """Return what an article reports about what is tracked; pure, without the database."""
    return reading.read(article, tracked)


def flag_waiting(limit: int) -> int:
    """Read up to ``limit`` snapshots not yet read for developments; return how many were read."""
    claimed = models.Snapshot.objects.unflagged().claim(limit, LEASE_SECONDS)
    for snapshot in claimed:
        flag_snapshot(snapshot)
    return len(claimed)


def flag_snapshot(snapshot: models.Snapshot) -> list[models.Development]:
    """Record what ``snapshot`` reports and return the developments not known before.

    A development already flagged gains a citation instead, so a story that ten outlets carry
    is announced once. The snapshot is marked as read in the same transaction.
    """
    document = snapshot.document
    text = article(snapshot)
    findings = read(text, watched.tracked(text.published))
    made = []
    with recording.change(DETECTOR, "read for developments", is_machine=True) as change:
        held = models.Snapshot.objects.held_by(snapshot).select_for_update(no_key=True)
        if not held.exists():
            return []
        locks.hold(
            locks.Purpose.FLAGGING, {f"{finding.kind}:{finding.record}" for finding in findings}
        )
        for finding in findings:
            development = _store(change, snapshot, finding)
            if development is not None:
                made.append(development)
        held.update(flagged_at=change.now, leased_until=None)
    log.info("flagging.read", document=document.slug, found=len(findings), new=len(made))
    return made


def flag_calendar(now: datetime) -> int:
    """Record what the calendar alone shows at ``now``, and return how many were not known."""
    made = 0
    for deadline in clock.deadlines(now):
        with recording.change(clock.CODE, "the calendar", is_machine=True) as change:
            made += _store_deadline(change, deadline, now)
    return made


def article(snapshot: models.Snapshot) -> base.Article:
    """Return what is read of a snapshot: its text, its language, and the document's day."""
    document = snapshot.document
    return base.Article(
        text=snapshot.text,
        language=document.language[:2],
        published=document.published_at.date() if document.published_at else None,
        published_precision=document.published_precision or "day",
        document=document.slug,
        title=document.title,
    )


def _store(
    change: recording.Change, snapshot: models.Snapshot, finding: base.Finding
) -> models.Development | None:
    """Return the development that ``finding`` makes; None where it was known and is now cited."""
    noun = _subject(finding)
    occurred, precision = _when(snapshot, finding)
    known = _known(noun.record, finding, occurred, precision)
    if known is not None:
        _cite_again(change, known, snapshot, finding)
        return None
    development = _development(noun, finding, occurred, precision, change.now)
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


def _speaker_key(finding: base.Finding) -> str:
    """Return by whom a happening is told apart from another of its kind; '' where by nobody."""
    if finding.speaker is None or finding.kind.startswith(_OF_THE_RECORD):
        return ""
    speaker = finding.speaker
    return speaker.official or speaker.party or speaker.name.casefold()


def _known(
    record: models.Record, finding: base.Finding, occurred: date | None, precision: str
) -> models.Development | None:
    """Return the development that reports the same happening, if there is one."""
    earlier = models.Development.objects.of(record, finding.kind).select_related("record")
    speaker = _speaker_key(finding)
    key_start = f"{finding.kind}:{finding.record}:{speaker}:"
    for development in earlier.filter(key__startswith=key_start).order_by("pk"):
        same_day = (development.occurred_date, development.occurred_precision) == (
            occurred,
            precision,
        )
        if same_day or _close(development, occurred, precision):
            return development
    return None


def _close(development: models.Development, occurred: date | None, precision: str) -> bool:
    """Return whether two happenings, both known to the day, lie within three days."""
    if occurred is None or development.occurred_date is None:
        return False
    if {precision, development.occurred_precision} != {"day"}:
        return False
    apart = abs((occurred - development.occurred_date).days)
    return apart <= models.SAME_HAPPENING_DAYS


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


def _development(
    noun: models.Noun,
    finding: base.Finding,
    occurred: date | None,
    precision: str,
    now: datetime,
) -> models.Development:
    speaker = finding.speaker or base.Speaker(name="")
    names = [name for name, _ in finding.participants]
    summary = summaries.summarise(finding.kind, noun, speaker.name, names)
    shown = partial_dates.show_date(occurred, precision)
    development = models.Development(
        record=editing.new_record("development"),
        kind=finding.kind,
        subject=noun.record,
        title=summary["en"].rstrip("."),
        summary=summary,
        occurred_date=occurred,
        occurred_precision=precision,
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
        key=f"{finding.kind}:{finding.record}:{_speaker_key(finding)}:{shown}",
    )
    development.save(force_insert=True)
    return development


def _store_deadline(change: recording.Change, deadline: clock.Deadline, now: datetime) -> bool:
    """Bring a commitment's schedule up to date; return whether its deadline was told for once."""
    locks.hold(locks.Purpose.FLAGGING, [f"schedule:{deadline.commitment.slug}"])
    commitment = models.Commitment.objects.select_for_update(of=("self",), no_key=True).get(
        pk=deadline.commitment.pk
    )
    if commitment.compute_axes(now):
        change.touch(commitment)
    quotes = commitment.own_citations
    known = models.Development.objects.filter(key=deadline.key).exists()
    # Explain or keep quiet: without the words that set the deadline, only the schedule shows it.
    if not deadline.kind or known or not quotes:
        return False
    summary = summaries.summarise(deadline.kind, commitment)
    development = models.Development(
        record=editing.new_record("development"),
        kind=deadline.kind,
        subject=commitment.record,
        title=summary["en"].rstrip("."),
        summary=summary,
        occurred_date=deadline.occurred,
        occurred_precision="day",
        detected_at=now,
        detector=clock.CODE,
        detector_version=clock.VERSION,
        explanation={"rule": deadline.kind, "due": str(commitment.due_date)},
        key=deadline.key,
    )
    development.save(force_insert=True)
    editing.cite(development.record, quotes[0].snapshot, quotes[0].start, quotes[0].end)
    change.touch(development)
    return True


def _official(slug: str | None) -> models.Official | None:
    return models.Official.objects.filter(record__slug=slug).first() if slug else None


def _party(slug: str | None) -> models.Party | None:
    return models.Party.objects.filter(record__slug=slug).first() if slug else None
