"""As of when a page is shown: the instant, or the end of the day, that its address names."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from tracker import models, partial_dates
from tracker.site import dates

KNOWN_AT = "known_at"


class InstantRefused(ValueError):  # noqa: N818 - named as what it reports
    """An instant of which nothing can be shown: what is said of it, in words."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(title)
        self.title, self.detail = title, detail


def read(query: Mapping[str, str]) -> datetime | None:
    """Return the instant that ``known_at`` names; None without it. Raises InstantRefused."""
    given = query.get(KNOWN_AT, "")
    return instant(given) if given else None


def instant(given: str) -> datetime:
    """Return the instant that a text names: of a day its last moment in UTC.

    Raises InstantRefused where nothing can be shown of it.
    """
    try:
        moment = partial_dates.last_moment(*partial_dates.parse_instant(given))
    except ValueError:
        raise InstantRefused(
            _("This is no date"),
            _("Write a day as 2026-01-25, or a moment as 2026-01-25T15:00:00Z."),
        ) from None
    clock = models.LedgerHead.objects.clock()
    if moment > max(clock.now, clock.published_at or clock.now):
        raise InstantRefused(
            _("That day is not over yet"),
            _("A day is shown as it was at its end in UTC, so the last one is yesterday."),
        )
    if clock.began_at is None or moment < clock.began_at:
        raise InstantRefused(_("That was before On Record began"), _began(clock.began_at))
    return moment


def _began(began_at: datetime | None) -> str:
    if began_at is None:
        return _("Nothing has been published yet.")
    return _("It began on %(moment)s; of earlier days there is nothing to show.") % {
        "moment": dates.instant(began_at)
    }
