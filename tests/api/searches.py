"""What a search finds, as its tests compare it."""

from typing import Any

from django.test import Client

from tests.api import expect


def found(client: Client, query: str) -> list[tuple[str, str]]:
    """Return (type, slug) of what a search finds, in order."""
    results = expect.json(client.get(f"/v1/search?{query}"))["results"]
    return [(result["type"], result["slug"]) for result in results]


def excerpts(client: Client, query: str) -> list[Any]:
    """Return the excerpts of what a search finds, in order."""
    results = expect.json(client.get(f"/v1/search?{query}"))["results"]
    return [result["excerpt"] for result in results]


def suggested(client: Client, query: str) -> list[str]:
    """Return the slugs of what is suggested, in order."""
    return expect.slugs(client.get(f"/v1/suggest?{query}"))
