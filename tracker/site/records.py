"""The page of one record, of every type: its words, its state, what happened around it."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

import orjson
from django.db.models import QuerySet

from tracker import serializers
from tracker.site import (
    agreements,
    commitments,
    developments,
    documents,
    languages,
    meetings,
    officials,
    pages,
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

    record_type: ClassVar[str]

    @property
    def template_name(self) -> str:  # type: ignore[override]
        """The template of the type of record."""
        return f"tracker/site/records/{self.record_type}.html"

    def context(self, **named: Any) -> Context:
        found = lookups.find(self.record_type, named["slug"], self.known_at)
        body: Body = orjson.loads(found.body)
        more = _CONTEXTS.get(self.record_type)
        return {
            "body": body,
            "record_type": self.record_type,
            "permalink": permalink(body, self.language),
            **(more(self, found, body) if more else {}),
        }


def permalink(body: Body, language: str) -> str:
    """Return the address at which this version of a record is shown for ever."""
    return f"{languages.page(body['url'], language)}?known_at={body['changed_at']}"


def bodies(rows: QuerySet[Any, Any]) -> list[Body]:
    """Return the stored bodies of rows."""
    return [orjson.loads(bytes(body)) for body in rows.values_list("body", flat=True)]


def page_of(record_type: str) -> type[RecordPage]:
    """Return the view of the page of a type of record."""
    name = f"{record_type.capitalize()}Page"
    return type(name, (RecordPage,), {"record_type": record_type, "__doc__": RecordPage.__doc__})


PAGES: Final = {record_type: page_of(record_type) for record_type in serializers.PLURALS}
"""The view of each type of record."""
