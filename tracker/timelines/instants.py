"""Which instant of the ledger a text names, and whether what was known then is settled."""

from datetime import datetime, timedelta
from typing import Final

from django.db import InternalError, OperationalError

from tracker import models, partial_dates, serializers

NAME: Final = "known_at"
"""What the parameter is called, wherever the past is asked for."""

_MOST_WAIT_MS: Final = 3000
_READ_ONLY: Final = "25006"
_UNSETTLED: Final = frozenset({"55P03", "57014", _READ_ONLY})
"""What PostgreSQL says where the ledger's head is held for too long, or cannot be waited for."""
_LAG: Final = timedelta(minutes=1)


class InstantRefused(ValueError):  # noqa: N818 - named as what it reports
    """An instant for which nothing can be shown; the message says why.

    ``code`` is invalid_parameter, not_yet, before_ledger or not_settled, after which one may ask
    again. ``began_at`` tells when the ledger began, where that is why.
    """

    def __init__(self, code: str, detail: str, began_at: datetime | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.began_at = began_at


def instant(given: str) -> datetime:
    """Return the instant that a text names: of a day, month or year its last moment in UTC.

    Once returned, what was known then never changes. Raises InstantRefused.
    """
    try:
        moment = partial_dates.last_moment(*partial_dates.parse_instant(given))
    except ValueError as error:
        raise InstantRefused("invalid_parameter", f"{NAME}: {error}") from error
    clock = models.LedgerHead.objects.clock()
    # What was published is known, even where the clock was set back since.
    if moment > max(clock.now, clock.published_at or clock.now):
        raise InstantRefused("not_yet", _to_come(given))
    if clock.began_at is None or moment < clock.began_at:
        raise _before(clock.began_at)
    _settle(moment, clock)
    return moment


def _to_come(given: str) -> str:
    if "T" in given:
        return f"{NAME} lies in the future."
    return f"{NAME} is the end of {given} in UTC, which has not come; give an instant."


def _before(began: datetime | None) -> InstantRefused:
    since = f"began at {serializers.show_moment(began)}" if began else "has not begun"
    detail = f"Nothing is known of that moment: the ledger {since}."
    return InstantRefused("before_ledger", detail, began)


def _settle(moment: datetime, clock: models.LedgerClock) -> None:
    """Wait until nothing can be published any more that will have been known at ``moment``.

    Whatever was published after ``moment`` proves that, as each publication is later than the
    one before; otherwise somebody may be about to commit. Raises InstantRefused where that takes
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
            detail = "Something is being published just now that may have been known then;"
            raise InstantRefused("not_settled", f"{detail} ask again.") from failure
