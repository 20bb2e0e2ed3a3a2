"""What addresses follow without an account: a saved search of their own, once they confirm it.

Whoever enters an address may be a stranger to it, and learns nothing of what it follows.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker import models
from tracker.digests import searches
from tracker.vocabularies import SearchState


def follow(email: str, wanted: Mapping[str, Any], now: datetime) -> models.SavedSearch | None:
    """Have ``email`` be asked whether it wants ``wanted``, columns that ``check`` has accepted.

    What it follows already is left as it is, and what it no longer wanted is asked for again.
    None where it follows as much as an address may.
    """
    with transaction.atomic():
        follower = models.Follower.objects.lock(email, wanted["language"], now)
        known = follower.saved_searches.filter(
            event_types=wanted["event_types"], filters=wanted["filters"]
        ).first()
        if known is None:
            return _add(follower, wanted, now)
        _want_again(known, now)
        return known


def follow_at_once(
    follower: models.Follower, wanted: Mapping[str, Any], now: datetime
) -> models.SavedSearch | None:
    """Have a follower be mailed ``wanted`` from now on: they came by their managing link."""
    search = follow(follower.email, wanted, now)
    if search is not None:
        searches.confirm(search, now)
    return search


def confirm(search: models.SavedSearch, now: datetime) -> None:
    """Have a search be mailed, as whoever has its managing link says, also after it was ended."""
    _want_again(search, now)
    searches.confirm(search, now)


def leave(follower: models.Follower) -> None:
    """Forget the address with all that it follows."""
    follower.delete()


def end_links(follower: models.Follower) -> None:
    """Have every managing link that was sent so far be none, and a new one begin."""
    follower.link_number += 1
    follower.save(update_fields=["link_number"])


def forget_abandoned(now: datetime) -> int:
    """Delete what was never confirmed in time, and return how many addresses were forgotten."""
    models.SavedSearch.objects.filter(
        follower__isnull=False,
        confirmed_at__isnull=True,
        created_at__lt=now - models.UNCONFIRMED_FOR,
    ).delete()
    abandoned = models.Follower.objects.abandoned(now).filter(saved_searches__isnull=True)
    return abandoned.delete()[1].get("tracker.Follower", 0)


def _want_again(search: models.SavedSearch, now: datetime) -> None:
    """Have what was ended wait for a confirmation once more."""
    if search.state == SearchState.UNSUBSCRIBED:
        search.state, search.asked_at, search.due_at = SearchState.PENDING, None, now
        search.save(update_fields=["state", "asked_at", "due_at"])


def _add(
    follower: models.Follower, wanted: Mapping[str, Any], now: datetime
) -> models.SavedSearch | None:
    """Add a search; where there is no room, in the place of one that nobody has confirmed."""
    columns = {**wanted, "email": follower.email}
    try:
        return searches.add(follower, columns, now)
    except searches.TooManyError:
        unconfirmed = follower.saved_searches.filter(confirmed_at__isnull=True).first()
        if unconfirmed is None:
            return None
        unconfirmed.delete()
    return searches.add(follower, columns, now)
