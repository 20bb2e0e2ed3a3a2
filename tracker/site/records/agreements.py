"""What the page of an agreement shows besides its body: what was done to it, what rests on it."""

from typing import Any

from tracker.site import pages
from tracker.site.records import related
from tracker.timelines import lookups


def context(page: pages.Page, _found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside an agreement."""
    around = related.Around(page.language, page.known_at)
    slug = body["slug"]
    dated = sorted(body["actions"], key=lambda action: action["action_date"] or "", reverse=True)
    return {
        "parties": related.cut(body["parties"]),
        "actions": related.cut(dated),
        "commitments": around.listed("commitment", agreement=slug),
        "statements": around.listed("statement", agreement=slug),
        "developments": around.listed("development", record=slug, record_type="agreement"),
    }
