"""The versions of a record: when each began to be shown, what it brought, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import orjson

from tracker import models, serializers
from tracker.models.ledger import RevisionQuerySet
from tracker.timelines import lookups

_MOST: Final = 12
_COLUMNS: Final = (
    *("sequence", "event_type", "version", "published_at", "is_withdrawal", "reason", "changed"),
)


@dataclass(frozen=True)
class Version:
    """A version of a record: the ``fields`` that it changed, and when its ``former`` began."""

    number: int
    moment: str
    event_type: str
    is_withdrawal: bool
    reason: str
    fields: tuple[str, ...]
    is_shown: bool = False
    former: str = ""


@dataclass(frozen=True)
class Time:
    """What the box of a page says about its record's past.

    ``versions`` are the newest, the last first, and the one shown where it is older. ``later``
    counts those after it; ``correction`` and ``withdrawal`` are what was said of them.
    """

    versions: tuple[Version, ...]
    shown: str
    total: int
    later: int
    correction: Version | None
    withdrawal: Version | None


def of_record(record_type: str, slug: str) -> RevisionQuerySet:
    """Return all versions of a record."""
    return models.Revision.objects.filter(record__type=record_type, record__slug=slug)


def listed(rows: RevisionQuerySet, shown: int | None = None) -> list[Version]:
    """Return versions in the order of ``rows``; ``shown`` is the sequence of the one that is."""
    return _listed(rows.only(*_COLUMNS), shown)


def time(record_type: str, slug: str, known_at: datetime | None) -> Time:
    """Return what is said about the past of a record that is shown as of ``known_at``.

    Raises NeverPublicError where there is none.
    """
    rows = of_record(record_type, slug).order_by("-sequence")
    found = list(rows.only(*_COLUMNS)[: _MOST + 1])
    current = next((row for row in found if _is_until(row, known_at)), None)
    if current is None and len(found) > _MOST:
        current = _until(rows, known_at).only(*_COLUMNS).first()
    if current is None:
        raise lookups.NeverPublicError
    newest = _listed(found, current.sequence)[:_MOST]
    if not any(version.is_shown for version in newest):
        newest.append(_version(current, current.sequence))
    last = newest[0]
    later = last.number - current.version
    return Time(
        versions=tuple(newest),
        shown=_moment(current.published_at),
        total=last.number,
        later=later,
        correction=_correction(rows, current) if later else None,
        withdrawal=last if last.is_withdrawal else None,
    )


def body_at(record_type: str, slug: str, moment: datetime) -> dict[str, Any]:
    """Return what was shown of a record at a moment; {} where it was not shown."""
    last = _until(of_record(record_type, slug), moment).order_by("-sequence").first()
    if last is None or last.is_withdrawal:
        return {}
    body: dict[str, Any] = orjson.loads(bytes(last.body))
    return body


def _listed(rows: Iterable[models.Revision], shown: int | None) -> list[Version]:
    found = [_version(row, shown) for row in rows]
    moments = {version.number: version.moment for version in found}
    return [replace(each, former=moments.get(each.number - 1, "")) for each in found]


def _correction(rows: RevisionQuerySet, current: models.Revision) -> Version | None:
    """Return the last correction of what ``current`` shows."""
    later = rows.filter(sequence__gt=current.sequence, is_withdrawal=False).corrections()
    return next(iter(listed(later[:1])), None)


def _is_until(row: models.Revision, known_at: datetime | None) -> bool:
    return known_at is None or row.published_at <= known_at


def _until(rows: RevisionQuerySet, known_at: datetime | None) -> RevisionQuerySet:
    return rows if known_at is None else rows.filter(published_at__lte=known_at)


def _version(row: models.Revision, shown: int | None) -> Version:
    return Version(
        number=row.version,
        moment=_moment(row.published_at),
        event_type=row.event_type,
        is_withdrawal=row.is_withdrawal,
        reason=row.reason,
        fields=_fields(row.changed),
        is_shown=row.sequence == shown,
    )


def _fields(changed: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(changed))


def _moment(moment: datetime) -> str:
    return str(serializers.show_moment(moment))
