"""What the pages of parties and topics show besides their bodies: how their commitments stand."""

from typing import Any

from django.utils import timezone

from tracker.site import pages
from tracker.site.records import related
from tracker.timelines import lookups


def context(page: pages.Page, found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a party, and all that are part of it."""
    around = related.Around(page.language, page.known_at)
    slug = body["slug"]
    day = (page.known_at or timezone.now()).date().isoformat()
    return {
        "verdicts": around.verdicts(holder=slug),
        "commitments": around.listed("commitment", holder=slug),
        "statements": around.listed("statement", party=slug),
        "developments": around.reported("party", found.key, slug),
        "officials": around.listed("official", party=slug, at=day),
        "agreements": around.listed("agreement", party=slug),
        "members": around.listed("party", parent=slug),
    }


def topic_context(page: pages.Page, found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a topic."""
    around = related.Around(page.language, page.known_at)
    slug = body["slug"]
    return {
        "verdicts": around.verdicts(topic=slug),
        "commitments": around.listed("commitment", topic=slug),
        "developments": around.reported("topic", found.key, slug),
        "agreements": around.listed("agreement", topic=slug),
        "meetings": around.listed("meeting", topic=slug),
        "events": around.listed("event", topic=slug),
        "narrower": around.listed("topic", parent=slug),
    }
