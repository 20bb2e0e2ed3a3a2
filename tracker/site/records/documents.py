"""What the page of a document shows besides its body: what is quoted of it, and its versions."""

from typing import Any, Final

import orjson

from tracker import models, serializers
from tracker.serializers import quotes
from tracker.site import languages, pages
from tracker.site.records import related
from tracker.timelines import lookups

_COLUMNS: Final = ("number", "fetched_at", "drift", "archive_url")


def context(page: pages.Page, found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a document.

    What is quoted of it is read from rows, which tell the present alone.
    """
    around = related.Around(page.language, page.known_at)
    shared = {
        "written_in": languages.called(body["language"]),
        "changes": around.listed("development", record=body["slug"], record_type="document"),
    }
    return shared if page.known_at else {**shared, **_quoted(around, found.key)}


def _quoted(around: related.Around, key: int) -> dict[str, Any]:
    reports = models.Development.objects.public().exclude(subject=key)
    cited = models.Citation.objects.filter(snapshot__document=key).values("record")
    return {
        "quotes": _quotes(key),
        "developments": around.shown(reports.filter(pk__in=cited), "development"),
        "versions": _versions(key),
    }


def _quotes(key: int) -> list[dict[str, Any]]:
    """Return what records other than developments quote, with what these are, each words once."""
    cited = {(each.record_id, each.exact): each for each in quotes.of_document(key, related.MOST)}
    shown = models.Revision.objects.current().filter(record__in={record for record, _ in cited})
    stored = shown.values_list("record", "body")
    bodies = {record: orjson.loads(bytes(body)) for record, body in stored}
    return [
        {"exact": exact, "state": quote.quote_state, "record": bodies[record]}
        for (record, exact), quote in cited.items()
        if record in bodies
    ]


def _versions(key: int) -> list[dict[str, Any]]:
    """Return the latest versions of the text, and when each was read."""
    rows = models.Snapshot.objects.filter(document=key).order_by("-number").values(*_COLUMNS)
    return [
        {**row, "fetched_at": serializers.show_moment(row["fetched_at"])}
        for row in rows[: related.MOST]
    ]
