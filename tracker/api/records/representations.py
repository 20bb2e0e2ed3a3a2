"""A record or a page of records in what the client accepts: JSON, a spreadsheet, linked data."""

import functools
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from tracker import serializers
from tracker.api.http import conditional, parameters, renderers, sheets
from tracker.api.records import asof, filter_backend, sparse_fields
from tracker.representations import linked_data, spreadsheets
from tracker.timelines import lookups

MOST_ROWS = 10_000
"""How many rows a spreadsheet has at most; ``Link`` leads to those beyond."""
_CHUNK = 500


@functools.cache
def renderers_of(record_type: str, *, is_list: bool) -> tuple[BaseRenderer, ...]:
    """Return in what a record, or a list of such records, can be had; JSON first."""
    offered: list[BaseRenderer] = [renderers.BodyRenderer()]
    if is_list:
        offered.append(renderers.SpreadsheetRenderer())
    if record_type in linked_data.DESCRIBED:
        offered.append(renderers.LinkedDataRenderer())
    return tuple(offered)


@functools.cache
def parameters_of(record_type: str, *, is_list: bool) -> tuple[parameters.Parameter[Any], ...]:
    """Return the parameters of a list, pages apart, or of one record."""
    times = asof.parameters_of_list if is_list else asof.parameters_of_one
    filters = filter_backend.parameters_of(record_type)
    return (
        *((filter_backend.NARROWING_WORDS, *filters) if is_list else ()),
        *times(record_type),
        *sparse_fields.parameters_of(record_type),
    )


def record_etag(request: Request, version: int, fields: sparse_fields.SparseFields) -> str:
    """Return the entity tag of a record in the representation that ``request`` gets.

    As JSON and whole it is the record's own, which writes compare.
    """
    if fields.has_others:
        return conditional.ledger_etag(request)
    own = conditional.record_etag(version)
    if fields.is_whole and not is_linked_data(request):
        return own
    form = f"{fields}\n{request.accepted_media_type}".encode()
    return f'{own[:-1]}.{conditional.digest_etag(form)[1:17]}"'


def record(
    request: Request,
    found: lookups.Found,
    fields: sparse_fields.SparseFields,
    known_at: datetime | None = None,
) -> bytes:
    """Return the bytes of one record as it was found.

    With ``known_at`` what it refers to is shown as it was then.
    """
    if is_linked_data(request):
        return orjson.dumps(linked_data.document(settings.PUBLIC_URL, orjson.loads(found.body)))
    return fields.applied([found.body], [found.key], known_at)[0]


def linked_page(request: Request, bodies: Sequence[bytes]) -> bytes:
    """Return the bytes of a page of records as linked data."""
    parsed = map(orjson.loads, bodies)
    return orjson.dumps(linked_data.listing(settings.PUBLIC_URL, parsed, request.get_full_path()))


def spreadsheet(
    record_type: str,
    rows: QuerySet[Any, Any],
    keys: Sequence[int],
    fields: sparse_fields.SparseFields,
    shown: Callable[[bytes], bytes] = bytes,
) -> StreamingHttpResponse:
    """Return the records with these keys as a spreadsheet that is sent while it is read.

    ``rows`` are all that may be shown: what is withdrawn meanwhile is left out. ``shown`` makes
    of a stored body the one that is asked for.
    """
    columns = spreadsheets.columns(record_type, fields.keeps)
    lines = spreadsheets.lines(columns, _read(rows, keys, shown), settings.PUBLIC_URL)
    return sheets.response(lines, serializers.PLURALS[record_type])


def is_linked_data(request: Request) -> bool:
    """Return whether the client gets JSON-LD."""
    return bool(request.accepted_media_type == renderers.LinkedDataRenderer.media_type)


def _read(
    rows: QuerySet[Any, Any], keys: Sequence[int], shown: Callable[[bytes], bytes]
) -> Iterator[dict[str, Any]]:
    """Yield the parsed bodies in the order of ``keys``, a bounded number in memory at a time."""
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        found = dict(rows.filter(pk__in=chunk).values_list("pk", "body"))
        yield from (orjson.loads(shown(bytes(found[key]))) for key in chunk if key in found)
