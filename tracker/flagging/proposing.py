"""What texts tell of that is not tracked becomes proposals, each once, however many report it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from tracker import editing, kinds, models, recording
from tracker.analysis import base, reading
from tracker.comparison import marks
from tracker.flagging import speakers
from tracker.models import locks

_RANDOM_BYTES = 6
_AS_TOLD = ("span", "event", "name", "record")
_LONGEST_TITLE = 500


def _concerns_us(finding: base.Finding) -> bool:
    """Return whether anyone that is tracked takes part in what is proposed, or speaks of it."""
    given = finding.proposed or {}
    speaker = finding.speaker
    return bool(
        any(official for _, official in finding.participants)
        or given.get("parties")
        or given.get("holders")
        or given.get("record")
        or (speaker and (speaker.official or speaker.party))
    )


def store_proposals(
    change: recording.Change, snapshot: models.Snapshot, findings: Sequence[base.Finding]
) -> list[models.Proposal]:
    """Store what ``findings`` propose of anyone tracked and return what was not known before.

    What was proposed before gains a quote, whatever a person has decided on it since; what they
    took up is quoted in its development too. Another worker that proposes the same waits until
    the change has ended.
    """
    proposed = [f for f in findings if f.proposed is not None and _concerns_us(f)]
    locks.hold(locks.Purpose.PROPOSING, {finding.kind for finding in proposed})
    made = []
    for finding in proposed:
        known = _known(snapshot, finding)
        proposal = known or _proposal(snapshot, finding, change)
        _quote(change, proposal, snapshot, finding)
        if known is None:
            made.append(proposal)
    return made


def _known(snapshot: models.Snapshot, finding: base.Finding) -> models.Proposal | None:
    """Return the oldest proposal of the same: of about that day, of the same words or story."""
    rows = models.Proposal.objects.filter(kind=finding.kind)
    day, _ = _day(snapshot, finding)
    document = snapshot.document
    told = Q(quotes__snapshot__document=document, quotes__exact=finding.exact)
    if document.story is not None:
        told |= Q(quotes__snapshot__document__story=document.story)
    near = models.Proposal.objects.about(finding.kind, day).values("pk")
    found = rows.filter(told | Q(pk__in=near)).distinct().order_by("pk")
    ours = frozenset(_marks(finding))
    are_alike = marks.ARE_ALIKE[kinds.get(finding.kind).record_type]
    return next((row for row in found if are_alike(ours, frozenset(row.marks))), None)


def _marks(finding: base.Finding) -> list[str]:
    """Return folded words that mark what is proposed: who meets, or what it is about."""
    given = finding.proposed or {}
    if kinds.get(finding.kind).record_type == "meeting":
        return marks.of_people(finding.participants)
    words = str(given.get("span") or given.get("name") or given.get("title") or "")
    sort = str(given.get("kind") or given.get("event") or "")
    return marks.of_matter(words, _parties(given), sort)


def _parties(given: Mapping[str, object]) -> list[str]:
    listed = given.get("parties") or given.get("holders") or []
    parties = listed if isinstance(listed, list) else []
    return [str(p["party"]) if isinstance(p, dict) else str(p) for p in parties]


def _proposal(
    snapshot: models.Snapshot, finding: base.Finding, change: recording.Change
) -> models.Proposal:
    given = dict(finding.proposed or {})
    speaker = finding.speaker or base.Speaker(name="")
    day, precision = _day(snapshot, finding)
    proposal = models.Proposal(
        slug=secrets.token_hex(_RANDOM_BYTES),
        kind=finding.kind,
        title=str(given.get("short_title") or given.get("title") or "")[:_LONGEST_TITLE],
        draft={key: value for key, value in given.items() if key not in _AS_TOLD and value},
        marks=_marks(finding),
        suggested=_suggested(finding),
        occurred_date=day,
        occurred_precision=precision,
        confidence=finding.confidence,
        side=finding.side or "",
        place=finding.place or "",
        participants=[
            {"name": name, "official": official} for name, official in finding.participants
        ],
        **speakers.columns(speaker),
        detector=models.PROSE_DETECTOR,
        detector_version=reading.VERSION,
        explanation=dict(finding.explanation),
        proposed_at=change.now,
    )
    proposal.save(force_insert=True)
    return proposal


def _day(snapshot: models.Snapshot, finding: base.Finding) -> tuple[date | None, str]:
    """Return the day that it is told of, or that of the article for what is still to come."""
    if finding.occurred is not None and finding.occurred <= snapshot.fetched_at.date():
        return finding.occurred, finding.occurred_precision or "day"
    published = snapshot.document.published_at
    return (published.date(), "day") if published else (None, "")


def _suggested(finding: base.Finding) -> models.Identity | None:
    slug = (finding.proposed or {}).get("record")
    record_type = kinds.get(finding.kind).record_type
    return models.Identity.objects.filter(type=record_type, slug=slug).first() if slug else None


def _quote(
    change: recording.Change,
    proposal: models.Proposal,
    snapshot: models.Snapshot,
    finding: base.Finding,
) -> None:
    """Add the words, unless the same document is quoted with them already."""
    quoted = proposal.quotes.filter(snapshot__document=snapshot.document, exact=finding.exact)
    if quoted.exists():
        return
    proposal.quotes.create(
        snapshot=snapshot, exact=finding.exact, start=finding.start, end=finding.end
    )
    development = proposal.development
    if development is not None and not development.is_withdrawn:
        editing.cite(development.identity, snapshot, finding.start, finding.end)
        change.touch(development)
