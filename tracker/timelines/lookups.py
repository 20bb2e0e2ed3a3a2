"""Finding what is shown of one record, now or at an instant, and what became of it else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import QuerySet

from tracker import models, serializers


@dataclass(frozen=True)
class Found:
    """A public record as stored."""

    key: int
    version: int
    body: bytes


class AbsentError(Exception):
    """There is no such record to be shown."""


class NeverPublicError(AbsentError):
    """Nothing was ever public under this slug, or not yet at the instant that is asked for."""


class WithdrawnError(AbsentError):
    """The record was public and is withdrawn; ``last`` is what is left of it."""

    def __init__(self, last: models.Revision) -> None:
        super().__init__(str(last))
        self.last = last


class MergedError(AbsentError):
    """The record was merged into another, which is at the relative address ``url``."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def find(record_type: str, slug: str, known_at: datetime | None = None) -> Found:
    """Return the record as it is shown, or was shown at ``known_at``.

    Raises NeverPublicError, WithdrawnError and MergedError.
    """
    if known_at is None:
        return found(models.records_of(record_type).public(), record_type, slug)
    earlier = models.Revision.objects.filter(
        type=record_type, record__slug=slug, published_at__lte=known_at
    )
    last = earlier.order_by("-sequence").first()
    if last is None:
        raise NeverPublicError
    if not last.is_withdrawal:
        return Found(last.record_id, last.version, bytes(last.body))
    remains = orjson.loads(bytes(last.body))
    if "merged_into" in remains:
        raise MergedError(remains["merged_into"])
    raise WithdrawnError(last)


def found(rows: QuerySet[Any, Any], record_type: str, slug: str) -> Found:
    """Return the record of this slug among ``rows``, which are all of ``record_type``.

    Raises as ``find`` does.
    """
    named: Any = rows
    for key, version, body in named.slugs(slug).values_list("pk", "version", "body")[:1]:
        return Found(key, version, bytes(body))
    of_slug = models.records_of(record_type).slugs(slug)
    record = of_slug.select_related("identity__merged_into").first()
    raise NeverPublicError if record is None else _absence(record)


def _absence(record: models.Record) -> Exception:
    last = models.Revision.objects.filter(record_id=record.pk).order_by("-sequence").first()
    if last is None or not last.is_withdrawal:
        return NeverPublicError()
    target = record.identity.merged_into
    if target is not None and getattr(target, target.type).is_public:
        return MergedError(serializers.address(target.type, target.slug))
    return WithdrawnError(last)


def remains(last: models.Revision) -> dict[str, Any]:
    """Return what may be said of a withdrawn record: why, when, and what is left of it."""
    left: dict[str, Any] = orjson.loads(bytes(last.body))
    moments = (left.get(name) for name in ("deleted_at", "withheld_at", "reviewed_at"))
    return {
        "reason": left.get("review_reason") or last.reason or None,
        "withdrawn_at": next(filter(None, moments), serializers.show_moment(last.published_at)),
        "record": left,
    }
