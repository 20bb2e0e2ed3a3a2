"""What the pages of meetings and events show besides their bodies: when, who, what was said."""

from typing import Any

from tracker.site import dates, pages
from tracker.site.records import related
from tracker.timelines import lookups


def context(page: pages.Page, _found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a meeting."""
    around = related.Around(page.language, page.known_at)
    slug = body["slug"]
    return {
        "starts": _clock(body["starts_at"], body["time_zone"]),
        "ends": _clock(body["ends_at"], body["time_zone"]),
        "participants": related.cut(body["participants"]),
        "parties": related.cut(body["parties"]),
        "statements": around.listed("statement", meeting=slug),
        "commitments": around.listed("commitment", meeting=slug),
        "developments": around.listed("development", record=slug, record_type="meeting"),
    }


def event_context(page: pages.Page, _found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside an event."""
    around = related.Around(page.language, page.known_at)
    return {
        "relations": related.cut(body["relations"]),
        "parties": related.cut(body["parties"]),
        "developments": around.listed("development", record=body["slug"], record_type="event"),
    }


def _clock(moment: str | None, zone: str) -> str:
    """Return a moment in words by the clocks of its place; '' where no more than a day is known."""
    return dates.local(moment, zone) if moment and "T" in moment else ""
