"""The addresses of answers: absolute, and with the instant for which the answer holds."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from tracker.model_context import answers, instants

_API: Final = "/v1"


def page(url: str, instant: instants.Instant) -> str:
    """Return the address of the page of a record of which ``url`` is that of its JSON."""
    return f"{settings.PUBLIC_URL}{_path(url)}?{instant.query}"


def json_url(url: str, instant: instants.Instant) -> str:
    """Return the address of a record's JSON."""
    return f"{settings.PUBLIC_URL}{_API}{_path(url)}?{instant.query}"


def absolute(url: str) -> str:
    """Return an address that may be relative to this service as an absolute one."""
    return settings.PUBLIC_URL + url if url.startswith("/") else url


def reference(shown: Mapping[str, Any], instant: instants.Instant) -> answers.Reference:
    """Return a reference of a body as answers have it."""
    return answers.Reference(
        type=shown["type"],
        slug=shown["slug"],
        title=shown["title"],
        page=page(shown["url"], instant),
    )


def references(
    shown: list[Mapping[str, Any]], instant: instants.Instant
) -> list[answers.Reference]:
    """Return several references."""
    return [reference(each, instant) for each in shown]


def _path(url: str) -> str:
    # Events have absolute addresses, bodies relative ones.
    return url.removeprefix(settings.PUBLIC_URL).removeprefix(_API)
