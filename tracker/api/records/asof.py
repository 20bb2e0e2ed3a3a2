"""What was shown at an instant, and what held on a day: lists and details read from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from tracker import filters, models, partial_dates, serializers
from tracker.api.http import errors, parameters
from tracker.api.records import filter_backend
from tracker.timelines import instants

KNOWN_AT = instants.NAME
VALID_AT = "valid_at"
MEMENTO = "Memento-Datetime"
"""RFC 7089: the instant for which an answer holds, to the second."""

_OFFICES = ("official", "at")
_RETRY_SECONDS: Final = "2"
_LATER_SCHEMA = {
    "type": "string",
    "enum": ["dismissed", "merged", "withheld", "deleted"],
    "description": "With known_at: what became of the record, which is not shown any more",
}


@dataclass(frozen=True)
class AsOf:
    """For which instant of the ledger, and for which day, an answer is to hold."""

    known_at: datetime | None = None
    valid_at: str = ""
    held_at: str = ""

    @property
    def is_now(self) -> bool:
        """Whether the answer is that of the present, which rows give."""
        return not self.known_at and not self.valid_at

    @property
    def is_as_stored(self) -> bool:
        """Whether bodies are shown as rows hold them."""
        return self == AsOf()

    @property
    def ledger_context(self) -> filters.LedgerContext:
        """How filters are to be asked of facets: parties are part of what they were then."""
        if self.known_at is None:
            return filters.LedgerContext(filters.family_now, self.valid_at)
        return filters.LedgerContext(filters.family_at(self.known_at), self.valid_at)

    @property
    def members(self) -> dict[str, str]:
        """What a list says of the instant and the day."""
        shown = {
            KNOWN_AT: serializers.show_moment(self.known_at),
            VALID_AT: self.valid_at or self.held_at,
        }
        return {name: value for name, value in shown.items() if value}

    def revisions(self, record_type: str) -> QuerySet[models.Revision]:
        """Return the version of each public record of a type, as shown then or now."""
        of_type = models.Revision.objects.filter(type=record_type)
        return of_type.current() if self.known_at is None else of_type.known_at(self.known_at)

    def asked(self, record_type: str, asked: filters.Asked) -> QuerySet[models.Revision]:
        """Return the versions that satisfy ``asked``, which is checked."""
        condition = filters.ledger_condition(record_type, asked, self.ledger_context)
        return self.revisions(record_type).filter(condition)

    def mark(self, response: HttpResponseBase) -> None:
        """Say on ``response`` for which instant it holds."""
        if self.known_at is not None:
            response[MEMENTO] = http_date(self.known_at.timestamp())


def read(query: QueryDict, record_type: str) -> AsOf:
    """Return for when ``query`` asks.

    Raises errors.Problem for what is no instant or day, for an instant to come, and for one
    before the ledger began, saying when it did.
    """
    return AsOf(
        instant(query),
        _asked_day(query, VALID_AT) if record_type in filters.HISTORIES else "",
        _asked_day(query, _OFFICES[1]) if record_type == _OFFICES[0] else "",
    )


def instant(query: QueryDict) -> datetime | None:
    """Return the instant that ``known_at`` names, or None where it is not given.

    Raises errors.Problem as ``read`` does.
    """
    given = parameters.single(query, KNOWN_AT)
    if given is None:
        return None
    try:
        return instants.instant(given)
    except instants.InstantRefused as refusal:
        raise _problem(refusal) from refusal


def _asked_day(query: QueryDict, name: str) -> str:
    """Return the whole day that a parameter names; '' where it is not given."""
    given = parameters.single(query, name)
    try:
        return "" if given is None else filters.whole_day(given)
    except filters.UnknownValue as error:
        raise parameters.invalid([(name, f"{name}: {error}")]) from error


_INSTANT = parameters.Parameter(
    KNOWN_AT,
    "As it was shown at this moment, or at the end of this day, month or year in UTC; not before"
    " the ledger began, which a problem tells",
    partial_dates.INSTANT_SCHEMA,
    instant,
)
_DAY = parameters.Parameter(
    VALID_AT,
    "With the verdict or status that held on this day",
    partial_dates.DAY_SCHEMA,
    lambda query: _asked_day(query, VALID_AT),
)
_OFFICE_DAY = filter_backend.parameter(filters.PARAMETERS[_OFFICES[0]][_OFFICES[1]])

INSTANT_ONLY: Final = (_INSTANT,)
"""The parameter of what has no day of its own."""


def parameters_of_list(record_type: str) -> tuple[parameters.Parameter[Any], ...]:
    """Return the parameters of time of a list, the day of an office apart, which is a filter."""
    return (_INSTANT, _DAY) if record_type in filters.HISTORIES else INSTANT_ONLY


def parameters_of_one(record_type: str) -> tuple[parameters.Parameter[Any], ...]:
    """Return the parameters of time of one record."""
    offices = (_OFFICE_DAY,) if record_type == _OFFICES[0] else ()
    return (*parameters_of_list(record_type), *offices)


def described_page() -> dict[str, Any]:
    """Return how the OpenAPI document describes what ``known_at`` adds to a page."""
    described = {"type": "string", "format": "date-time", "description": "Where one is asked for"}
    return {KNOWN_AT: described}


def described_members(record_type: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return how the OpenAPI document describes what time adds: to a page, and to a body."""
    day = {"type": "string", "format": "date", "description": "Where one is asked for"}
    days = {VALID_AT: day} if len(parameters_of_one(record_type)) > 1 else {}
    return {**described_page(), **days}, {"later": _LATER_SCHEMA, **days}


def _problem(refusal: instants.InstantRefused) -> errors.Problem:
    """Return how the API refuses an instant: 503 where it may be asked for again at once."""
    is_unsettled = refusal.code == "not_settled"
    began = {"ledger_began_at": serializers.show_moment(refusal.began_at)}
    return errors.Problem(
        503 if is_unsettled else 400,
        refusal.code,
        str(refusal),
        errors=[{"parameter": KNOWN_AT, "code": refusal.code, "detail": str(refusal)}],
        headers={"Retry-After": _RETRY_SECONDS} if is_unsettled else None,
        members=began if refusal.code == "before_ledger" else None,
    )
