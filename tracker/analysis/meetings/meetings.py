"""Meetings that are tracked, where a text reports or announces them; none is invented."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis import base, normalise
from tracker.analysis.dates import dates
from tracker.analysis.meetings import encounters
from tracker.analysis.mentions import offices
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Passage, Reading

_KINDS = {
    encounters.HELD: "meeting.held",
    encounters.PLANNED: "meeting.announced",
    encounters.POSTPONED: "meeting.postponed",
    encounters.CANCELLED: "meeting.cancelled",
}
_PUT_OFF = (encounters.POSTPONED, encounters.CANCELLED)
_NEAR = timedelta(days=10)
_SLACK = timedelta(days=1)
_ENOUGH_PEOPLE = 2
_ENOUGH_OF_TITLE = 0.6
_SHARES = {"base": 0.25, "person": 0.15, "date": 0.2, "place": 0.1, "title": 0.1, "side": 0.08}
_MOST_PEOPLE = 3
_MOST = 0.97


@dataclass(frozen=True)
class _Told:
    """A meeting as a passage tells of it, before it is known which."""

    passage: Passage
    encounter: encounters.Encounter
    named: tuple[tuple[str, str | None], ...]
    matched: tuple[Mention, ...]
    parties: frozenset[str]
    date: dates.DateMention | None


def find(reading: Reading) -> list[base.Finding]:
    """Return at most one finding for each meeting and kind, the surest."""
    surest: dict[tuple[str, str], base.Finding] = {}
    for passage in reading.passages:
        encounter = encounters.find(passage.sentence, reading.language)
        if encounter is None or passage.is_question or not reading.index.tracked.meetings:
            continue
        told = _told(reading, passage, encounter)
        for meeting in reading.index.tracked.meetings:
            finding = _finding(reading, told, meeting)
            if finding is None:
                continue
            key = (finding.kind, finding.record)
            if key not in surest or finding.confidence > surest[key].confidence:
                surest[key] = finding
    return list(surest.values())


def _told(reading: Reading, passage: Passage, encounter: encounters.Encounter) -> _Told:
    inside = encounters.takes_part(passage.mentions, encounter)
    people = [mention for mention in inside if mention.kind == "official"]
    officials = reading.index.officials
    named: dict[str, tuple[str, str | None]] = {
        m.key: (officials[m.key].name, m.key) for m in people
    }
    for start, end, office in encounters.offices(passage.sentence, reading.language):
        if encounter.start <= start and end <= encounter.end:
            slug = reading.index.holder(office, reading.all_actors)
            key = slug or office
            named.setdefault(key, (officials[slug].name if slug else office, slug))
    parties = frozenset().union(*(reading.index.actors(mention) for mention in inside))
    return _Told(
        passage,
        encounter,
        tuple(named.values()),
        tuple(people),
        parties,
        _date(reading, passage, encounter),
    )


def _date(
    reading: Reading, passage: Passage, encounter: encounters.Encounter
) -> dates.DateMention | None:
    """Return the date in the meeting's clause that stands nearest to its verb.

    That of one put off is left out: it may be the old day, the new, or that of the news.
    """
    if reading.anchor is None or encounter.status in _PUT_OFF:
        return None
    is_planned = encounter.status == encounters.PLANNED
    found = [
        mention
        for mention in dates.find(
            passage.sentence.text, reading.language, reading.anchor, is_planned=is_planned
        )
        if encounter.start <= mention.start
        and mention.end <= encounter.end
        and (is_planned or mention.span.first <= reading.anchor.last)
    ]
    return min(found, key=lambda m: abs(m.start - encounter.cue.start), default=None)


def _finding(reading: Reading, told: _Told, meeting: base.Meeting) -> base.Finding | None:
    contributions = _match(reading, told, meeting)
    if contributions is None:
        return None
    sentence = told.passage.sentence
    occurred, precision = _occurred(reading, told, meeting)
    cue = told.encounter.cue
    return base.Finding(
        kind=_KINDS[told.encounter.status],
        record=meeting.slug,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(min(_MOST, math.fsum(contributions.values())), 2),
        occurred=occurred,
        occurred_precision=precision,
        participants=told.named,
        place=told.encounter.place,
        explanation={
            "matched": [
                _quoted(told, m.start, m.end) | {"term": m.key, "weight": 1.0} for m in told.matched
            ],
            "decided_by": [
                _quoted(told, cue.start, cue.end) | {"cue": told.encounter.status},
                *(
                    [_quoted(told, told.date.start, told.date.end) | {"cue": "date"}]
                    if told.date
                    else []
                ),
            ],
            "rule": f"{told.encounter.kind} {told.encounter.status}",
            "contributions": contributions,
        },
    )


def _quoted(told: _Told, start: int, end: int) -> dict[str, object]:
    sentence = told.passage.sentence
    return {
        "text": sentence.text[start:end],
        "start": sentence.start + start,
        "end": sentence.start + end,
    }


def _match(reading: Reading, told: _Told, meeting: base.Meeting) -> dict[str, float] | None:
    """Return the contributions to the confidence that this is the meeting, or None if it is not."""
    people = {slug for _, slug in told.named if slug in meeting.participants}
    titled = _title_share(told, meeting, reading.language)
    if not _is_of_both(reading, told, meeting, people, titled):
        return None
    near = _nearness(reading, told, meeting)
    if near is None:
        return None
    place = normalise.fold(told.encounter.place or "")
    given = {
        "base": _SHARES["base"],
        "participants": _SHARES["person"] * min(_MOST_PEOPLE, len(people)),
        "date": _SHARES["date"] * near,
        "place": _SHARES["place"] if place and place in normalise.fold(meeting.place or "") else 0,
        "title": _SHARES["title"] * titled,
        "parties": _SHARES["side"] if told.parties >= set(meeting.parties) else 0,
    }
    return {name: round(value, 3) for name, value in given.items() if value}


def _is_of_both(
    reading: Reading, told: _Told, meeting: base.Meeting, people: set[str], titled: float
) -> bool:
    """Tell whether participants of two sides are named, or a visitor and the other side."""
    if len(people) >= _ENOUGH_PEOPLE:
        return _sides(reading.index, people, meeting) > 1 or len(meeting.parties) < _ENOUGH_PEOPLE
    if len(people) != 1:
        return False
    others = set(meeting.parties) - reading.index.lineage(_party(reading.index, next(iter(people))))
    has_other_side = bool(others & told.parties)
    is_same_sort = "visit" in (told.encounter.kind, meeting.kind) or titled >= _ENOUGH_OF_TITLE
    return has_other_side and is_same_sort


def _sides(index: Index, people: set[str], meeting: base.Meeting) -> int:
    lines = [index.lineage(_party(index, slug)) for slug in people]
    return sum(any(party in line for line in lines) for party in meeting.parties)


def _party(index: Index, slug: str) -> str | None:
    return index.party_of(index.officials[slug])


def _title_share(told: _Told, meeting: base.Meeting, language: str) -> float:
    own = offices.stems(told.passage.sentence.text, language)
    titles = [stems for title in meeting.titles if (stems := offices.stems(title, language))]
    shares = [len(stems & own) / len(stems) for stems in titles]
    return max(shares, default=0.0)


def _nearness(reading: Reading, told: _Told, meeting: base.Meeting) -> float | None:
    """Return 0 to 1 for how well the days fit, or None where they do not."""
    anchor = reading.anchor
    if meeting.starts_on is None or anchor is None:
        return None
    first, last = meeting.starts_on, meeting.ends_on or meeting.starts_on
    is_held = told.encounter.status == encounters.HELD
    if is_held and first > anchor.last:
        return None
    if told.date is not None:
        span = told.date.span
        fits = span.first <= last + _SLACK and first - _SLACK <= span.last
        # "In January" a year later, or of a second visit, is too little to go by.
        is_fresh = span.first == span.last or anchor.day <= last + _NEAR
        return 1.0 if fits and is_fresh else None
    if is_held:
        return 0.5 if anchor.day <= last + _NEAR else None
    return 0.5 if anchor.day <= last and first - _NEAR <= anchor.last else None


def _occurred(
    reading: Reading, told: _Told, meeting: base.Meeting
) -> tuple[date | None, str | None]:
    """Return the day that the text gives, else that of the record; of a change, the article's."""
    anchor = reading.anchor
    if told.encounter.status in _PUT_OFF and anchor is not None:
        return anchor.day, "day" if anchor.is_exact else anchor.precision
    if told.date is not None and told.date.span.first == told.date.span.last:
        return told.date.span.first, told.date.span.precision
    return meeting.starts_on, "day"
