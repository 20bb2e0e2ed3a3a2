"""Which representation a client gets: what it accepts most, or what ``format`` names."""

from collections.abc import Iterable
from typing import Any

from django.http.request import MediaType
from rest_framework import exceptions, negotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

_MOST_CHARACTERS = 8192
_MOST_RANGES = 64


class Negotiation(negotiation.DefaultContentNegotiation):
    """Chooses by quality, then by how exactly a representation is named, then our own order."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer and its media type.

        Raises rest_framework.exceptions.NotAcceptable where the client accepts none of them.
        """
        del format_suffix
        offered = list(renderers)
        for renderer in offered:
            if renderer.format == request.query_params.get("format"):
                return renderer, str(renderer.media_type)
        accepted = ranges(request.headers.get("Accept", ""))
        wanted = [(wish(accepted, str(renderer.media_type)), renderer) for renderer in offered]
        best = max(wished for wished, _ in wanted)
        if not best[0]:
            raise exceptions.NotAcceptable(available_renderers=offered)
        renderer = next(renderer for wished, renderer in wanted if wished == best)
        return renderer, str(renderer.media_type)


def ranges(header: str) -> list[Any]:
    """Return the media ranges that a client accepts; without any it accepts all."""
    if len(header) > _MOST_CHARACTERS:
        return []
    tokens = [token for token in header.split(",")[:_MOST_RANGES] if token.strip()]
    return [given for token in tokens for given in _range(token)] or [MediaType("*/*")]


def _range(token: str) -> list[Any]:
    """Return the media range that ``token`` names, or nothing where it names none."""
    try:
        return [MediaType(token)]
    except ValueError:
        return []


def wish(accepted: list[Any], media_type: str) -> tuple[float, int]:
    """Return how much a media type is wanted, from 0 to 1, and how exactly it is named.

    The most exact range decides. Parameters other than the quality are overlooked.
    """
    main, _, sub = media_type.partition("/")
    fitting = [
        (_exactness(given), given.quality)
        for given in accepted
        if given.main_type.lower() in {"*", main} and given.sub_type.lower() in {"*", sub}
    ]
    exactness, quality = max(fitting, default=(0, 0))
    return quality, exactness


def _exactness(given: Any) -> int:
    return sum(part != "*" for part in (given.main_type, given.sub_type))
