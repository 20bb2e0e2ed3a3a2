"""What is like a proposal: records that it may be of, other proposals of the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from tracker import models, partial_dates
from tracker.comparison import marks
from tracker.serializers import search

MOST_RECORDS: Final = 5
_MOST_COMPARED: Final = 200
_MOST_NAMES: Final = 10
_LONGEST_NAME: Final = 200
_FEWEST_SHARED: Final = 2
_OF_ONE_STORY: Final = 0.3
_REACH: Final = timedelta(days=models.SAME_HAPPENING_DAYS)
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_DAY: Final = {
    "meeting": "starts_at",
    "agreement": "signed_date",
    "event": "start_date",
    "commitment": "stated_date",
}
_PARTIES: Final = {
    "meeting": "parties",
    "agreement": "parties",
    "event": "parties",
    "commitment": "holders",
}


@dataclass(frozen=True)
class LikeRecord:
    """A record that may be what is proposed, and why."""

    record: Any
    reasons: tuple[str, ...]


def records(row: models.Proposal) -> list[LikeRecord]:
    """Return the public records that a proposal may be of, the likeliest first."""
    found = [LikeRecord(record, tuple(_reasons(row, record))) for record in _compared(row)]
    likely = [each for each in found if _is_likely(row, each)]
    return sorted(likely, key=lambda each: (-len(each.reasons), -each.record.pk))[:MOST_RECORDS]


def proposals(row: models.Proposal) -> list[models.Proposal]:
    """Return the proposals that wait and tell of the same: in one story, or of about that day."""
    snapshots = models.Snapshot.objects.filter(pk__in=row.quotes.values("snapshot"))
    documents = models.Document.objects.filter(pk__in=snapshots.values("document"))
    stories = documents.exclude(story=None).values("story")
    in_story = Q(quotes__snapshot__document__in=documents)
    in_story |= Q(quotes__snapshot__document__story__in=stories)
    waiting = models.Proposal.objects.waiting().exclude(pk=row.pk)
    waiting = waiting.filter(kind__startswith=f"{row.record_type}.")
    told = set(waiting.filter(in_story).values_list("pk", flat=True)[:_MOST_COMPARED])
    near = Q(pk__in=told)
    if row.occurred_date is not None:
        day = row.occurred_date
        near |= Q(occurred_date__range=(day - _REACH, day + _REACH))
    rows = waiting.filter(near).order_by("-pk")[:_MOST_COMPARED]
    return [other for other in rows if _are_alike(row, other, is_of_story=other.pk in told)]


def party_slugs(row: models.Proposal) -> list[str]:
    """Return the slugs of the parties that a draft names."""
    drafted = row.draft.get(_PARTIES[row.record_type]) or []
    return [str(each["party"] if isinstance(each, dict) else each) for each in drafted]


def _are_alike(row: models.Proposal, other: models.Proposal, *, is_of_story: bool) -> bool:
    ours, theirs = frozenset(row.marks), frozenset(other.marks)
    if len(ours & theirs) >= _FEWEST_SHARED and marks.ARE_ALIKE[row.record_type](ours, theirs):
        return True
    return is_of_story and marks.shared_words(ours, theirs) >= _OF_ONE_STORY


def _compared(row: models.Proposal) -> list[Any]:
    """Return the records of the type that are looked at: by name, by parties, by people, by day."""
    model: Any = models.RECORDS[row.record_type]
    folded = search.folded(row.title[:_LONGEST_NAME]).strip()
    names = models.NameEntry.objects.suggested(folded, [row.record_type], _MOST_NAMES)
    keys = [name.record_id for name in names]
    keys += [row.suggested_id] if row.suggested_id else []
    public: QuerySet[Any, Any] = model._default_manager.standing().public()
    of_the_same = Q(**{f"{_PARTIES[row.record_type]}__identity__slug__in": party_slugs(row)})
    if row.record_type == "meeting":
        of_the_same |= Q(participants__official__identity__slug__in=_officials(row))
    latest = public.filter(of_the_same).order_by("-changed_at").values_list("pk", flat=True)
    keys += latest.distinct()[:_MOST_COMPARED]
    linked = [_PARTIES[row.record_type], f"{_PARTIES[row.record_type]}__identity"]
    linked += ["participants__official__identity"] if row.record_type == "meeting" else []
    rows = public.filter(pk__in=keys).select_related("identity").defer("body")
    return list(rows.prefetch_related(*linked))


def _is_likely(row: models.Proposal, like: LikeRecord) -> bool:
    """Tell whether what a record shares with a proposal is more than a coincidence."""
    alone = {_SUGGESTED, _TITLE, _WORDS} | ({_PEOPLE} if _day(row) is None else set())
    return bool(alone.intersection(like.reasons)) or {_PEOPLE, _NEAR} <= set(like.reasons)


_SUGGESTED: Final = "the text may name it"
_TITLE: Final = "the same title"
_WORDS: Final = "nearly the same words"
_PEOPLE: Final = "the same parties"
_NEAR: Final = "about the same day"


def _reasons(row: models.Proposal, record: Any) -> Iterable[str]:
    if record.pk == row.suggested_id:
        yield _SUGGESTED
    if search.folded(record.heading) == search.folded(row.title):
        yield _TITLE
    elif _shares_words(row, record):
        yield _WORDS
    if _shares_parties(row, record):
        yield _PEOPLE
    ours, theirs = _day(row), getattr(record, _DAY[row.record_type])
    theirs = theirs.date() if isinstance(theirs, datetime) else theirs
    if ours is not None and theirs is not None and abs(ours - theirs) <= _REACH:
        yield _NEAR


def _shares_words(row: models.Proposal, record: Any) -> bool:
    ours = [row.title, str(row.draft.get("text", ""))]
    theirs = [record.heading, getattr(record, "text", "")]
    return any(
        marks.are_same_words(_words(one), _words(other))
        for one in filter(None, ours)
        for other in filter(None, theirs)
    )


def _shares_parties(row: models.Proposal, record: Any) -> bool:
    """Tell whether the same people meet, or all parties of one are parties of the other."""
    if row.record_type == "meeting" and _meet_the_same(row, record):
        return True
    linked: Sequence[models.Party] = getattr(record, _PARTIES[row.record_type]).all()
    ours, theirs = set(party_slugs(row)), {party.slug for party in linked}
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _meet_the_same(row: models.Proposal, meeting: models.Meeting) -> bool:
    named = (
        (_IN_BRACKETS.sub("", each.office), each.official.slug if each.official else None)
        for each in meeting.participants.all()
    )
    return marks.are_same_people(frozenset(row.marks), frozenset(marks.of_people(named)))


def _officials(row: models.Proposal) -> list[str]:
    return [each["official"] for each in row.participants if each["official"]]


def _words(text: str) -> marks.Marks:
    return frozenset(marks.of_matter(text, (), ""))


def _day(row: models.Proposal) -> date | None:
    """Return the day of the record that is proposed, or else of what is told."""
    drafted = row.draft.get(_DAY[row.record_type])
    if not drafted:
        return row.occurred_date
    return partial_dates.parse_instant(str(drafted))[0].date()
