"""Saved searches: how they come about, are confirmed, change, rest and end."""

import secrets
import zoneinfo
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now

from tracker import filters, models
from tracker.digests import consent
from tracker.vocabularies import SearchState

MOST_SEARCHES: Final = 20
BETWEEN_CONFIRMATIONS: Final = timedelta(hours=1)
_SLUG_BYTES = 8


class TooManyError(Exception):
    """The account has as many saved searches as it may have."""


def check(wanted: Mapping[str, Any]) -> None:
    """Raise filters.InvalidSubscription unless a search may ask for this; some may be left out."""
    if "event_types" in wanted:
        filters.check_event_types(wanted["event_types"])
    if "filters" in wanted:
        filters.check_filters(wanted["filters"])
    if "time_zone" in wanted and wanted["time_zone"] not in zoneinfo.available_timezones():
        raise filters.InvalidSubscription("time_zone", "This is no IANA time zone.")


def add(owner: models.Owner, wanted: Mapping[str, Any], now: datetime) -> models.SavedSearch:
    """Create a search, which ``check`` has accepted; it is pending until its address confirms it.

    Raises TooManyError.
    """
    with transaction.atomic():
        type(owner)._default_manager.select_for_update().get(pk=owner.pk)
        if owner.saved_searches.count() >= MOST_SEARCHES:
            raise TooManyError(f"An account has at most {MOST_SEARCHES} saved searches.")
        slug = secrets.token_hex(_SLUG_BYTES)
        return models.SavedSearch.objects.create(
            slug=slug, created_at=now, due_at=now, **models.owned_by(owner), **wanted
        )


def change(search: models.SavedSearch, wanted: Mapping[str, Any], now: datetime) -> None:
    """Change the columns that are given; at another address it has to be confirmed anew."""
    moves = wanted.get("email", search.email) != search.email
    for name, value in wanted.items():
        setattr(search, name, value)
    if moves:
        search.state, search.asked_at = SearchState.PENDING, None
        search.confirmed_at = None
    search.due_at = now if search.state == SearchState.PENDING else search.next_due(now)
    search.save(update_fields=[*wanted, "state", "asked_at", "confirmed_at", "due_at"])


def ask_again(search: models.SavedSearch, now: datetime) -> None:
    """Have the confirmation asked for again.

    Only a confirmation brings mails back to a recipient who unsubscribed, and ``consent`` says
    who may ask for it. Raises models.WrongStateError within an hour, and when it is active.
    """
    if search.state in {SearchState.ACTIVE, SearchState.PAUSED}:
        raise models.WrongStateError("It is confirmed.")
    if search.asked_at is not None and search.asked_at > now - BETWEEN_CONFIRMATIONS:
        raise models.WrongStateError("The confirmation was asked for less than an hour ago.")
    search.state, search.asked_at, search.due_at = SearchState.PENDING, None, now
    search.save(update_fields=["state", "asked_at", "due_at"])


def confirm(search: models.SavedSearch, now: datetime) -> bool:
    """Have mails sent of what happens from now on; return whether the search waited for that."""
    waiting = models.SavedSearch.objects.filter(pk=search.pk, state=SearchState.PENDING)
    is_new = waiting.update(
        state=SearchState.ACTIVE,
        confirmed_at=now,
        last_sequence=models.LedgerHead.objects.sequence(),
        due_at=search.next_due(now),
        failures=0,
    )
    if is_new:
        consent.note_confirmed(search.email)
        followers = models.Follower.objects.filter(saved_searches=search)
        followers.filter(confirmed_at__isnull=True).update(confirmed_at=now)
    return bool(is_new)


def unsubscribe(search: models.SavedSearch, now: datetime) -> None:
    """Send no more mails of this search, as their recipient asks; nor ask for strangers.

    Whoever ends what they follow without an account, and had confirmed, is no stranger to it.
    """
    if search.follower_id is None or search.state == SearchState.PENDING:
        consent.note_unsubscribed(search.email, now)
    models.SavedSearch.objects.filter(pk=search.pk).update(state=SearchState.UNSUBSCRIBED)


def pause(search: models.SavedSearch) -> None:
    """Send no mails until it is resumed; raises models.WrongStateError where none are sent."""
    _turn(search, SearchState.ACTIVE, SearchState.PAUSED)


def resume(search: models.SavedSearch) -> None:
    """Send mails again, the first with what happened meanwhile; as ``pause`` else."""
    _turn(search, SearchState.PAUSED, SearchState.ACTIVE)


def _turn(search: models.SavedSearch, before: SearchState, after: SearchState) -> None:
    if search.state not in {before, after}:
        raise models.WrongStateError(f"It is {search.state}: its address has to confirm it.")
    search.state, search.failures = after, 0
    search.save(update_fields=["state", "failures"])
    models.SavedSearch.objects.filter(pk=search.pk).update(due_at=Now())
