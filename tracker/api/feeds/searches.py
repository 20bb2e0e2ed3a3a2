"""What a search finds as a feed: the records that match, those that changed last first."""

from typing import Any

import orjson
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.feeds import views
from tracker.api.http import conditional
from tracker.api.records import filter_backend
from tracker.api.search import views as search
from tracker.representations import feed_entries, feeds

_MOST_READ = 2 * views.NEWEST
"""Among so many that match there are mostly enough without developments of old articles."""


class SearchFeed(views.Feed):
    """The records that match and changed last."""

    listing = "/v1/search"
    query_parameters = (filter_backend.WORDS, search.TYPE)

    def get(self, request: Request) -> Response:
        """Return the records that match and changed last as a feed, with words and quotes.

        Developments of old articles are left out.
        """
        words = filter_backend.WORDS.of(request.query_params)
        bodies = _newest(words, search.TYPE.of(request.query_params))
        title = feeds.title("search", {"q": [words]}, {})
        content = self.document(self.feed(bodies, title))
        # A document's text may be read anew without a change in the ledger.
        etag = conditional.digest_etag(request.get_full_path().encode() + content)
        return conditional.answer(request, etag, lambda: Response(content))


@views.as_atom("search")
class SearchAtom(views.AtomMixin, SearchFeed):
    """A search as Atom."""


@views.as_json("search")
class SearchJSON(views.JSONMixin, SearchFeed):
    """A search as JSON Feed."""


def _newest(words: str, types: list[str]) -> list[dict[str, Any]]:
    """Return the records that match as entries, newest change first."""
    entries = models.SearchEntry.objects
    counts = entries.counts(words)
    ranked = entries.ranked(
        words, {code: counts[code] for code in counts if not types or code in types}
    )
    found = entries.filter(pk__in=[key for _, key in ranked])
    newest = found.order_by("-changed_at", "-pk").values_list("type", "pk")[:_MOST_READ]
    keys: dict[str, list[int]] = {}
    for record_type, key in newest:
        keys.setdefault(record_type, []).append(key)
    bodies = [
        orjson.loads(bytes(body))
        for record_type, of_type in keys.items()
        for body in models.records_of(record_type)
        .public()
        .filter(pk__in=of_type)
        .values_list("body", flat=True)
    ]
    news = [body for body in bodies if not body.get("is_backfill")]
    news.sort(key=lambda body: (body["changed_at"], body["url"]), reverse=True)
    return [feed_entries.of_record(body) for body in news[: views.NEWEST]]
