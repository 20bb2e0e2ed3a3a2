"""What was shown at an instant, and what held on a day: lists and details read from the ledger."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import InternalError, OperationalError
from django.db.models import QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from tracker import filters, models, partial_dates, serializers
from tracker.api.http import errors, parameters
from tracker.api.records import filter_backend

KNOWN_AT = "known_at"
VALID_AT = "valid_at"
MEMENTO = "Memento-Datetime"
"""RFC 7089: the instant for which an answer holds, to the second."""

_OFFICES = ("official", "at")
_MOST_WAIT_MS: Final = 3000
_RETRY_SECONDS: Final = "2"
_READ_ONLY: Final = "25006"
_UNSETTLED: Final = frozenset({"55P03", "57014", _READ_ONLY})
"""What PostgreSQL says where the ledger's head is held for too long, or cannot be waited for."""
_LAG: Final = timedelta(minutes=1)
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
        moment = partial_dates.last_moment(*partial_dates.parse_instant(given))
    except ValueError as error:
        raise parameters.invalid([(KNOWN_AT, f"{KNOWN_AT}: {error}")]) from error
    clock = models.LedgerHead.objects.clock()
    # What was published is known, even where the clock was set back since.
    present = max(clock.now, clock.published_at or clock.now)
    if "T" not in given and moment > present:
        detail = f"{KNOWN_AT} is the end of {given} in UTC, which has not come; give an instant."
        raise parameters.invalid([(KNOWN_AT, detail)], "not_yet")
    if moment > present:
        raise parameters.invalid([(KNOWN_AT, f"{KNOWN_AT} lies in the future.")], "in_the_future")
    if clock.began_at is None or moment < clock.began_at:
        raise _before(clock.began_at)
    _settle(moment, clock)
    return moment


def _settle(moment: datetime, clock: models.LedgerClock) -> None:
    """Wait until nothing can be published any more that will have been known at ``moment``.

    Whatever was published after ``moment`` proves that, as each publication is later than the
    one before; otherwise somebody may be about to commit. Raises errors.Problem where that takes
    too long.
    """
    if clock.published_at is not None and moment <= clock.published_at:
        return
    try:
        models.LedgerHead.objects.wait(_MOST_WAIT_MS)
    except (OperationalError, InternalError) as failure:
        state = getattr(failure.__cause__, "sqlstate", None)
        if state not in _UNSETTLED:
            raise
        # A copy that can only be read, and therefore not be waited for, lags by seconds at most.
        if state != _READ_ONLY or clock.now - moment < _LAG:
            raise _unsettled() from failure


def _asked_day(query: QueryDict, name: str) -> str:
    """Return the whole day that a parameter names; '' where it is not given."""
    given = parameters.single(query, name)
    try:
        return "" if given is None else filters.whole_day(given)
    except filters.UnknownValue as error:
        raise parameters.invalid([(name, f"{name}: {error}")]) from error


_INSTANT = parameters.Parameter(
    KNOWN_AT,
    "As it was shown at this moment, or at the end of this day in UTC; not before the ledger"
    " began, which a problem tells",
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


def _unsettled() -> errors.Problem:
    detail = "Something is being published just now that may have been known then; ask again."
    return errors.Problem(
        503,
        "not_settled",
        detail,
        errors=[{"parameter": KNOWN_AT, "code": "not_settled", "detail": detail}],
        headers={"Retry-After": _RETRY_SECONDS},
    )


def _before(began: datetime | None) -> errors.Problem:
    shown = serializers.show_moment(began)
    since = f"began at {shown}" if shown else "has not begun"
    detail = f"Nothing is known of that moment: the ledger {since}."
    return errors.Problem(
        400,
        "before_ledger",
        detail,
        errors=[{"parameter": KNOWN_AT, "code": "before_ledger", "detail": detail}],
        members={"ledger_began_at": shown},
    )
