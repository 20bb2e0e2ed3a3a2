"""What belonged on the timeline of a record at an instant, as the ledger tells by facets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

import orjson
from django.db.models import CharField, DateField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from tracker import filters, models, partial_dates
from tracker.timelines import current

_DATED_BY: Final = {
    "statement": "stated_after",
    "event": "starts_after",
    "development": "occurred_after",
}
"""The facet that holds the first day that the date of an entry may mean."""
_NONE = Q(pk__in=[])
_MOST_NAMED: Final = 200
_MOST_PARTS = 100_000
"""More than one record has, so that numbers of parts of different records never meet."""


@dataclass(frozen=True)
class Past:
    """A record as it was shown at an instant: whose timeline is asked for."""

    type: str
    slug: str
    body: bytes
    known_at: datetime

    @cached_property
    def ledger_context(self) -> filters.LedgerContext:
        """How facets are asked: parties are part of what they were then."""
        return filters.LedgerContext(filters.family_at(self.known_at))

    @cached_property
    def family(self) -> list[str]:
        """The record's slug, and those of all that were part of a party."""
        family = self.ledger_context.family
        return family([self.slug]) if family and self.type == "party" else [self.slug]

    def asked(self, code: str, **asked: str) -> Q:
        """Return the condition on versions of a type that ``asked`` is."""
        return filters.ledger_condition(
            code, {name: [value] for name, value in asked.items()}, self.ledger_context
        )

    def about(self, record_type: str, slugs: list[str]) -> Q:
        """Return the condition on versions of developments that are on one of these records."""
        asked = {"record": slugs, "record_type": [record_type]}
        if not slugs:
            return _NONE
        return filters.ledger_condition("development", asked, self.ledger_context)

    def shown(self, record_type: str) -> QuerySet[models.Revision]:
        """Return the versions of a type that were shown then."""
        return models.Revision.objects.known_at(self.known_at).filter(type=record_type)

    def last(self, record_type: str) -> QuerySet[models.Revision]:
        """Return the last versions of a type then, of what was withdrawn too."""
        earlier = models.Revision.objects.filter(
            record__type=record_type, published_at__lte=self.known_at
        )
        return earlier.exclude(superseded_at__lte=self.known_at)


@dataclass(frozen=True)
class PastPart:
    """Part of a record as its body showed it: an entry by itself."""

    key: int
    day: date | None
    part: dict[str, Any]
    owner: int
    record: dict[str, Any]


def around(past: Past, types: Iterable[str]) -> dict[str, QuerySet[models.Revision]]:
    """Return the versions around a record that are entries, with the column of their date.

    A statement that was made of a development is not there where this is, as in
    ``current.around``.
    """
    found = {code: _dated(code, _VERSIONS[code](past)) for code in types if code in _VERSIONS}
    if {"statement", "development"} <= found.keys():
        slugs = found["development"].annotate(
            said=Concat(Value(models.SAID_IN), "record__slug", output_field=CharField())
        )
        found["statement"] = found["statement"].exclude(
            record__slug__in=slugs.order_by().values("said")
        )
    return found


def parts(past: Past, types: Iterable[str]) -> dict[str, list[PastPart]]:
    """Return the parts of records around a record that are entries, in no order."""
    wanted = {"assessment": _judged(past), "action": _acted_on(past)}
    return {
        code: [
            part
            for part in _parts(code, past.shown(current.PARTS[code][1]).filter(condition))
            if code != "action" or past.type != "party" or _is_by(part.part, past.family)
        ]
        for code, condition in wanted.items()
        if code in types
    }


def _dated(code: str, rows: QuerySet[models.Revision]) -> QuerySet[models.Revision]:
    day = Cast(filters.first(f"$.{_DATED_BY[code]}[0]"), DateField())
    return rows.annotate(**{current.DATES[code][0]: day})


def _statements(past: Past) -> QuerySet[models.Revision]:
    names = {
        "commitment": "commitment",
        "agreement": "agreement",
        "official": "speaker",
        "party": "party",
        "topic": "topic",
        "meeting": "meeting",
    }
    wanted = past.asked("statement", **{names[past.type]: past.slug})
    if past.type == "commitment" and (origin := orjson.loads(past.body)["origin_statement"]):
        wanted |= Q(record__slug=origin["slug"])
    return past.shown("statement").filter(wanted)


def _events(past: Past) -> QuerySet[models.Revision]:
    is_asked = past.type in {"commitment", "party", "topic"}
    wanted = past.asked("event", **{past.type: past.slug}) if is_asked else _NONE
    return past.shown("event").filter(wanted)


def _developments(past: Past) -> QuerySet[models.Revision]:
    wanted = past.about(past.type, past.family)
    if past.type in {"official", "party"}:
        wanted |= past.asked("development", **{past.type: past.slug})
    shown = past.shown("development").alias(about=filters.first("$.record[0]"))
    if past.type == "topic":
        for record_type in ("commitment", "agreement", "meeting", "event"):
            wanted |= _of_topic(past, record_type)
    return shown.filter(wanted)


def _of_topic(past: Past, record_type: str) -> Q:
    """Return the condition on developments of records of a type that had the topic then."""
    of_topic = past.last(record_type).filter(past.asked(record_type, topic=past.slug))
    slugs = of_topic.order_by().values_list("record__slug", flat=True)
    named = list(slugs[: _MOST_NAMED + 1])
    # The index on facets finds what is about those few; of many, one after the other is asked.
    if len(named) <= _MOST_NAMED:
        return past.about(record_type, named)
    return past.asked("development", record_type=record_type) & Q(about__in=slugs)


def _judged(past: Past) -> Q:
    """Return the condition on commitments whose assessments are entries."""
    names = {"commitment": "ids", "party": "holder", "topic": "topic"}
    name = names.get(past.type)
    return past.asked("commitment", **{name: past.slug}) if name else _NONE


def _acted_on(past: Past) -> Q:
    """Return the condition on agreements among whose actions are entries."""
    names = {"agreement": "ids", "party": "acted_by", "topic": "topic"}
    name = names.get(past.type)
    return past.asked("agreement", **{name: past.slug}) if name else _NONE


def _is_by(action: dict[str, Any], slugs: list[str]) -> bool:
    return bool(action["party"]) and action["party"]["slug"] in slugs


def _parts(code: str, owners: QuerySet[models.Revision]) -> Iterator[PastPart]:
    _, record_type, member = current.PARTS[code]
    column = current.DATES[code][0]
    for owner, stored in owners.values_list("record", "body"):
        body = orjson.loads(bytes(stored))
        record = current.owner_reference(record_type, body)
        for number, part in enumerate(body.get(member) or ()):
            day = partial_dates.parse_date(part[column])[0] if part[column] else None
            yield PastPart(owner * _MOST_PARTS + number, day, part, owner, record)


_VERSIONS = {"statement": _statements, "event": _events, "development": _developments}
