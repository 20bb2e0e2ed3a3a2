"""What the page of a commitment shows besides its body: evidence, and what was searched for it."""

from typing import Any, Final

from tracker.evidence import heads, searched
from tracker.site import pages
from tracker.timelines import lookups

_QUOTES: Final = 5
"""How many pieces of evidence are shown in each direction."""
MOST_COUNTED: Final = 99
"""So many are counted; beyond it is said that there are more."""
MOST_READ: Final = 999
"""Of so many readings of articles, the last, it is said what was searched."""


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
    return {
        "evidence": heads.of_commitment(found.key, body["slug"], _QUOTES, MOST_COUNTED),
        "searched": searched.briefly(found.key, body, MOST_READ),
    }
