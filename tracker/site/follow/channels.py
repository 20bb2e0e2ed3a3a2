"""Channels in chat on the page of an address: added, opened by a code, rested and ended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker import models, vocabularies
from tracker.site.follow import forms, limits
from tracker.webhooks import channels, endpoints, pinging, rules

TOLD: Final = {
    "channel": gettext_lazy("That is no address of a webhook of this service."),
    "channels": gettext_lazy("An address has at most five channels: end one of them first."),
    "code": gettext_lazy("That is not the code that was posted in the channel."),
    "often": gettext_lazy("That was tried too often. Try again in an hour."),
}


@dataclass(frozen=True)
class Channel:
    """A channel as its address sees it, with how the last attempt to post there ended."""

    endpoint: models.WebhookEndpoint
    last: models.Attempt | None


def shown(follower: models.Follower) -> list[Channel]:
    """Return the channels of an address."""
    attempts = models.Attempt.objects.order_by("-attempted_at", "-pk")
    return [
        Channel(endpoint, attempts.filter(delivery__endpoint=endpoint).first())
        for endpoint in follower.webhook_endpoints.order_by("pk")
    ]


def form(
    follower: models.Follower,
    searches: Sequence[models.SavedSearch],
    given: QueryDict | None = None,
) -> forms.ChannelForm:
    """Return the form by which a channel is added."""
    choices = [(search.slug, search.title) for search in searches]
    return forms.ChannelForm(given, searches=choices, initial={"language": follower.language})


def _add(follower: models.Follower, given: QueryDict) -> str:
    """Add a channel, and have its code posted there."""
    searches = {search.slug: search for search in follower.saved_searches.all()}
    entered = form(follower, list(searches.values()), given)
    if not entered.is_valid():
        return "entry"
    if not limits.may_post(follower):
        return "often"
    wanted = {**entered.cleaned_data}
    search = searches[wanted.pop("search")]
    wanted |= {"event_types": search.event_types, "filters": search.filters}
    wanted |= {"description": search.title}
    now = timezone.now()
    try:
        # A name takes its time to be resolved, and no transaction waits for that.
        channels.check(wanted)
        with transaction.atomic():
            endpoint, _secret = endpoints.add(follower, wanted, now)
            pinging.challenge(endpoint, now)
    except rules.InvalidEndpoint:
        return "channel"
    except endpoints.TooManyError:
        return "channels"
    return ""


def _open(follower: models.Follower, given: QueryDict) -> str:
    endpoint = _endpoint(follower, given)
    if not limits.may_guess(endpoint):
        return "often"
    return "" if channels.open_by(endpoint, given.get("code", ""), timezone.now()) else "code"


def _post_again(follower: models.Follower, given: QueryDict) -> str:
    endpoint = _endpoint(follower, given)
    if endpoint.state != vocabularies.EndpointState.PENDING:
        return "state"
    if not limits.may_post(follower):
        return "often"
    pinging.challenge(endpoint, timezone.now())
    return ""


def _pause(follower: models.Follower, given: QueryDict) -> str:
    endpoints.pause(_endpoint(follower, given))
    return ""


def _resume(follower: models.Follower, given: QueryDict) -> str:
    endpoints.resume(_endpoint(follower, given))
    return ""


def _end(follower: models.Follower, given: QueryDict) -> str:
    endpoints.delete(_endpoint(follower, given))
    return ""


def _endpoint(follower: models.Follower, given: QueryDict) -> models.WebhookEndpoint:
    found = follower.webhook_endpoints.filter(slug=given.get("channel", "")).first()
    if found is None:
        raise models.WrongStateError("There is no such channel any more.")
    return found


ACTS: Final[Mapping[str, Callable[[models.Follower, QueryDict], str]]] = {
    "add-channel": _add,
    "open-channel": _open,
    "post-again": _post_again,
    "pause-channel": _pause,
    "resume-channel": _resume,
    "end-channel": _end,
}
