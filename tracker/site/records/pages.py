"""The page of one record, of every type: its words, its state, what happened around it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson
from django.utils import timezone

from tracker import serializers
from tracker.site import languages, pages, timelines
from tracker.site.follow import wishes
from tracker.site.past import days, versions
from tracker.site.quoting import kits, sharing
from tracker.site.records import (
    agreements,
    commitments,
    developments,
    documents,
    meetings,
    officials,
    parties,
    sources,
    statements,
)
from tracker.timelines import lookups

Body = dict[str, Any]
Context = dict[str, Any]

_CONTEXTS: Final[Mapping[str, Callable[[pages.Page, lookups.Found, Body], Context]]] = {
    "agreement": agreements.context,
    "commitment": commitments.context,
    "development": developments.context,
    "document": documents.context,
    "event": meetings.event_context,
    "meeting": meetings.context,
    "official": officials.context,
    "party": parties.context,
    "source": sources.context,
    "statement": statements.context,
    "topic": parties.topic_context,
}
"""What the page of a type shows besides the record's body: of a page, the record and its body."""


class RecordPage(pages.Page):
    """A record as it is shown now, or as it was shown at an instant."""

    record_type = ""

    @property
    def template_name(self) -> str:  # type: ignore[override]
        """The template of the type of record."""
        return f"tracker/site/records/{self.record_type}.html"

    def context(self, **named: Any) -> Context:
        found = lookups.find(self.record_type, named["slug"], self.known_at)
        body: Body = orjson.loads(found.body)
        more = _CONTEXTS.get(self.record_type)
        time = versions.time(self.record_type, body["slug"], self.known_at)
        return {
            "body": body,
            "record_type": self.record_type,
            "follow": wishes.of_record(body).box,
            "permalink": permalink(body, time.shown, self.language),
            "time": time,
            "days": days.askable(self.clock),
            "kits": kits.Quotes(body, time.shown, self.language),
            "share": sharing.share(body, self.language, serializers.show_moment(self.known_at)),
            **(more(self, found, body) if more else {}),
            **self._timeline(found, body),
        }

    def _timeline(self, found: lookups.Found, body: Body) -> Context:
        if not timelines.has_one(self.record_type):
            return {}
        before = self.request.GET.get(timelines.OLDER, "")
        asked = timelines.Asked(timezone.now(), self.known_at, before)
        return {"timeline": timelines.around(self.record_type, found, body, asked)}


def permalink(body: Body, shown: str, language: str) -> str:
    """Return the address at which the version that is ``shown`` since then is shown for ever."""
    return f"{languages.page(body['url'], language)}?known_at={shown}"
