"""The form of a body: which fields it has, how they are nested, and of what type each is.

It follows from the serializers alone, so that stored bodies can be told to be of another form.
"""

import inspect
from collections.abc import Mapping
from typing import Any

from drf_spectacular import drainage
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from tracker.serializers import accounts, references

_SAID_OF_A_TYPE = ("type", "format", "$ref")
_NESTED = ("items", "additionalProperties", "allOf", "anyOf", "oneOf")


def form(field: Any) -> Any:
    """Return the form of what a serializer or a field shows, as plain data."""
    if isinstance(field, references.ReferenceField):
        return _of_reference(field)
    described = _described(field)
    if described is not None:
        return _of_schema(described) if isinstance(described, Mapping) else form(described)
    if isinstance(field, serializers.SerializerMethodField):
        return inspect.formatannotation(inspect.signature(_method(field)).return_annotation)
    if isinstance(field, serializers.Serializer):
        shown = {name: inner for name, inner in field.fields.items() if not inner.write_only}
        return {name: form(inner) for name, inner in shown.items()}
    for one in ("child", "child_relation"):
        if (inner := getattr(field, one, None)) is not None:
            return [_type(field), form(inner)]
    return _type(field)


def _described(field: Any) -> Any:
    """Return how OpenAPI is told to describe a field: a schema or another field, or None."""
    is_method = isinstance(field, serializers.SerializerMethodField)
    return drainage.get_override(_method(field) if is_method else field, "field")


def _method(field: Any) -> Any:
    return getattr(field.parent, str(field.method_name))


def _of_reference(field: references.ReferenceField) -> Any:
    """Return the form of a reference, and of what is shown besides."""
    own: Any = OpenApiSerializerFieldExtension.get_match(field)
    schema = own or references.ReferenceSchema(field)  # type: ignore[no-untyped-call]
    shown = _of_schema(schema.map_serializer_field(None, "response"))
    besides = _described(field)
    return shown if besides is None else [shown, _of_schema(besides)]


def _of_schema(schema: Any) -> Any:
    """Return what a schema says of nesting and types; words, limits and codes change no body."""
    if isinstance(schema, list):
        return [_of_schema(inner) for inner in schema]
    if not isinstance(schema, Mapping):
        return schema
    shown = {name: schema[name] for name in _SAID_OF_A_TYPE if name in schema}
    shown |= {name: _of_schema(schema[name]) for name in _NESTED if name in schema}
    if "properties" in schema:
        members = schema["properties"].items()
        shown["properties"] = {name: _of_schema(inner) for name, inner in members}
    return shown


def _type(field: Any) -> str:
    """Return the name of the framework's field that a field is; what ours are called is no form."""
    if isinstance(field, accounts.AccountNameField):
        return field.form
    known = (
        known for known in type(field).__mro__ if known.__module__.startswith("rest_framework")
    )
    return next(known).__name__ + (" or null" if getattr(field, "allow_null", False) else "")
