"""Answers that need not be sent again: entity tags, and for how long who may keep what."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers

R = TypeVar("R", bound=HttpResponseBase)

_FORM = 2
"""Of lists: another number where they say the same in another way than before."""
FOR_EVERYONE = "public, max-age=0, s-maxage=60"
_FOR_ONE = "private, no-cache"


def record_etag(version: int) -> str:
    """Return the entity tag of a record's body in this version."""
    return f'"v{version}.{serializers.SCHEMA}"'


def list_etag(request: Request, head: object) -> str:
    """Return the entity tag of what ``request`` asks of the ledger as it stands at ``head``.

    It differs by query, representation and audience.
    """
    audience = request.auth.allowed_role if isinstance(request.auth, models.Token) else "everyone"
    parts = (
        serializers.SCHEMA,
        _FORM,
        head,
        request.get_full_path(),
        request.accepted_media_type,
        audience,
    )
    return digest_etag("\n".join(map(str, parts)).encode())


def digest_etag(content: bytes) -> str:
    """Return an entity tag that is the digest of ``content``."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def ledger_etag(request: Request) -> str:
    """Return the entity tag of what changes with the ledger only."""
    return list_etag(request, models.LedgerHead.objects.sequence())


def is_known(request: Request, etag: str) -> bool:
    """Return whether the client names ``etag`` among those that it has.

    Comparison is weak, as compression on the way makes entity tags weak.
    """
    return etag in _known(request)


def not_modified(etag: str) -> Response:
    """Return the answer to a client that has what ``etag`` names."""
    return Response(status=304, headers={"ETag": etag})


def answer(request: Request, etag: str, response: Callable[[], R]) -> R | Response:
    """Return ``response()`` under ``etag``, or 304 without calling it where the client has that."""
    if _known(request) & {etag, "*"}:
        return not_modified(etag)
    answered = response()
    answered["ETag"] = etag
    return answered


def _known(request: Request) -> set[str]:
    given = request.headers.get("If-None-Match")
    return {tag.removeprefix("W/") for tag in parse_etags(given)} if given else set()


def limit_caching(request: Request, response: HttpResponseBase) -> None:
    """Say on ``response`` who may keep it: everyone for a minute what anyone may see."""
    if not response.has_header("Cache-Control"):
        is_for_everyone = request.method in {"GET", "HEAD"} and request.auth is None
        response["Cache-Control"] = FOR_EVERYONE if is_for_everyone else _FOR_ONE
    patch_vary_headers(response, ["Accept", "Authorization"])
