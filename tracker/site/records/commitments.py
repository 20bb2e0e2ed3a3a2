"""What the page of a commitment shows besides its body: evidence, and what was searched for it."""

from typing import Any, Final

from django.utils import timezone

from tracker import evidence
from tracker.evidence import found as finding
from tracker.evidence import searched
from tracker.site import pages
from tracker.timelines import current, entries, lookups

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
    sides = {side: _newest(found.key, side) for side in evidence.DIRECTIONS}
    items = finding.items([entry for page in sides.values() for entry in page], body["slug"])
    return {
        "sides": items,
        "counts": evidence.counts(found.key),
        "searched": searched.searched(found.key, body, timezone.now()),
        "unjudged": finding.unjudged(found.key),
    }


def _newest(commitment: int, direction: str) -> list[entries.Entry]:
    """Return the newest evidence in one direction, the undated last."""
    found = []
    for code, rows in evidence.rows(commitment, direction).items():
        column = current.DATES[code]
        newest = rows.exclude(**{column[0]: None}).order_by(f"-{column[0]}", "-pk")
        for key, day, precision in newest.values_list("pk", *column)[:_QUOTES]:
            found.append(((day.toordinal(), current.TYPES.index(code), key), day, precision))
    return sorted(found, reverse=True)[:_QUOTES]
