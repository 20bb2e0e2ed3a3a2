"""What the page of an official shows besides the body: offices, words, commitments, meetings."""

from typing import Any

from tracker.site import pages
from tracker.site.records import related
from tracker.timelines import lookups


def context(page: pages.Page, found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside an official."""
    around = related.Around(page.language, page.known_at)
    slug = body["slug"]
    return {
        "offices": related.cut(sorted(body["tenures"], key=_since, reverse=True)),
        "statements": around.listed("statement", speaker=slug),
        "commitments": around.listed("commitment", official=slug),
        "developments": around.reported("official", found.key, slug),
        "meetings": around.listed("meeting", official=slug),
    }


def _since(tenure: dict[str, Any]) -> tuple[bool, str]:
    """Return what puts an office in order: those still held last, then by their beginning."""
    return tenure["end_date"] is None, tenure["start_date"] or ""
