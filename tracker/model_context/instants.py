"""For which instant an answer holds: the one asked for, or that of the last publication."""

from dataclasses import dataclass
from datetime import datetime

from django.db import InternalError, OperationalError

from tracker import models, partial_dates, serializers
from tracker.model_context import refusals

_MOST_WAIT_MS = 3000


@dataclass(frozen=True)
class Instant:
    """When an answer holds; ``known_at`` is None where the present was asked for.

    ``shown`` stands in every address of the answer, so that it leads to the same for ever.
    """

    known_at: datetime | None
    shown: str

    @property
    def query(self) -> str:
        """What an address is hung with."""
        return f"known_at={self.shown}"


def present() -> Instant:
    """Return the instant of the last publication: until the next one nothing shown changes."""
    clock = models.LedgerHead.objects.clock()
    return Instant(None, serializers.show_moment(clock.published_at or clock.now) or "")


def read(given: str | None) -> datetime | None:
    """Return the instant that ``given`` names: a day, month or year is its end in UTC.

    Raises Refusal for what is no instant, for one to come, for one before the ledger began, and
    where something is being published just now that may have been known then.
    """
    if given is None:
        return None
    try:
        moment = partial_dates.last_moment(*partial_dates.parse_instant(given))
    except ValueError as error:
        raise refusals.invalid("known_at", str(error)) from error
    clock = models.LedgerHead.objects.clock()
    if moment > max(clock.now, clock.published_at or clock.now):
        raise _to_come(given)
    if clock.began_at is None or moment < clock.began_at:
        raise _before(clock.began_at)
    _settle(moment, clock)
    return moment


def of(moment: datetime | None) -> Instant:
    """Return the instant of an answer for ``moment``, which is read; None is the present."""
    return present() if moment is None else Instant(moment, serializers.show_moment(moment) or "")


def _settle(moment: datetime, clock: models.LedgerClock) -> None:
    if clock.published_at is not None and moment <= clock.published_at:
        return
    try:
        models.LedgerHead.objects.wait(_MOST_WAIT_MS)
    except (OperationalError, InternalError) as failure:
        detail = "Something is being published just now that may have been known then; ask again."
        raise refusals.Refusal("not_settled", detail) from failure


def _to_come(given: str) -> refusals.Refusal:
    if "T" in given:
        return refusals.Refusal("in_the_future", "known_at lies in the future.")
    detail = f"known_at is the end of {given} in UTC, which has not come; give an instant."
    return refusals.Refusal("not_yet", detail)


def _before(began: datetime | None) -> refusals.Refusal:
    shown = serializers.show_moment(began)
    since = f"began at {shown}" if shown else "has not begun"
    return refusals.Refusal(
        "before_ledger", f"Nothing is known of that moment: the ledger {since}."
    )
