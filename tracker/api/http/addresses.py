"""Addresses that lead nowhere, and which one was probably meant."""

import re

from django.urls import Resolver404, resolve

_SLASHES = re.compile(r"/{2,}")
_LONGEST = 2000


def meant(path: str) -> str | None:
    """Return the address that ``path`` is but for its slashes; None where there is none."""
    if len(path) > _LONGEST or _is_there(path):
        return None
    single = _SLASHES.sub("/", path)
    bare = single.rstrip("/") or "/"
    return next((each for each in (single, bare, f"{bare}/") if _is_there(each)), None)


def _is_there(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
