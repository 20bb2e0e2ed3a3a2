"""What the page of a statement shows besides its body: who spoke, and where it was flagged."""

from typing import Any

from tracker import models
from tracker.site import pages
from tracker.site.records import related
from tracker.timelines import lookups


def context(page: pages.Page, _found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a statement."""
    around = related.Around(page.language, page.known_at)
    told = body["slug"].removeprefix(models.SAID_IN)
    is_told = told != body["slug"]
    return {
        "relations": related.cut(body["relations"]),
        "developments": around.listed("development", ids=told) if is_told else None,
    }
