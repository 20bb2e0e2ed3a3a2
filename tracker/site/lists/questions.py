"""What an address asks of a list of records: filters, words, an order, a place to go on from."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker import filters, models
from tracker.filters import keysets, words
from tracker.site import pages

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """What is asked of the list of a type of record, as it is now or was at ``known_at``."""

    record_type: str
    known_at: datetime | None
    asked: dict[str, list[str]]
    words: str
    ordering: str
    cursor: keysets.Cursor | None

    @property
    def orderings(self) -> tuple[str, ...]:
        """The orders that can be asked for; of the past only that of changes is kept."""
        return orderings(self.record_type, self.known_at)

    def page(self, size: int) -> keysets.Page[Row]:
        """Return a page: of each record the keys of its place, and its body last."""
        order = filters.order(self.record_type, self.ordering)
        if self.known_at is not None:
            order = keysets.Order(("changed_at", "record_id"), order.is_descending)
        found: list[Row] = []
        with _refusals():
            for window in order.windows(self._rows(), self.cursor):
                found += window.values_list(*order.keys, "body")[: size + 1 - len(found)]
                if len(found) > size:
                    break
        return keysets.page(found, size, self.cursor, lambda row: row[:-1])

    def query(self, given: QueryDict, cursor: keysets.Cursor | None) -> str:
        """Return the query of the address of the page at ``cursor``; '' of none."""
        if cursor is None:
            return ""
        kept = [(name, value) for name, values in given.lists() for value in values if value]
        others = [(name, value) for name, value in kept if name != "cursor"]
        return urlencode([*others, ("cursor", cursor.text(self.binding))])

    @property
    def binding(self) -> str:
        """What binds a place to this list."""
        return binding(self.record_type, self.ordering, self.asked, self.words)

    def _rows(self) -> QuerySet[Any, Any]:
        if self.known_at is None:
            rows = models.records_of(self.record_type).public()
            rows = rows.filter(filters.condition(self.record_type, self.asked))
            if not self.words:
                return rows
            return rows.filter(words.condition(self.record_type, words.checked(self.words)))
        then = filters.LedgerContext(filters.family_at(self.known_at))
        condition = filters.ledger_condition(self.record_type, self.asked, then)
        versions = models.Revision.objects.known_at(self.known_at)
        return versions.filter(condition, type=self.record_type)


def read(record_type: str, query: QueryDict, known_at: datetime | None) -> Question:
    """Return what an address asks; fields left empty ask nothing. Raises pages.PageError."""
    known = filters.PARAMETERS[record_type]
    given = {name: list(filter(None, query.getlist(name))) for name in query if name in known}
    asked = {name: values for name, values in given.items() if values}
    said = "" if known_at is not None else query.get("q", "").strip()
    possible = orderings(record_type, known_at)
    ordering = query.get("ordering") or possible[0]
    if ordering not in possible:
        raise pages.PageError(400, _("It cannot be sorted so"), ", ".join(possible))
    try:
        bound = binding(record_type, ordering, asked, said)
        place = query.get("cursor", "")
        cursor = keysets.Cursor.of(place, bound) if place else None
    except keysets.ForeignCursorError:
        raise pages.PageError(400, _("This place is not of this list")) from None
    return Question(record_type, known_at, asked, said, ordering, cursor)


def orderings(record_type: str, known_at: datetime | None) -> tuple[str, ...]:
    """Return the orders in which a list can be had."""
    return filters.ORDERINGS[record_type] if known_at is None else filters.ORDERINGS_OF_LEDGER


def binding(record_type: str, ordering: str, asked: dict[str, list[str]], said: str) -> str:
    """Return what binds a place to the list that is asked for."""
    return keysets.binding(record_type, ordering, sorted(asked.items()), said)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Say in words what cannot be asked of a list."""
    try:
        yield
    except filters.UnknownValue as error:
        raise pages.PageError(400, _("This cannot be asked"), str(error)) from error
