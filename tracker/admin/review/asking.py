"""Which list of the queue is asked for, to what it is narrowed, and what every page shows of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from tracker import kinds, models, vocabularies
from tracker.admin.review import pages
from tracker.reviewing import queue

_LISTINGS: Final = {
    queue.Listing.WAITING: "Waiting",
    queue.Listing.REPORTS: "Reports, not judged",
    queue.Listing.PUBLIC: "Public already",
}
_TEXTS: Final = (("party", "Party"), ("commitment", "Commitment"), ("source", "Source"))
_FILTERS: Final = [each.name for each in fields(queue.Filters)]


@dataclass(frozen=True)
class Asked:
    """What a person asks of the queue, as addresses have it."""

    listing: queue.Listing
    filters: queue.Filters

    @property
    def is_whole(self) -> bool:
        """Whether it is all that waits."""
        return self.listing is queue.Listing.WAITING and self.filters == queue.Filters()

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        filters = {name: value for name, value in asdict(self.filters).items() if value}
        is_first = self.listing is queue.Listing.WAITING
        given = filters if is_first else {"list": self.listing.value, **filters}
        return f"?{urlencode(given)}" if given else ""

    def address(self, key: int | None) -> str:
        """Return the address of a flag, or of the list where there is none."""
        page = reverse("admin:review_flag", args=[key]) if key else reverse("admin:review")
        return page + self.query


def asked(given: Mapping[str, str]) -> Asked:
    """Return what the end of an address asks for; what it does not know it passes over."""
    named = {each.value: each for each in queue.Listing}
    listing = named.get(given.get("list", ""), queue.Listing.WAITING)
    filters = {name: given.get(name, "").strip().replace("\0", "") for name in _FILTERS}
    return Asked(listing, queue.Filters(**filters))


def context(
    site: AdminSite, request: HttpRequest, wanted: Asked, entries: list[queue.Entry]
) -> dict[str, Any]:
    """Return what every page of the queue shows."""
    account: Any = request.user
    now = timezone.now()
    held = list(models.HeldDecision.objects.of(account))
    return {
        **site.each_context(request),
        "title": "Review",
        "asked": wanted,
        "listings": [
            (label, Asked(each, queue.Filters()).address(None), each is wanted.listing)
            for each, label in _LISTINGS.items()
        ],
        "texts": [(name, label, getattr(wanted.filters, name)) for name, label in _TEXTS],
        "waiting": _number(wanted, entries),
        "kinds": [(kind.code, kind.english) for kind in kinds.KINDS.values()],
        "tiers": vocabularies.SourceTier.choices(),
        "held": [(one, pages.seconds_left(one, now)) for one in held if not one.refusal],
        "refused": [one for one in held if one.refusal],
        "may_change": account.has_perm("tracker.change_development"),
    }


def _number(wanted: Asked, entries: list[queue.Entry]) -> str:
    """Return how many flags wait, counted up to a limit."""
    count = sum(len(entry.flags) for entry in entries)
    if not wanted.is_whole:
        count = queue.count(queue.Listing.WAITING)
    return str(count) if count < queue.MOST_LISTED else f"{queue.MOST_LISTED} or more"
