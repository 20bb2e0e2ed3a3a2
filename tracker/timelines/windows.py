"""Part of a timeline: some of its entries, of several tables at once, in the order of days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tracker import models
from tracker.timelines import current, entries, historical

Rows = Mapping[str, QuerySet[Any, Any]]
Parts = Mapping[str, Sequence[historical.PastPart]]


@dataclass(frozen=True)
class Window:
    """So many entries beyond a place, by which they are read; from the end without one.

    What has no date stands before all days.
    """

    most: int
    position: tuple[Any, ...] | None = None
    is_descending: bool = True

    def follows(self, place: entries.Place) -> bool:
        """Return whether a place comes after that of the window."""
        if self.position is None:
            return True
        return place < self.position if self.is_descending else place > self.position


def taken(rows: Rows, parts: Parts, window: Window) -> list[entries.Entry]:
    """Return the entries of a window in order.

    Each table gives as many rows as the window may need; nothing else is read.
    """
    found = [entry for code in rows for entry in _entries(code, rows[code], window)]
    found += [entry for code in parts for entry in _held(code, parts[code], window)]
    found.sort(key=lambda entry: entry[0], reverse=window.is_descending)
    return found[: window.most]


def _held(
    code: str, parts: Iterable[historical.PastPart], window: Window
) -> Iterator[entries.Entry]:
    index = current.TYPES.index(code)
    for part in parts:
        place = ((part.day or date.min).toordinal(), index, part.key)
        if window.follows(place):
            yield place, part.day, ""


def _entries(code: str, rows: QuerySet[Any, Any], window: Window) -> Iterator[entries.Entry]:
    column, precision = current.DATES[code]
    is_past = rows.model is models.Revision
    key_column = "record_id" if is_past else "pk"
    index = current.TYPES.index(code)
    dated = rows.alias(day=Coalesce(column, date.min))
    if window.position is not None:
        dated = dated.filter(_beyond(window.position, index, key_column, window.is_descending))
    order = ("-day", f"-{key_column}") if window.is_descending else ("day", key_column)
    # Versions tell the precision in their bodies.
    columns = (key_column, column, *([precision] if precision and not is_past else []))
    for key, day, *known in dated.order_by(*order).values_list(*columns)[: window.most]:
        yield ((day or date.min).toordinal(), index, key), day, known[0] if known else "day"


def _beyond(position: tuple[Any, ...], index: int, key_column: str, is_descending: bool) -> Q:
    """Return the condition for rows of a type that come after a place."""
    day, type_index, key = date.fromordinal(position[0]), position[1], position[2]
    step = "lt" if is_descending else "gt"
    later = Q(**{f"day__{step}": day})
    if index == type_index:
        return later | Q(day=day, **{f"{key_column}__{step}": key})
    same_day_follows = index < type_index if is_descending else index > type_index
    return Q(**{f"day__{step}e": day}) if same_day_follows else later
