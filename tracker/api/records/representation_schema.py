"""How the OpenAPI document describes answers in other forms than the whole bodies as JSON."""

from typing import Any

from tracker.api.http import renderers
from tracker.api.records import sparse_fields

COMPONENTS: dict[str, Any] = {
    "Selection": {
        "type": "object",
        "description": "Part of a record, with fields or omit",
        "required": list(sparse_fields.ALWAYS),
        "properties": {name: {"type": "string"} for name in sparse_fields.ALWAYS},
    },
    "LinkedData": {
        "type": "object",
        "description": "JSON-LD in the words of schema.org",
        "required": ["@context", "@id", "@type"],
        "properties": {
            "@context": {"type": "object"},
            "@id": {"type": "string", "format": "uri"},
            "@type": {"type": "string"},
        },
    },
}
_OTHER: dict[str, dict[str, Any]] = {
    renderers.SpreadsheetRenderer.media_type: {"type": "string"},
    renderers.LinkedDataRenderer.media_type: {"$ref": "#/components/schemas/LinkedData"},
}


def selectable(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a body of which parts alone can be asked for."""
    return {"anyOf": [schema, {"$ref": "#/components/schemas/Selection"}]}


def describe(operation: dict[str, Any], path: str, offered: list[Any]) -> None:
    """Have ``operation`` describe each representation of its answer; a list's JSON it does."""
    content = operation["responses"].get("200", {}).get("content", {})
    for renderer in offered:
        if renderer.media_type in _OTHER and renderer.media_type in content:
            content[renderer.media_type]["schema"] = _OTHER[renderer.media_type]
    body = content.get(renderers.BodyRenderer.media_type, {})
    has_parts = any(one["name"] == "fields" for one in operation["parameters"])
    if has_parts and "{" in path:
        body["schema"] = selectable(body["schema"])
