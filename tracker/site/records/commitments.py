"""What the page of a commitment shows besides its body: evidence, and what was searched for it."""

from typing import Any, Final

from django.utils import timezone

from tracker import evidence
from tracker.site import pages
from tracker.timelines import lookups, windows

_QUOTES: Final = 5
"""How many pieces of evidence are shown in each direction."""


def context(page: pages.Page, found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a commitment."""
    supporting = [each for each in body["citations"] if each["supports"] in {"", "text"}]
    return {
        "supporting": supporting[:_QUOTES] or body["citations"][:1],
        "speaker": _speaker(body),
        **({} if page.known_at else _evidence(found, body)),
    }


def _speaker(body: dict[str, Any]) -> dict[str, Any]:
    for said in body["made_by"]:
        return {"official": said["official"], "party": said["party"], "name": said["attributed_as"]}
    return {}


def _evidence(found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    window = windows.Window(_QUOTES)
    page = [
        entry
        for direction in evidence.DIRECTIONS
        for entry in windows.taken(evidence.rows(found.key, direction), {}, window)
    ]
    known = evidence.findings(found.key, body, page, timezone.now())
    return {"sides": known.items, "counts": known.counts, "searched": known.searched}
