"""The queue of review: what waits for a person, by consequence, and what in it is alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from tracker import kinds, models, vocabularies

MOST_LISTED: Final = 200
"""So many flags are ordered at once, of each degree of consequence the oldest."""

_AGAINST: Final = ("commitment.broken", "commitment.contradicted")
_WILL_NOT: Final = Q(subject__commitment__form=vocabularies.Form.REFRAIN)
_DISAGREED: Final = Q(kind=kinds.REPORTED, explanation__has_key=models.READINGS_DISAGREE)
_MENTIONED: Final = [kind.code for kind in kinds.KINDS.values() if not kind.is_public]
_MEANINGS: Final = (
    *("commitment.fulfilled", "commitment.qualified", "commitment.challenged"),
    *("commitment.progressed", "commitment.reaffirmed"),
)
_OTHERS: Final = [
    code for code in kinds.KINDS if code not in {kinds.REPORTED, *_AGAINST, *_MEANINGS, *_MENTIONED}
]


class Listing(StrEnum):
    """The lists of the queue: what waits, reports that nobody judged, what is public already."""

    WAITING = "waiting"
    REPORTS = "reports"
    PUBLIC = "public"


_DEGREES: Final[dict[Listing, tuple[Q, ...]]] = {
    Listing.WAITING: (
        _DISAGREED,
        Q(kind__in=_AGAINST, is_public=False) & _WILL_NOT,
        Q(kind__in=_AGAINST, is_public=False) & ~_WILL_NOT,
        *(Q(kind=code, is_public=False) for code in _MEANINGS),
        Q(kind__in=_OTHERS, is_public=False),
    ),
    Listing.REPORTS: (
        Q(kind=kinds.REPORTED, is_public=False) & _WILL_NOT,
        Q(kind=kinds.REPORTED, is_public=False) & ~_WILL_NOT,
        Q(kind=kinds.REPORTED, is_public=True),
        Q(kind__in=_MENTIONED),
    ),
    Listing.PUBLIC: (
        Q(kind__in=_AGAINST, is_public=True),
        Q(kind__in=_MEANINGS, is_public=True),
        Q(kind__in=_OTHERS, is_public=True),
    ),
}
"""What each list holds, by degree of consequence, the gravest first."""


@dataclass(frozen=True)
class Filters:
    """What a queue is narrowed to: slugs of records, codes; empty ones narrow nothing."""

    party: str = ""
    commitment: str = ""
    kind: str = ""
    tier: str = ""
    source: str = ""
    language: str = ""

    @property
    def condition(self) -> Q:
        """Return what a development has to be."""
        quoted = "identity__citations__snapshot__document"
        asked = {
            "subject__slug": self.commitment,
            "kind": self.kind,
            f"{quoted}__source__tier": self.tier,
            f"{quoted}__source__identity__slug": self.source,
            f"{quoted}__language": self.language,
        }
        condition = Q(**{name: value for name, value in asked.items() if value})
        if self.commitment:
            condition &= Q(subject__type=vocabularies.RecordType.COMMITMENT)
        if self.party:
            holds = Q(subject__commitment__holders__identity__slug=self.party)
            condition &= holds | Q(speaker_party__identity__slug=self.party)
        return condition


@dataclass(frozen=True)
class Entry:
    """A place in the queue: a flag, and those that tell of the same."""

    key: int
    alike: list[int] = field(default_factory=list)


def entries(listing: Listing, filters: Filters) -> list[Entry]:
    """Return a list of the queue: the gravest first, then what most outlets tell, then the oldest.

    Flags of one kind and record are folded where they quote the same words or one story.
    """
    found: list[Entry] = []
    known: dict[object, Entry] = {}
    for row in _ordered(listing, filters):
        marks = list(_marks(row))
        entry = next((known[mark] for mark in marks if mark in known), None)
        if entry is None:
            entry = Entry(row["pk"])
            found.append(entry)
        else:
            entry.alike.append(row["pk"])
        known |= dict.fromkeys(marks, entry)
    return found


def count(listing: Listing) -> int:
    """Return how many flags are in a list, at most MOST_LISTED and one."""
    parts = [_of_degree(degree, Filters())[: MOST_LISTED + 1] for degree in _DEGREES[listing]]
    return min(sum(len(part) for part in parts), MOST_LISTED + 1)


def position(found: Sequence[Entry], key: int) -> int | None:
    """Return where a flag stands among entries, by itself or folded into another."""
    places = (at for at, entry in enumerate(found) if key == entry.key or key in entry.alike)
    return next(places, None)


def _ordered(listing: Listing, filters: Filters) -> list[Any]:
    degrees = _DEGREES[listing]
    parts = [_of_degree(degree, filters)[:MOST_LISTED] for degree in degrees]
    first = models.Citation.objects.filter(record=OuterRef("pk")).order_by("pk")
    outlets = models.Citation.objects.filter(record=OuterRef("pk")).values("record")
    outlets = outlets.annotate(count=Count("snapshot__document__outlet", distinct=True))
    whens = (When(degree, then=at) for at, degree in enumerate(degrees))
    rows = models.Development.objects.filter(pk__in=parts[0].union(*parts[1:], all=True)).annotate(
        degree=Case(*whens, default=len(degrees), output_field=IntegerField()),
        words=Subquery(first.values("exact")[:1]),
        story=Subquery(first.values("snapshot__document__story")[:1]),
        outlets=Coalesce(Subquery(outlets.values("count")), 0),
    )
    ordered = rows.order_by("degree", "-outlets", "detected_at", "pk")
    return list(ordered.values("pk", "kind", "subject", "side", "words", "story")[:MOST_LISTED])


def _of_degree(degree: Q, filters: Filters) -> QuerySet[models.Development, Any]:
    rows = models.Development.objects.undecided().filter(degree, filters.condition)
    return rows.order_by("detected_at", "pk").values("pk")


def _marks(row: dict[str, Any]) -> Iterator[object]:
    """Yield what a flag shares with those that tell of the same."""
    about = (row["kind"], row["subject"], row["side"])
    if row["words"]:
        yield (*about, " ".join(row["words"].casefold().split()))
    if row["story"] is not None:
        yield (*about, row["story"])
