"""The OpenAPI document: made from the same tables as the views, with every error in it."""

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers
from tracker.api.http import authentication, base, conditional, errors
from tracker.api.openapi import components, problems, samples, webhooks
from tracker.api.records import asof, heads, representation_schema
from tracker.serializers import bodies, citations, references, submissions

_TEXTS: Final = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))
_PROBLEM: Final = {
    "description": _TEXTS["problem"],
    "content": {errors.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_TAGS: Final[Mapping[str, str]] = _TEXTS["tags"]
"""The parts of the document in the order in which a reader needs them."""
_FILED: Final[Mapping[str, str]] = {
    "suggest": "search",
    "rereadings": "commitments",
    "submissions": "documents",
    "deliveries": "webhook-endpoints",
    "developments.atom": "feeds",
    "developments.json": "feeds",
    "corrections.atom": "feeds",
    "corrections.json": "feeds",
    "search.atom": "feeds",
    "search.json": "feeds",
    "calendar.ics": "feeds",
    "event-types": "vocabularies",
    **dict.fromkeys(("me", "status", "livez", "readyz", "metrics"), "service"),
}
"""Under which part addresses stand that have none of their own."""
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Whatever is repeated under one key within 24 hours is done once",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": r"^[^\u0000-\u001f\u007f]+$",
    },
}
_REFERENCE: dict[str, Any] = {
    **references.ReferenceSchema(None).map_serializer_field(None, "response"),  # type: ignore[no-untyped-call]
    "description": "Another record",
}
_BLANK = {"type": "string", "maxLength": 0}
_ROUTED = {"list", "create", "retrieve", "partial_update", "destroy"}
_SOMETIMES_ABSENT = {"Group", "Watch", "ProblemError", "ChangeData", "Suggestion", "Count", "Tally"}


class BodySchema(AutoSchema):
    """Describes views whose answers are stored bodies."""

    def get_operation_id(self) -> str:
        """Return the operation's id: the path's words and what is done.

        A POST to an action of a viewset is what the path's last word says.
        """
        action = getattr(self.view, "action", None)
        if action in _ROUTED or action is None:
            return super().get_operation_id().replace("-", "_")
        words = [word.replace("-", "_") for word in self._tokenize_path()]
        done = {"GET": ["list" if self._is_list_view() else "retrieve"]}
        return "_".join([*words, *done.get(self.method, ())])

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            self.resolve_serializer(problems.ProblemSerializer, "response")
            if self.method == "POST":
                operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
            view: Any = self.view
            if self.method == "GET":
                asked = (*view.get_query_parameters(), *view.get_format_parameters())
                described = [each.described for each in asked]
                operation["parameters"] = [*operation.get("parameters", ()), *described]
                representation_schema.describe(operation, self.path, self.view.get_renderers())
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
            operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
        return operation

    def get_tags(self) -> list[str]:
        first = super().get_tags()[0]
        return [_FILED.get(first, first)]

    def get_description(self) -> str:  # type: ignore[override]
        """Return what the operation does, and on which records."""
        record_type = getattr(self.view, "record_type", "")
        about = f"{serializers.PLURALS[record_type].capitalize()}. " if record_type else ""
        return about + str(super().get_description())

    def get_examples(self) -> list[Any]:
        """Return an example of what may be sent."""
        record_type = getattr(self.view, "record_type", "")
        sample = samples.of(self.method, self.path, record_type)
        return [OpenApiExample("entered", dict(sample), request_only=True)] if sample else []


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tokens, in the OpenAPI document."""

    target_class = authentication.TokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A token: orec_…"}

    def get_security_requirement(self, auto_schema: Any) -> Any:
        """Return whether the operation needs a token, and the scopes of which it needs one."""
        wanted = authentication.required_scopes(auto_schema.view, auto_schema.method)
        if not wanted:
            return [{}, {self.name: []}]
        return [{self.name: [scope.value]} for scope in sorted(wanted)]


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Return the document with its problems, saying that answers have all their fields and no more.

    A hook of drf-spectacular, which would require of an answer only what it requires of a request,
    and leave it open whether a request may have fields that we do not know.
    """
    result["components"]["responses"] = {"Problem": _PROBLEM, **webhooks.ANSWERS}
    result["tags"] = [{"name": name, "description": about} for name, about in _TAGS.items()]
    schemas = result["components"]["schemas"] = _tidied(result["components"]["schemas"])
    schemas |= {name: _without_blanks(schemas[name]) for name in schemas if _is_answer(name)}
    for name, described in schemas.items():
        is_whole = _is_answer(name) and name not in _SOMETIMES_ABSENT
        if is_whole and "properties" in described:
            described["required"] = list(described["properties"])
        if name.endswith("Request") and "properties" in described:
            described["additionalProperties"] = False
    schemas["Development"]["required"].remove(bodies.EXPLANATION)
    _add_what_is_asked(schemas)
    needed = {name: list(others) for name, others in submissions.NEEDED_WITH.items()}
    schemas["SubmissionRequest"]["dependentRequired"] = needed
    schemas |= {"Reference": _REFERENCE, "QuotedDocument": citations.QUOTED_DOCUMENT}
    schemas |= representation_schema.COMPONENTS
    shared = components.shared(result)
    shared["webhooks"] = webhooks.entries()
    shared["components"]["parameters"] |= webhooks.header_parameters()
    shared["components"]["schemas"] |= webhooks.DATA
    shared["components"]["schemas"]["Change"]["examples"] = webhooks.sent()
    return shared


def _add_what_is_asked(schemas: dict[str, Any]) -> None:
    """Describe what pages and bodies say besides where times or heads of lists are asked for."""
    for record_type in models.RECORDS:
        name = record_type.capitalize()
        of_page, of_body = asof.described_members(record_type)
        schemas[f"Paginated{name}List"]["properties"] |= of_page
        schemas[name]["properties"] |= {**heads.described(record_type), **of_body}


def _tidied(value: Any) -> Any:
    """Return part of the document with each reference to a record named, and no type said twice."""
    if isinstance(value, list):
        return [_tidied(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value == citations.QUOTED_DOCUMENT:
        return {"$ref": "#/components/schemas/QuotedDocument"}
    if value.get("required") == _REFERENCE["required"]:
        reference = {"$ref": "#/components/schemas/Reference"}
        return {"oneOf": [reference, {"type": "null"}]} if "null" in value["type"] else reference
    tidied = {key: _tidied(inner) for key, inner in value.items() if key != "x-spec-enum-id"}
    if _BLANK in tidied.get("oneOf", ()):
        # A blank is an address too for clients that read "format" as a remark.
        tidied["anyOf"] = tidied.pop("oneOf")
    if isinstance(tidied.get("type"), list):
        tidied["type"] = list(dict.fromkeys(tidied["type"]))
    return tidied


def _is_answer(name: str) -> bool:
    return not name.endswith("Request") and not name.startswith("Paginated")


def _without_blanks(value: Any) -> Any:
    """Return part of an answer, in which null stands where a request may have a blank too."""
    if isinstance(value, list):
        return [_without_blanks(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    shown = {key: _without_blanks(inner) for key, inner in value.items()}
    if "" in shown.get("enum", ()):
        shown["enum"] = [code for code in shown["enum"] if code != ""]
    if _BLANK in shown.get("anyOf", ()):
        (filled,) = (each for each in shown.pop("anyOf") if each != _BLANK)
        shown = {**filled, **shown}
    return shown


class Schema(base.View):
    """The OpenAPI document itself."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Return the document as JSON."""
        content = _document()
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))


@functools.cache
def _document() -> bytes:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    return orjson.dumps(generator.get_schema(request=None, public=True))  # type: ignore[no-untyped-call]
