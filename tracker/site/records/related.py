"""What is around a record: the first of the lists of the API about it, now or as of an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import orjson
from django.db.models import Count, QuerySet
from django.utils.http import urlencode

from tracker import filters, models, serializers, vocabularies
from tracker.site import languages
from tracker.timelines import developments, instants, outcomes

Body = dict[str, Any]

MOST: Final = 10
"""So many of each list are shown within a page."""

_DATED_BY: Final = {
    "agreement": ("signed_date", "signed_after"),
    "commitment": ("stated_date", "stated_after"),
    "development": ("occurred_date", "occurred_after"),
    "document": ("published_at", "published_after"),
    "event": ("start_date", "starts_after"),
    "meeting": ("starts_at", "starts_after"),
    "statement": ("stated_date", "stated_after"),
}
"""The column by which lists are ordered, newest first, and the facet that holds its first day."""


@dataclass(frozen=True)
class Listed:
    """The first records of a list; ``address`` is where the others are, '' where there are none."""

    record_type: str
    bodies: Sequence[Body]
    address: str = ""

    @property
    def row(self) -> str:
        """The template of each."""
        return f"tracker/site/rows/{self.record_type}.html"


@dataclass(frozen=True)
class Counted:
    """How many records of a list have a code; ``address`` is where these are listed."""

    code: str
    count: int
    address: str


@dataclass(frozen=True)
class Cut:
    """The first of what a body holds, and how many more it has."""

    first: Sequence[Any]
    more: int


@dataclass(frozen=True)
class Around:
    """The lists of the API in one language; with ``known_at`` as they were shown then."""

    language: str
    known_at: datetime | None

    def listed(self, record_type: str, /, **asked: str) -> Listed:
        """Return the first public records for which all that is ``asked`` holds, newest first."""
        question = {name: [value] for name, value in asked.items()}
        if self.known_at is None:
            rows = models.records_of(record_type).public()
            rows = rows.filter(filters.condition(record_type, question))
            return self.shown(rows, record_type, **asked)
        shown = _latest(self._revisions(record_type, question), record_type)
        found = list(shown.values_list("record", "body")[: MOST + 1])
        bodies = outcomes.marked([bytes(body) for _, body in found], [key for key, _ in found])
        return self._listed(record_type, bodies, asked)

    def reported(self, record_type: str, key: int, slug: str) -> Listed:
        """Return the newest developments around a party, an official or a topic."""
        if self.known_at is not None:
            return self.listed("development", **{record_type: slug})
        newest = developments.newest(record_type, key, MOST + 1)
        keys = [key for (_, _, key), _, _ in newest]
        rows = models.Development.objects.public().filter(pk__in=keys)
        return self.shown(rows, "development", **{record_type: slug})

    def shown(self, rows: QuerySet[Any, Any], record_type: str, /, **asked: str) -> Listed:
        """Return the first of rows that are public now, newest first.

        ``asked`` is what the page of the list is to be asked for the others.
        """
        return self._listed(record_type, _first(rows, record_type), asked)

    def verdicts(self, **asked: str) -> list[Counted]:
        """Return how many of the commitments have which verdict."""
        question = {name: [value] for name, value in asked.items()}
        if self.known_at is None:
            rows: Any = models.Commitment.objects.public()
            rows = rows.filter(filters.condition("commitment", question)).order_by()
            found = rows.values_list("verdict").annotate(count=Count("pk"))
        else:
            verdict = filters.first("$.verdict[0]")
            rows = self._revisions("commitment", question).order_by().annotate(verdict=verdict)
            found = rows.values_list("verdict").annotate(count=Count("sequence"))
        counts = dict(found)
        return [
            Counted(code, counts[code], self.address("commitment", **asked, verdict=code))
            for code in vocabularies.Verdict
            if code in counts
        ]

    def address(self, record_type: str, /, **asked: str) -> str:
        """Return the page of a list, as of the same instant."""
        plural = serializers.PLURALS[record_type]
        then = serializers.show_moment(self.known_at)
        query = {**asked, instants.NAME: then} if then else asked
        return f"{languages.page(f'/v1/{plural}', self.language)}?{urlencode(query)}"

    @cached_property
    def _context(self) -> filters.LedgerContext:
        assert self.known_at is not None, "the present is read from rows"  # noqa: S101
        return filters.LedgerContext(filters.family_at(self.known_at))

    def _revisions(self, record_type: str, question: filters.Asked) -> QuerySet[models.Revision]:
        assert self.known_at is not None, "the present is read from rows"  # noqa: S101
        shown = models.Revision.objects.known_at(self.known_at).filter(type=record_type)
        return shown.filter(filters.ledger_condition(record_type, question, self._context))

    def _listed(self, record_type: str, bodies: Sequence[bytes], asked: dict[str, str]) -> Listed:
        parsed = [orjson.loads(body) for body in bodies[:MOST]]
        if record_type not in _DATED_BY:
            parsed.sort(key=lambda body: str(body["name"]).casefold())
        is_cut = len(bodies) > MOST and bool(asked)
        return Listed(record_type, parsed, self.address(record_type, **asked) if is_cut else "")


def cut(parts: Sequence[Any]) -> Cut:
    """Return the first of what a body holds."""
    return Cut(parts[:MOST], max(0, len(parts) - MOST))


def _first(rows: QuerySet[Any, Any], record_type: str) -> list[bytes]:
    """Return the bodies of the first rows, and one more, the latest day first, the undated last.

    Both are read from one end of the index of their day.
    """
    if record_type not in _DATED_BY:
        found = rows.order_by("-changed_at", "-pk").values_list("body", flat=True)
        return [bytes(body) for body in found[: MOST + 1]]
    column, _ = _DATED_BY[record_type]
    columns = (column, "pk", "body")
    dated = rows.filter(**{f"{column}__isnull": False}).order_by(f"-{column}", "-pk")
    undated = rows.filter(**{f"{column}__isnull": True}).order_by("-pk")
    both = dated.values_list(*columns)[: MOST + 1].union(
        undated.values_list(*columns)[: MOST + 1], all=True
    )
    ordered = sorted(both, key=lambda row: (row[0] is not None, *row[:2]), reverse=True)
    return [bytes(body) for _, _, body in ordered[: MOST + 1]]


def _latest(revisions: QuerySet[models.Revision], record_type: str) -> QuerySet[models.Revision]:
    """Return versions with the latest day first, the undated last."""
    if record_type not in _DATED_BY:
        return revisions.order_by("-changed_at", "-record")
    _, facet = _DATED_BY[record_type]
    day: Any = filters.first(f"$.{facet}[0]")
    return revisions.order_by(day.desc(nulls_last=True), "-record")
