"""As of when a page is shown: the instant, or the end of the day, that its address names."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from tracker.site import dates
from tracker.timelines import instants


class InstantRefused(ValueError):  # noqa: N818 - named as what it reports
    """An instant of which nothing can be shown: what is said of it, in words."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(title)
        self.title, self.detail = title, detail


def read(query: Mapping[str, str]) -> datetime | None:
    """Return the instant that ``known_at`` names; None without it. Raises InstantRefused."""
    given = query.get(instants.NAME, "")
    return instant(given) if given else None


def instant(given: str) -> datetime:
    """Return the instant that a text names: of a day its last moment in UTC.

    Raises InstantRefused where nothing can be shown of it.
    """
    try:
        return instants.instant(given)
    except instants.InstantRefused as refused:
        raise InstantRefused(*_said(refused)) from refused


def _said(refused: instants.InstantRefused) -> tuple[str, str]:
    """Return a title and a sentence for why nothing can be shown."""
    if refused.code == "not_yet":
        detail = _("A day is shown as it was at its end in UTC, so the last one is yesterday.")
        return _("That day is not over yet"), detail
    if refused.code == "before_ledger":
        return _("That was before On Record began"), _began(refused.began_at)
    if refused.code == "not_settled":
        return _("Something is being published just now"), _("Ask again in a moment.")
    detail = _("Write a day as 2026-01-25, or a moment as 2026-01-25T15:00:00Z.")
    return _("This is no date"), detail


def _began(began_at: datetime | None) -> str:
    if began_at is None:
        return _("Nothing has been published yet.")
    return _("It began on %(moment)s; of earlier days there is nothing to show.") % {
        "moment": dates.instant(began_at)
    }
