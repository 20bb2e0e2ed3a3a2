"""What the tests expect of every answer of a sort."""

from typing import Any

import orjson
from django.http.response import HttpResponseBase

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id", "errors"}


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """Return the problem document that ``response`` is, having checked its form."""
    document: dict[str, Any] = orjson.loads(response.content)
    assert (response.status_code, document["code"]) == (status, code), document
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert document.keys() >= MEMBERS
    assert document["status"] == status
    assert document["request_id"] == response["X-Request-ID"]
    return document


def json(response: Any, status: int = 200) -> Any:
    """Return what the JSON of ``response`` says, having checked its status."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return orjson.loads(response.content)


def slugs(response: Any) -> list[str]:
    """Return the slugs of a page's results, in order."""
    return [result["slug"] for result in json(response)["results"]]


def unchanged(response: HttpResponseBase, etag: str) -> None:
    """Check that ``response`` says that the client's copy is still good."""
    assert (response.status_code, response["ETag"]) == (304, etag)
    assert getattr(response, "content", None) == b""
