"""Which rows are evidence on a commitment, how many they are, and what each says on it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db.models import Expression, Q, QuerySet
from django.db.models.functions import Substr

from tracker import models, partial_dates, vocabularies
from tracker.timelines import current, entries

_RELATIONS: Final = {"for": models.EVIDENCE_FOR, "against": models.EVIDENCE_AGAINST}
REPORTED: Final = "reported"
DIRECTIONS: Final = (*_RELATIONS, REPORTED)
"""What was confirmed for a commitment and against it, and what is only reported on it."""
_HEADINGS: Final = {"statement": "text", "event": "title", "development": "title"}
_CONFIRMED: Final = {vocabularies.ReviewState.CONFIRMED, vocabularies.ReviewState.CORRECTED}


@dataclass(frozen=True)
class Count:
    """A number of rows, or of at least so many where it is not exact."""

    count: int
    is_exact: bool


@dataclass(frozen=True)
class Unjudged:
    """How many public reports there are of which nobody said what they mean.

    ``latest`` is the day of the last of them, as far as it is known.
    """

    count: int
    latest: str | None


@dataclass(frozen=True)
class Item:
    """Words, a deed or a report, and what it says on a commitment; ``quotes`` are as stored."""

    row: models.Record
    relation: str | None
    side: str | None
    review_state: str
    date: str | None
    precision: str | None
    quotes: list[dict[str, Any]]

    @property
    def direction(self) -> str:
        """Whether it speaks for the commitment or against it, or is only reported."""
        if self.row.RECORD_TYPE == vocabularies.RecordType.DEVELOPMENT:
            return REPORTED
        return "for" if self.relation in models.EVIDENCE_FOR else "against"


def rows(commitment: int | Expression, direction: str = "") -> dict[str, QuerySet[Any, Any]]:
    """Return the rows of each type that are evidence: confirmed words and deeds, and reports.

    A report of which a person made a statement is not there by itself. Without ``direction`` all
    are there. ``commitment`` is its key, or what stands for that in the query.
    """
    if direction == REPORTED:
        return {"development": _reported(commitment)}
    related = models.Relation.objects.evidence_on(commitment)
    if direction:
        related = related.filter(relation__in=_RELATIONS[direction])
    of_statements, of_events = (related.exclude(**{n: None}) for n in ("statement", "event"))
    confirmed: dict[str, QuerySet[Any, Any]] = {
        "statement": models.Statement.objects.filter(pk__in=of_statements.values("statement")),
        "event": models.Event.objects.filter(pk__in=of_events.values("event")),
    }
    return confirmed if direction else {**confirmed, "development": _reported(commitment)}


def counts(commitment: int, most: int = models.MOST_COUNTED) -> dict[str, Count]:
    """Return how many rows there are in each direction, counted up to ``most``."""
    return {direction: _count(rows(commitment, direction), most) for direction in DIRECTIONS}


def unjudged(commitment: int) -> Unjudged:
    """Return which public reports on a commitment say nothing on it, as nobody judged them."""
    reports = models.Development.objects.unjudged().filter(subject=commitment)
    dated = reports.exclude(occurred_date=None).order_by("-occurred_date", "-pk")
    last = dated.values_list("occurred_date", "occurred_precision").first()
    return Unjudged(reports.count(), partial_dates.show_date(*last) if last else None)


def items(page: Iterable[entries.Entry], slug: str) -> dict[str, list[Item]]:
    """Return the entries of a page by direction, each with its quotes, from stored bodies."""
    of_page = items_of({slug: list(page)})[slug]
    return {
        direction: [item for item in of_page if item.direction == direction]
        for direction in DIRECTIONS
    }


def items_of(pages: Mapping[str, Sequence[entries.Entry]]) -> dict[str, list[Item]]:
    """Return entries as items on the commitments of whose slugs they are, in their order.

    What is there is read with one query for each type of entry.
    """
    places = {
        slug: [(current.TYPES[index], key) for (_, index, key), _, _ in page]
        for slug, page in pages.items()
    }
    every = [place for of_slug in places.values() for place in of_slug]
    stored = {
        (code, row.pk): (row, orjson.loads(bytes(row.body)))
        for code in _HEADINGS
        for row in _rows(code, {key for named, key in every if named == code})
    }
    return {
        slug: [
            item
            for place in dict.fromkeys(of_slug)
            if place in stored
            for item in _items(place[0], *stored[place], slug)
        ]
        for slug, of_slug in places.items()
    }


def _reported(commitment: int | Expression) -> QuerySet[models.Development]:
    reported = models.Development.objects.evidence_on(commitment)
    return reported.exclude(pk__in=_told(commitment))


def _told(commitment: int | Expression) -> QuerySet[Any, Any]:
    """Return the keys of the developments of which statements on a commitment were made."""
    related = models.Relation.objects.confirmed().filter(commitment=commitment)
    said = related.filter(statement__is_public=True).values("statement")
    # One that was merged into another counts by that.
    made = models.Identity.objects.filter(Q(pk__in=said) | Q(merged_into__in=said))
    made = made.filter(type=vocabularies.RecordType.STATEMENT, slug__startswith=models.SAID_IN)
    slugs = made.values(told=Substr("slug", len(models.SAID_IN) + 1))
    development = vocabularies.RecordType.DEVELOPMENT
    return models.Identity.objects.filter(type=development, slug__in=slugs).values("pk")


def _count(found: Mapping[str, QuerySet[Any, Any]], most: int) -> Count:
    count = sum(each.order_by().values("pk")[: most + 1].count() for each in found.values())
    return Count(min(count, most), is_exact=count <= most)


def _rows(code: str, keys: Collection[int]) -> Iterable[models.Record]:
    if not keys:
        return ()
    found = models.records_of(code).public().filter(pk__in=keys).select_related("identity")
    return found.only("body", "identity", _HEADINGS[code])


def _items(code: str, row: models.Record, body: dict[str, Any], slug: str) -> Iterator[Item]:
    if code == "development":
        yield _item(row, body, body, body["citations"])
        return
    for relation in body["relations"]:
        if relation["commitment"]["slug"] == slug and relation["review_state"] in _CONFIRMED:
            yield _item(row, body, relation, relation["citations"] or body["citations"])


def _item(
    row: models.Record, body: dict[str, Any], relation: dict[str, Any], quotes: list[Any]
) -> Item:
    date, precision = current.DATES[row.RECORD_TYPE.value]
    return Item(
        row,
        relation["relation"],
        relation["side"],
        relation["review_state"],
        body[date],
        body[precision],
        quotes,
    )
