"""What the page of a source shows besides its body: how fresh it is, and what it edited."""

from typing import Any, Final

from django.utils import timezone

from tracker import models
from tracker.flagging import sources as flagged
from tracker.site import languages, pages
from tracker.site.records import related
from tracker.timelines import lookups

_EDITS: Final = (flagged.CHANGED, flagged.QUOTE_LOST, flagged.UNAVAILABLE)


def context(page: pages.Page, found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a source."""
    around = related.Around(page.language, page.known_at)
    slug = body["slug"]
    return {
        "spoken": languages.called(body["language"]),
        "documents": around.listed("document", source=slug),
        "edits": _edits(around, found.key, slug),
        **({} if page.known_at else _freshness(found.key)),
    }


def _edits(around: related.Around, key: int, slug: str) -> related.Listed:
    """Return what was told of texts that the source changed or took away."""
    if around.known_at is not None:
        return around.listed("development", source=slug, record_type="document")
    # Not by what is quoted: of a text that is not public there may be nothing to quote.
    rows = models.Development.objects.public().filter(
        kind__in=_EDITS, subject__document__source=key
    )
    return around.shown(rows, "development", source=slug, record_type="document")


def _freshness(key: int) -> dict[str, Any]:
    """Return when a source that is polled was last read, and whether it has gone silent."""
    rows = models.Polling.objects.filter(source=key)
    polled = rows.values("last_success_at", "last_new_at", "paused_at").first()
    silent = models.Source.objects.silent(timezone.now()).filter(pk=key)
    return {"polled": polled, "is_silent": silent.exists()}
