"""Meetings that a text reports or announces: those that are tracked, and others as proposals."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.analysis import base, findings
from tracker.analysis.meetings import records, tellings
from tracker.analysis.meetings.tellings import FILE, Telling
from tracker.analysis.mentions import participants
from tracker.analysis.mentions.participants import Participant
from tracker.analysis.passages import Reading
from tracker.vocabularies import MeetingKind, MeetingStatus

HEAD = "told"
THRESHOLD = 0.4
_JOINS = 0.5  # of the threshold: enough to add who took part, not to tell of a meeting
#: Each status with the kind of its finding, and the status that a meeting has after it.
STATUSES = {
    tellings.HELD: ("meeting.held", MeetingStatus.PASSED),
    tellings.PLANNED: ("meeting.announced", MeetingStatus.TENTATIVE),
    tellings.POSTPONED: ("meeting.postponed", MeetingStatus.POSTPONED),
    tellings.CANCELLED: ("meeting.cancelled", MeetingStatus.CANCELLED),
}
_MOST = 0.97


#: Tellings that share a participant, a status and a day, each with how sure it is: one meeting.
_Meeting = list[tuple[float, Telling]]


def candidates(reading: Reading) -> list[Telling]:
    """Return every telling of a meeting that somebody takes part in, or that has a day."""
    return [t for t in tellings.find(reading) if t.actors or t.date or t.is_put_off]


def find(reading: Reading) -> list[base.Finding]:
    """Return at most one finding for each tracked meeting and kind, and what else is told of."""
    return reading.once(_find)


def _find(reading: Reading) -> list[base.Finding]:
    told, tracked = candidates(reading), reading.index.tracked.meetings
    clauses = [records.clause(reading, telling) for telling in told] if tracked else []
    matched = (_tracked(reading, clause, meeting) for clause in clauses for meeting in tracked)
    found = findings.surest([finding for finding in matched if finding is not None])
    told_of = {(finding.start, finding.kind) for finding in found}
    for meeting in _meetings(reading, told):
        kind, _ = STATUSES[meeting[0][1].status]
        is_told = any((m.passage.sentence.start, kind) in told_of for _, m in meeting)
        if max(share for share, _ in meeting) >= THRESHOLD and not is_told:
            proposal = _proposal(reading, meeting)
            found += [proposal] if proposal else []
    return found


def _meetings(reading: Reading, told: Iterable[Telling]) -> list[_Meeting]:
    """Return the likely tellings, those of one meeting together."""
    found: list[_Meeting] = []
    for telling in told:
        share = reading.weights[FILE][HEAD].probability(telling.features)
        if share >= THRESHOLD * _JOINS and not findings.is_before(reading, telling.date):
            meeting = next((m for m in found if _is_of(telling, m)), None)
            if meeting is None:
                found.append(meeting := [])
            meeting.append((share, telling))
    return found


def _is_of(telling: Telling, meeting: _Meeting) -> bool:
    """Tell whether a telling is of the same meeting as others."""
    others = [other for _, other in meeting]
    days = {other.date.span for other in others if other.date}
    is_then = not telling.date or not days or telling.date.span in days
    is_theirs = telling.is_definite or any(telling.last_names & o.last_names for o in others)
    return telling.status == others[0].status and is_then and is_theirs


def _tracked(
    reading: Reading, clause: records.Clause, meeting: base.Meeting
) -> base.Finding | None:
    """Return the finding that a telling is of a meeting on record, or None."""
    shares = records.match(reading, clause, meeting)
    if shares is None:
        return None
    telling, (start, end) = clause.telling, clause.telling.clause
    # The text gives the day, else the record; of a change it is that of the article.
    given: tuple[date | None, str | None] = meeting.starts_on, "day"
    if telling.is_put_off:
        given = findings.day(reading, None)
    elif telling.date is not None and telling.date.span.first == telling.date.span.last:
        given = telling.date.span.first, telling.date.span.precision
    named = [
        (m.start, m.end, m.key)
        for m in telling.passage.mentions
        if m.kind == "official" and start <= m.start and m.end <= end
    ]
    share, people = min(_MOST, math.fsum(shares.values())), _shown(clause.people)
    return _finding(telling, share, given, named, shares, record=meeting.slug, participants=people)


def _proposal(reading: Reading, meeting: _Meeting) -> base.Finding | None:
    """Return the finding that a meeting is told of, or None where one like it is on record."""
    share, telling = max(meeting, key=lambda pair: pair[0])
    dated = None if telling.is_put_off else telling.date
    given = findings.day(reading, dated)
    actors = (actor for _, member in meeting for actor in member.actors)
    people = participants.listed(reading.index, actors, reading.all_actors)
    if any(records.is_like(known, people, given[0]) for known in reading.index.tracked.meetings):
        return None
    place = next((m.place for _, m in meeting if m.place), None)
    # One to come has no day but that which the text gives.
    is_known = telling.status == tellings.HELD or dated is not None
    starts_at = findings.shown(*given) if is_known else None
    status = STATUSES[telling.status][1]
    proposed = records.proposed(MeetingKind(telling.kind), status, people, place, starts_at)
    text = telling.passage.sentence.text
    named = [(a.start, a.end, a.name) for a in telling.actors if text[: a.end].endswith(a.name)]
    weighed = reading.weights[FILE][HEAD].contributions(telling.features)
    told = replace(telling, place=place)
    fields = {"participants": _shown(people), "proposed": proposed}
    return _finding(told, share, given, named, weighed, **fields)


def _shown(people: Sequence[Participant]) -> tuple[tuple[str, str | None], ...]:
    return tuple((one.shown, one.official) for one in people)


def _finding(
    telling: Telling,
    share: float,
    given: tuple[date | None, str | None],
    named: Sequence[tuple[int, int, str]],
    shares: Mapping[str, float],
    **fields: Any,
) -> base.Finding:
    """Return the finding of a meeting, explained by who is named, the words for it, and its day."""
    decided = [(telling.start, telling.end, telling.status)]
    if telling.date is not None and not telling.is_put_off:
        decided.append((telling.date.start, telling.date.end, "date"))
    rule = f"{telling.kind} {telling.status}"
    return findings.build(
        STATUSES[telling.status][0],
        telling.passage,
        share,
        given,
        place=telling.place,
        explanation=findings.explanation(rule, telling.passage, named, decided, shares),
        **fields,
    )
