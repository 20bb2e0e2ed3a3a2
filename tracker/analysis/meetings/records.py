"""Which tracked meeting a telling means: by who takes part, of which sides, when and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis import base, findings, normalise
from tracker.analysis.meetings import tellings
from tracker.analysis.meetings.tellings import Telling
from tracker.analysis.mentions import participants, people, titles
from tracker.analysis.mentions.participants import Participant
from tracker.analysis.passages import Reading
from tracker.vocabularies import Attendance, MeetingKind, MeetingStatus

_NEAR = timedelta(days=10)
_SLACK = timedelta(days=1)
_TWO = 2
_SHARES = {"base": 0.25, "person": 0.15, "date": 0.2, "place": 0.1, "title": 0.1, "side": 0.08}
_MOST_PEOPLE = 3


@dataclass(frozen=True)
class Clause:
    """Everyone named in the clause of a telling, and the parties that they stand for."""

    telling: Telling
    people: Sequence[Participant]
    officials: frozenset[str]
    parties: frozenset[str]


def clause(reading: Reading, telling: Telling) -> Clause:
    """Return who is named in the clause of a telling."""
    (start, end), passage = telling.clause, telling.passage
    actors = [a for a in passage.actors if start <= a.start and a.end <= end]
    known = [a for a in actors if a.sort == people.PERSON and a.key]
    known += [a for a in actors if a.sort == people.OFFICE]
    listed = participants.listed(reading.index, known, reading.all_actors)
    mentions = (m for m in passage.mentions if start <= m.start and m.end <= end)
    return Clause(
        telling,
        listed,
        frozenset(one.official for one in listed if one.official),
        frozenset().union(*(reading.index.actors(m) for m in mentions)),
    )


def match(reading: Reading, told: Clause, meeting: base.Meeting) -> Mapping[str, float] | None:
    """Return the contributions to the confidence that this is the meeting, or None if it is not."""
    telling, present = told.telling, told.officials & set(meeting.participants)
    near = _nearness(reading, telling, meeting)
    is_real = telling.is_put_off or "unreal" not in telling.features
    if near is None or not is_real:
        return None
    titled = titles.share(meeting.titles, telling.passage.sentence.text, reading.language)
    if not _is_of_both(reading, told, meeting, present, titled):
        return None
    place = normalise.fold(telling.place or "")
    return {
        "base": _SHARES["base"],
        "participants": _SHARES["person"] * min(_MOST_PEOPLE, len(present)),
        "date": _SHARES["date"] * near,
        "place": _SHARES["place"] if place and place in normalise.fold(meeting.place or "") else 0,
        "title": _SHARES["title"] * titled,
        "parties": _SHARES["side"] if told.parties >= set(meeting.parties) else 0,
    }


def is_like(meeting: base.Meeting, people: Sequence[Participant], day: date | None) -> bool:
    """Tell whether a meeting on record is of these people, or one and both parties, about then."""
    officials = {one.official for one in people} & set(meeting.participants)
    sides = {one.party for one in people} & set(meeting.parties)
    first, last = meeting.starts_on, meeting.ends_on or meeting.starts_on
    is_near = day and first and last and first - _NEAR <= day <= last + _NEAR
    return bool(officials and is_near) and max(len(officials), len(sides)) >= _TWO


def proposed(
    kind: MeetingKind,
    status: MeetingStatus,
    people: Sequence[Participant],
    place: str | None,
    starts_at: str | None,
) -> dict[str, object]:
    """Return the fields that a record of a meeting would be entered with."""
    is_over = status is MeetingStatus.PASSED
    attendance = Attendance.ATTENDED if is_over else Attendance.EXPECTED
    return {
        **findings.titles(kind.label, [one.shown for one in people]),
        "kind": kind.value,
        "status": status.value,
        "participants": [
            {
                "official": one.official,
                "office": "" if one.official else one.reported,
                "party": one.party,
                "attendance": attendance.value,
            }
            for one in people
        ],
        "parties": list(dict.fromkeys(one.party for one in people if one.party)),
        "place": place or "",
        "starts_at": starts_at,
    }


def _is_of_both(
    reading: Reading, told: Clause, meeting: base.Meeting, present: frozenset[str], titled: float
) -> bool:
    """Tell whether participants of two sides are named, or a visitor and the other side."""
    index = reading.index
    lines = [index.lineage(index.party_of(index.officials[slug])) for slug in present]
    if len(present) >= _TWO:
        sides = sum(any(party in line for line in lines) for party in meeting.parties)
        return sides > 1 or len(meeting.parties) < _TWO
    others = set(meeting.parties).difference(*lines) & told.parties if present else ()
    is_same_sort = "visit" in (told.telling.kind, meeting.kind) or titled >= titles.ENOUGH
    return bool(others) and is_same_sort


def _nearness(reading: Reading, telling: Telling, meeting: base.Meeting) -> float | None:
    """Return 0 to 1 for how well the days fit, or None where they do not."""
    anchor = reading.anchor
    if meeting.starts_on is None or anchor is None:
        return None
    first, last = meeting.starts_on, meeting.ends_on or meeting.starts_on
    is_held = telling.status == tellings.HELD
    if is_held and first > anchor.last:
        return None
    # The date of one put off may be the old day, the new, or that of the news.
    if telling.date is not None and not telling.is_put_off:
        span = telling.date.span
        fits = span.first <= last + _SLACK and first - _SLACK <= span.last
        # "In January" a year later, or of a second visit, is too little to go by.
        is_fresh = span.first == span.last or anchor.day <= last + _NEAR
        return 1.0 if fits and is_fresh else None
    if is_held:
        return 0.5 if anchor.day <= last + _NEAR else None
    return 0.5 if anchor.day <= last and first - _NEAR <= anchor.last else None
