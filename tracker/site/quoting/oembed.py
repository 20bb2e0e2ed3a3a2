"""oEmbed: what a site has to put into its page to show a card of the record at an address."""

from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from tracker import serializers
from tracker.site import bodies, instants, languages
from tracker.site.past import versions
from tracker.site.quoting import sharing
from tracker.timelines import lookups

_WIDTH: Final = 600
_HEIGHT: Final = 280
_LEAST: Final = 120
_ABSENT: Final = (
    *(lookups.NeverPublicError, lookups.WithdrawnError, lookups.MergedError),
    instants.InstantRefused,
)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Return the card of the record whose page is at ``url``: 404 without one, 501 not as JSON."""
    if request.GET.get("format", "json") != "json":
        return _refused(501, "Only JSON is offered.")
    asked = _asked(request.GET.get("url", ""))
    if asked is None:
        return _refused(404, "There is no page of a record at this url.")
    try:
        with translation.override(asked[2]):
            answer = _rich(request, *asked)
    except _ABSENT:
        return _refused(404, "There is no public record at this url.")
    return _open(JsonResponse(answer))


def _rich(
    request: HttpRequest, record_type: str, slug: str, language: str, query: dict[str, str]
) -> dict[str, Any]:
    known_at = instants.read(query)
    body = orjson.loads(lookups.find(record_type, slug, known_at).body)
    shown = versions.time(record_type, slug, known_at).shown
    card = languages.page(f"/v1/embed/{serializers.PLURALS[record_type]}/{slug}", language)
    # A card is of the words that were there when it was put into a page, and says if they changed.
    address = f"{settings.PUBLIC_URL}{card}?known_at={shown}"
    width = _bounded(request.GET.get("maxwidth", ""), _WIDTH)
    height = _bounded(request.GET.get("maxheight", ""), _HEIGHT)
    title = bodies.heading(body)
    said = [sharing.said_by(body, citation) for citation in body.get("citations", ())[:1]]
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        **({"author_name": said[0]} if any(said) else {}),
        "provider_name": "On Record",
        "provider_url": settings.PUBLIC_URL,
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame(address, title, width, height),
    }


def frame(address: str, title: str, width: int = _WIDTH, height: int = _HEIGHT) -> str:
    """Return the HTML that shows a card."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}"'
        ' frameborder="0" loading="lazy"></iframe>',
        address,
        width,
        height,
        title,
    )


def _asked(url: str) -> tuple[str, str, str, dict[str, str]] | None:
    """Return the type, slug, language and query of the page at an address of ours; else None."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    is_ours = f"{parts.scheme}://{parts.netloc}" == settings.PUBLIC_URL
    if not is_ours or match.url_name not in serializers.PLURALS:
        return None
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    language = match.kwargs.get("language", languages.DEFAULT)
    return match.url_name, match.kwargs["slug"], language, query


def _bounded(given: str, own: int) -> int:
    """Return a measure that is at most what is given, and enough to show anything."""
    is_number = given.isdecimal() and len(given) < len("100000")
    return max(_LEAST, min(int(given), own)) if is_number else own


def _refused(status: int, why: str) -> HttpResponse:
    return _open(JsonResponse({"error": why}, status=status))


def _open(response: HttpResponse) -> HttpResponse:
    """Let pages of every site read an answer, and caches keep it for an hour."""
    response["Access-Control-Allow-Origin"] = "*"
    is_found = response.status_code == HTTPStatus.OK
    response["Cache-Control"] = "public, max-age=3600" if is_found else "no-cache"
    return response
