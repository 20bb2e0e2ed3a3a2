"""Form fields: JSON that can be read and written by hand, checked as the API checks it."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

import functools
import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models as db
from rest_framework import serializers as framework

from tracker import models, serializers


class IndentingEncoder(json.JSONEncoder):
    """JSON with a line for each member."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "indent": 2})


class JSONField(forms.JSONField):
    """JSON in a text area; left empty it is the column's default."""

    def __init__(self, **options: Any) -> None:
        options["encoder"] = IndentingEncoder
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "cols": 60}))
        super().__init__(**options)


OVERRIDES: dict[type[db.Field], dict[str, Any]] = {
    db.JSONField: {"form_class": JSONField},
    db.URLField: {"assume_scheme": "https"},
}
"""How the admin builds form fields for columns."""


def shape(model: Any) -> type[framework.Serializer[Any]] | None:
    """Return the serializer by which the API checks rows of ``model``, or parts of a record."""
    return _shapes().get(model)


@functools.cache
def _shapes() -> dict[Any, type[framework.Serializer[Any]]]:
    found: dict[Any, type[framework.Serializer[Any]]] = {}
    for record_type, model in serializers.SERIALIZERS.items():
        found[models.RECORDS[record_type]] = model
        for field in model().fields.values():
            part: Any = getattr(field, "child", None)
            if isinstance(part, framework.ModelSerializer):
                found[part.Meta.model] = type(part)
    return found


def text_fields(
    serializer: framework.Serializer[Any], model: type[db.Model]
) -> Iterator[tuple[str, Any]]:
    """Yield (column, serializer's field) for what people write freely: texts and JSON."""
    by_column = {
        str(field.source): field for field in serializer.fields.values() if not field.read_only
    }
    for column in model._meta.concrete_fields:
        is_free = isinstance(column, db.CharField | db.TextField | db.JSONField)
        if is_free and not column.choices and column.name in by_column:
            yield column.name, by_column[column.name]


def messages(error: Exception) -> list[str]:
    """Return the sentences of a refusal; those of a serializer each after where it applies."""
    return _sentences(error.detail if isinstance(error, framework.ValidationError) else error)


def _sentences(detail: Any, path: str = "") -> list[str]:
    if isinstance(detail, dict):
        named = {key: "" if key == "non_field_errors" else f"{path}{key}: " for key in detail}
        return [text for key, inner in detail.items() for text in _sentences(inner, named[key])]
    if isinstance(detail, list):
        return [text for inner in detail for text in _sentences(inner, path)]
    return [f"{path}{detail}"]
