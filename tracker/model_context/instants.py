"""For which instant an answer holds: the one asked for, or that of the last publication."""

from dataclasses import dataclass
from datetime import datetime

from tracker import models, serializers
from tracker.model_context import refusals
from tracker.timelines import instants


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
        return f"{instants.NAME}={self.shown}"


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
        return instants.instant(given)
    except instants.InstantRefused as refused:
        raise refusals.Refusal(refused.code, str(refused)) from None


def of(moment: datetime | None) -> Instant:
    """Return the instant of an answer for ``moment``, which is read; None is the present."""
    return present() if moment is None else Instant(moment, serializers.show_moment(moment) or "")
