"""The media types of answers: every renderer passes on bytes that are made already."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework import renderers


class BodyRenderer(renderers.BaseRenderer):
    """JSON; what is bytes already, as every stored body is, passes through."""

    media_type = "application/json"
    format = "json"
    charset: str | None = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        del accepted_media_type, renderer_context
        if isinstance(data, bytes):
            return data
        return b"" if data is None else orjson.dumps(data)


class SpreadsheetRenderer(BodyRenderer):
    """A table for spreadsheets."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"


class LinkedDataRenderer(BodyRenderer):
    """JSON-LD in the words of schema.org."""

    media_type = "application/ld+json"
    format = "jsonld"


class AtomRenderer(BodyRenderer):
    """An Atom feed."""

    media_type = "application/atom+xml"
    format = "atom"
    charset = "utf-8"


class XMLRenderer(AtomRenderer):
    """An Atom feed, for who knows it as XML only."""

    media_type = "application/xml"


class JSONFeedRenderer(BodyRenderer):
    """A JSON Feed."""

    media_type = "application/feed+json"
    format = "jsonfeed"


class CalendarRenderer(BodyRenderer):
    """A calendar."""

    media_type = "text/calendar"
    format = "ics"
    charset = "utf-8"


class ArchiveRenderer(BodyRenderer):
    """A compressed file."""

    media_type = "application/gzip"
    format = "gz"
