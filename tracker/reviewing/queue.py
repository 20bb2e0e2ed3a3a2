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

_MOST_PARTS: Final = 5
_AGAINST: Final = ("commitment.broken", "commitment.contradicted")
_WILL_NOT: Final = Q(subject__commitment__form=vocabularies.Form.REFRAIN)
_MENTIONED: Final = tuple(kind.code for kind in kinds.KINDS.values() if not kind.is_public)
_MEANINGS: Final = (
    *("commitment.fulfilled", "commitment.qualified", "commitment.challenged"),
    *("commitment.progressed", "commitment.reaffirmed"),
)
_OTHERS: Final = tuple(
    code for code in kinds.KINDS if code not in {kinds.REPORTED, *_AGAINST, *_MEANINGS, *_MENTIONED}
)


class Listing(StrEnum):
    """The lists of the queue: what waits, reports that nobody judged, what is public already."""

    WAITING = "waiting"
    REPORTS = "reports"
    PUBLIC = "public"


@dataclass(frozen=True)
class Degree:
    """Flags that are of one consequence: of some kinds, public or not, or by what else they are."""

    kinds: tuple[str, ...] = ()
    is_public: bool = False
    besides: Q | None = None

    @property
    def condition(self) -> Q:
        """What a development of this degree is."""
        return self._of(kind__in=self.kinds, is_public=self.is_public)

    @property
    def parts(self) -> Iterator[Q]:
        """The same by kind, so that each part is read in order from the index.

        A query of many parts takes longer to plan than the rare kinds take to sort.
        """
        if not 0 < len(self.kinds) <= _MOST_PARTS:
            yield self.condition
            return
        for kind in self.kinds:
            yield self._of(kind=kind, is_public=self.is_public)

    def _of(self, **kind: object) -> Q:
        condition = Q(**kind) if self.kinds else Q()
        return condition if self.besides is None else condition & self.besides


_DISAGREED: Final = Q(explanation__has_key=models.READINGS_DISAGREE)
_DEGREES: Final[dict[Listing, tuple[Degree, ...]]] = {
    Listing.WAITING: (
        Degree(besides=_DISAGREED),
        Degree(_AGAINST, is_public=False, besides=_WILL_NOT),
        Degree(_AGAINST, is_public=False),
        *(Degree((code,), is_public=False) for code in _MEANINGS),
        Degree(_OTHERS, is_public=False),
    ),
    Listing.REPORTS: (
        Degree((kinds.REPORTED,), is_public=False),
        Degree((kinds.REPORTED,), is_public=True),
        Degree(_MENTIONED, is_public=False),
    ),
    Listing.PUBLIC: (
        Degree(_AGAINST, is_public=True),
        Degree(_MEANINGS, is_public=True),
        Degree(_OTHERS, is_public=True),
    ),
}
"""What each list holds, by degree of consequence, the gravest first; the first that fits counts."""


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
class Flag:
    """A flag as it is listed: its title, its first quote and who published that."""

    key: int
    title: str
    words: str
    outlet: str


@dataclass(frozen=True)
class Entry:
    """A place in the queue: a flag, and those that tell of the same."""

    flag: Flag
    alike: list[Flag] = field(default_factory=list)

    @property
    def key(self) -> int:
        """The key of the flag."""
        return self.flag.key

    @property
    def flags(self) -> list[Flag]:
        """All flags in this place."""
        return [self.flag, *self.alike]


def entries(listing: Listing, filters: Filters) -> list[Entry]:
    """Return a list of the queue: the gravest first, then what most outlets tell, then the oldest.

    Flags of one kind and record are folded where they quote the same words or one story.
    """
    found: list[Entry] = []
    known: dict[object, Entry] = {}
    for row in _ordered(listing, filters):
        marks = list(_marks(row))
        flag = Flag(row["pk"], row["title"], row["words"] or "", row["outlet"] or "")
        entry = next((known[mark] for mark in marks if mark in known), None)
        if entry is None:
            entry = Entry(flag)
            found.append(entry)
        else:
            entry.alike.append(flag)
        known |= dict.fromkeys(marks, entry)
    return found


def count(listing: Listing) -> int:
    """Return how many flags are in a list, at most MOST_LISTED."""
    return len(_undecided(_keys(listing, Filters())).values("pk")[:MOST_LISTED])


def position(found: Sequence[Entry], key: int) -> int | None:
    """Return where a flag stands among entries, by itself or folded into another."""
    places = (at for at, entry in enumerate(found) if key in {flag.key for flag in entry.flags})
    return next(places, None)


def _ordered(listing: Listing, filters: Filters) -> list[Any]:
    degrees = _DEGREES[listing]
    first = models.Citation.objects.filter(record=OuterRef("pk")).order_by("pk")
    outlets = models.Citation.objects.filter(record=OuterRef("pk")).values("record")
    outlets = outlets.annotate(count=Count("snapshot__document__outlet", distinct=True))
    whens = (When(degree.condition, then=at) for at, degree in enumerate(degrees))
    rows = _undecided(_keys(listing, filters)).annotate(
        degree=Case(*whens, default=len(degrees), output_field=IntegerField()),
        words=Subquery(first.values("exact")[:1]),
        story=Subquery(first.values("snapshot__document__story")[:1]),
        outlet=Subquery(first.values("snapshot__document__outlet")[:1]),
        outlets=Coalesce(Subquery(outlets.values("count")), 0),
    )
    ordered = rows.order_by("degree", "-outlets", "detected_at", "pk")
    shown = ("pk", "kind", "subject", "side", "title", "words", "story", "outlet")
    return list(ordered.values(*shown)[:MOST_LISTED])


def _undecided(keys: Any) -> "QuerySet[models.Development, models.Development]":
    return models.Development.objects.undecided().filter(pk__in=keys)


def _keys(listing: Listing, filters: Filters) -> Any:
    """Return the keys of the oldest flags of each kind and degree.

    It is one query, each part of which ends where enough is found.
    """
    parts = [
        flagged.filter(part, filters.condition).order_by("detected_at").values("pk")[:MOST_LISTED]
        for flagged in (models.Development.objects.flagged(),)
        for degree in _DEGREES[listing]
        for part in degree.parts
    ]
    return parts[0].union(*parts[1:], all=True)


def _marks(row: dict[str, Any]) -> Iterator[object]:
    """Yield what a flag shares with those that tell of the same."""
    about = (row["kind"], row["subject"], row["side"])
    if row["words"]:
        yield (*about, " ".join(row["words"].casefold().split()))
    if row["story"] is not None:
        yield (*about, row["story"])
