"""Channels in chat that belong to an address: where they may lie, and the code that opens them."""

import base64
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from tracker import models, outgoing, vocabularies
from tracker.outbound import address
from tracker.webhooks import endpoints, rules

HOSTS: Final[Mapping[str, Sequence[str]]] = {
    vocabularies.EndpointFormat.SLACK: ("hooks.slack.com", "hooks.slack-gov.com"),
    vocabularies.EndpointFormat.TEAMS: (
        "*.webhook.office.com",
        "*.logic.azure.com",
        "*.api.powerplatform.com",
    ),
    vocabularies.EndpointFormat.DISCORD: ("discord.com", "discordapp.com", "*.discord.com"),
    # Whoever uses it has a server of their own: the operator names those that are welcome.
    vocabularies.EndpointFormat.MATTERMOST: (),
}
"""Where the webhooks of each service lie; ``CHAT_HOSTS`` adds to all of them."""
_CODE_BYTES: Final = 5
_SALT: Final = "tracker.webhooks.channels"


def check(wanted: Mapping[str, Any]) -> None:
    """Raise rules.InvalidEndpoint unless an address may have a channel with these columns."""
    if wanted["format"] not in HOSTS:
        raise rules.InvalidEndpoint("format", "This is no service of chat.")
    if not is_at_home(wanted["format"], wanted["url"]):
        raise rules.InvalidEndpoint("url", "This is no address of the service's webhooks.")
    rules.check(wanted)


def code(endpoint: models.WebhookEndpoint) -> str:
    """Return what is posted in a channel for its address to enter: as ``ABCD-EFGH``.

    It follows from the channel's own address, so that nothing of it is stored.
    """
    digest = salted_hmac(_SALT, f"{endpoint.slug} {endpoint.url}", algorithm="sha256").digest()
    text = base64.b32encode(digest[:_CODE_BYTES]).decode()
    return f"{text[:4]}-{text[4:]}"


def open_by(endpoint: models.WebhookEndpoint, given: str, now: datetime) -> bool:
    """Have events sent to the channel from now on if the code is right; return whether it is."""
    is_right = hmac.compare_digest(_plain(given), _plain(code(endpoint)))
    if is_right:
        endpoints.activate(endpoint, now)
    return is_right


def _plain(text: str) -> bytes:
    return "".join(each for each in text.upper() if each.isalnum()).encode()


def is_at_home(service: str, url: str) -> bool:
    """Return whether ``url`` lies at the service's hosts, or at those that the operator names."""
    hosts = (*HOSTS[service], *settings.CHAT_HOSTS)
    try:
        host = address.check_url(url, outgoing.policy()).host
    except address.DestinationNotAllowed:
        return False
    return any(host.endswith(each[1:]) if each.startswith("*.") else host == each for each in hosts)
