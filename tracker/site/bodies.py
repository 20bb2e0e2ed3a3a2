"""Bodies of records as pages show them: read from rows, called by their name in this language."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.db.models import QuerySet

from tracker.site import languages

Body = Mapping[str, Any]


def of(rows: QuerySet[Any, Any]) -> list[dict[str, Any]]:
    """Return the stored bodies of rows."""
    return [orjson.loads(bytes(body)) for body in rows.values_list("body", flat=True)]


def heading(body: Body) -> str:
    """Return what a record is called in this language."""
    language = languages.current()
    translated = (body.get("translations") or {}).get(language, {})
    for field in ("short_title", "title", "name"):
        if body.get(field):
            return str(translated.get(field) or body[field])
    return str(body.get("text") or body["slug"])
