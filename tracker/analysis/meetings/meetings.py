"""Meetings that a text reports or announces: those that are tracked, and others as proposals."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker import vocabularies
from tracker.analysis import base, findings
from tracker.analysis.meetings import records, tellings
from tracker.analysis.meetings.tellings import FILE, Telling
from tracker.analysis.mentions import participants
from tracker.analysis.mentions.participants import Participant
from tracker.analysis.passages import Reading
from tracker.vocabularies import Attendance, MeetingKind, MeetingStatus

HEAD = "told"
THRESHOLD = 0.45
_JOINS = 0.5  # of the threshold: enough to add who took part, not to tell of a meeting
_KINDS = {
    tellings.HELD: "meeting.held",
    tellings.PLANNED: "meeting.announced",
    tellings.POSTPONED: "meeting.postponed",
    tellings.CANCELLED: "meeting.cancelled",
}
_STATUSES = {
    tellings.HELD: (MeetingStatus.PASSED, Attendance.ATTENDED),
    tellings.PLANNED: (MeetingStatus.TENTATIVE, Attendance.EXPECTED),
    tellings.POSTPONED: (MeetingStatus.POSTPONED, Attendance.EXPECTED),
    tellings.CANCELLED: (MeetingStatus.CANCELLED, Attendance.EXPECTED),
}
_PUT_OFF = (tellings.POSTPONED, tellings.CANCELLED)
_MOST = 0.97


@dataclass
class _Meeting:
    """Tellings that share a participant, a status and a day: one meeting."""

    surest: Telling
    share: float
    members: list[Telling] = field(default_factory=list)
    last_names: set[str] = field(default_factory=set)

    def add(self, telling: Telling, share: float) -> None:
        """Take in a telling."""
        self.members.append(telling)
        self.last_names |= telling.last_names
        if share > self.share:
            self.surest, self.share = telling, share

    def takes(self, telling: Telling) -> bool:
        """Tell whether a telling is of the same meeting."""
        if telling.status != self.surest.status:
            return False
        days = {m.date.span for m in self.members if m.date}
        if telling.date and days and telling.date.span not in days:
            return False
        return telling.is_definite or bool(telling.last_names & self.last_names)


def candidates(reading: Reading) -> list[Telling]:
    """Return every telling of a meeting that somebody takes part in, or that has a day."""
    return [t for t in tellings.find(reading) if t.actors or t.date or t.status in _PUT_OFF]


def find(reading: Reading) -> list[base.Finding]:
    """Return at most one finding for each tracked meeting and kind, and what else is told of."""
    return reading.once(_find)


def _find(reading: Reading) -> list[base.Finding]:
    told = candidates(reading)
    known = _tracked(reading, told)
    told_of = {(finding.start, finding.kind) for finding in known}
    found = []
    for meeting in _meetings(reading, told):
        places = {(m.passage.sentence.start, _KINDS[m.status]) for m in meeting.members}
        if meeting.share >= THRESHOLD and not places & told_of:
            finding = _proposal(reading, meeting)
            if not any(records.is_like(m, finding) for m in reading.index.tracked.meetings):
                found.append(finding)
    return known + found


def _tracked(reading: Reading, told: Sequence[Telling]) -> list[base.Finding]:
    """Return the surest finding for each tracked meeting and kind."""
    surest: dict[tuple[str, str], base.Finding] = {}
    tracked = reading.index.tracked.meetings
    for clause in (records.clause(reading, telling) for telling in told if tracked):
        for meeting in tracked:
            finding = _finding(reading, clause, meeting)
            if finding is not None:
                key = (finding.kind, finding.record)
                if key not in surest or finding.confidence > surest[key].confidence:
                    surest[key] = finding
    return list(surest.values())


def _finding(
    reading: Reading, clause: records.Clause, meeting: base.Meeting
) -> base.Finding | None:
    shares = records.match(reading, clause, meeting)
    if shares is None:
        return None
    telling = clause.telling
    occurred, precision = _occurred(reading, telling, meeting)
    sentence = telling.passage.sentence
    start, end = telling.clause
    return base.Finding(
        kind=_KINDS[telling.status],
        record=meeting.slug,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(min(_MOST, math.fsum(shares.values())), 2),
        occurred=occurred,
        occurred_precision=precision,
        participants=tuple((one.shown, one.official) for one in clause.people),
        place=telling.place,
        explanation=findings.explanation(
            _rule(telling),
            [
                findings.quoted(telling.passage, m.start, m.end, term=m.key, weight=1.0)
                for m in telling.passage.mentions
                if m.kind == "official" and start <= m.start and m.end <= end
            ],
            _decided(telling),
            shares,
        ),
    )


def _occurred(
    reading: Reading, telling: Telling, meeting: base.Meeting
) -> tuple[date | None, str | None]:
    """Return the day that the text gives, else that of the record; of a change, the article's."""
    if telling.status in _PUT_OFF:
        return findings.day(reading, None)
    if telling.date is not None and telling.date.span.first == telling.date.span.last:
        return telling.date.span.first, telling.date.span.precision
    return meeting.starts_on, "day"


def _meetings(reading: Reading, told: Iterable[Telling]) -> list[_Meeting]:
    """Return the likely tellings, those of one meeting together."""
    model = reading.weights[FILE][HEAD]
    found: list[_Meeting] = []
    for telling in told:
        share = model.probability(telling.features)
        if share < THRESHOLD * _JOINS or findings.is_stale(reading, telling.date):
            continue
        meeting = next((m for m in found if m.takes(telling)), None)
        if meeting is None:
            meeting = _Meeting(telling, share)
            found.append(meeting)
        meeting.add(telling, share)
    return found


def _proposal(reading: Reading, meeting: _Meeting) -> base.Finding:
    telling = meeting.surest
    sentence = telling.passage.sentence
    given = None if telling.status in _PUT_OFF else telling.date
    occurred, precision = findings.day(reading, given)
    named = participants.listed(
        reading.index, (a for m in meeting.members for a in m.actors), reading.all_actors
    )
    place = next((m.place for m in meeting.members if m.place), None)
    # One to come has no day but that which the text gives.
    is_dated = telling.status == tellings.HELD or (given is not None)
    return base.Finding(
        kind=_KINDS[telling.status],
        record="",
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(meeting.share, 2),
        occurred=occurred,
        occurred_precision=precision,
        participants=tuple((one.shown, one.official) for one in named),
        place=place,
        explanation=findings.explanation(
            _rule(telling),
            [
                findings.quoted(telling.passage, a.start, a.end, term=a.name, weight=1.0)
                for a in telling.actors
                if sentence.text[a.start : a.end].endswith(a.name)
            ],
            _decided(telling),
            reading.weights[FILE][HEAD].contributions(telling.features),
        ),
        proposed=_proposed(telling, named, place)
        | {"starts_at": findings.shown(occurred, precision) if is_dated else None},
    )


def _proposed(
    telling: Telling, named: Sequence[Participant], place: str | None
) -> dict[str, object]:
    """Return the fields of a meeting but its day."""
    status, attendance = _STATUSES[telling.status]
    kind: vocabularies.MeetingKind = MeetingKind(telling.kind)
    parties = dict.fromkeys(one.party for one in named if one.party)
    return {
        **findings.titles(kind.label, [one.shown for one in named]),
        "kind": kind.value,
        "status": status.value,
        "place": place or "",
        "participants": [
            {
                "official": one.official,
                "office": "" if one.official else one.reported,
                "party": one.party,
                "attendance": attendance.value,
            }
            for one in named
        ],
        "parties": list(parties),
    }


def _rule(telling: Telling) -> str:
    return f"{telling.kind} {telling.status}"


def _decided(telling: Telling) -> list[dict[str, object]]:
    """Return the words that decided: those that tell of it, and its day."""
    passage, date = telling.passage, telling.date
    decided = [findings.quoted(passage, telling.start, telling.end, cue=telling.status)]
    if date is not None and telling.status not in _PUT_OFF:
        decided.append(findings.quoted(passage, date.start, date.end, cue="date"))
    return decided
