"""Addresses that lead nowhere, and which one was probably meant."""

import functools
import re
from collections.abc import Iterator

from django.urls import Resolver404, URLPattern, get_resolver, resolve

from tracker import models, serializers, spelling
from tracker.serializers import search

_SLASHES = re.compile(r"/{2,}")
_LONGEST = 2000
_MOST_ALIKE = 8

Segments = tuple[str, ...]


def meant(path: str) -> str | None:
    """Return the address that ``path`` is but for its slashes; None where there is none."""
    if len(path) > _LONGEST or is_there(path):
        return None
    single = _SLASHES.sub("/", path)
    bare = single.rstrip("/") or "/"
    return next((each for each in (single, bare, f"{bare}/") if is_there(each)), None)


def near(path: str) -> str | None:
    """Return the address that ``path`` is probably a misspelling of; None where none is close."""
    if len(path) > _LONGEST:
        return None
    if is_there(f"/v1{path}"):
        return f"/v1{path}"
    found = _corrected(tuple(path.strip("/").split("/")))
    if found is None or is_there(found):
        return found
    return meant(found)


def near_record(record_type: str, slug: str) -> str | None:
    """Return the address of the public record whose name is closest to a slug that is none's."""
    if record_type not in search.NAMED:
        return None
    folded = search.folded(slug).strip()
    alike = models.NameEntry.objects.suggested(folded, [record_type], _MOST_ALIKE) if folded else []
    keys = [each.record_id for each in alike]
    slugs = {*models.Identity.objects.filter(pk__in=keys).values_list("slug", flat=True)}
    found = spelling.closest(slug, slugs - {slug})
    return serializers.address(record_type, found) if found else None


def is_there(path: str) -> bool:
    """Return whether a view is at this address."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _corrected(given: Segments) -> str | None:
    """Return ``given`` with its words put right one by one, as far as addresses have words."""
    known = [each for each in _known() if len(each) == len(given)]
    found = []
    for place, said in enumerate(given):
        words = {each[place] for each in known if not each[place].startswith("<")}
        word = said if said in words else spelling.closest(said, words)
        known = [each for each in known if each[place] == word or (not word and "<" in each[place])]
        found.append(word or said)
    return "/" + "/".join(found) if known else None


@functools.cache
def _known() -> frozenset[Segments]:
    """Return every address but those of the desk, in segments; ``<`` begins one that varies."""
    return frozenset(tuple(route.split("/")) for route in _routes() if route)


def _routes() -> Iterator[str]:
    for included in get_resolver().url_patterns:
        for pattern in getattr(included, "url_patterns", ()):
            if isinstance(pattern, URLPattern) and not str(included.pattern):
                yield str(pattern.pattern).strip("/")
