"""Spreadsheets as answers: files with a name, sent while they are made."""

from collections.abc import Iterable
from typing import Final

from django.http import StreamingHttpResponse
from rest_framework.request import Request

from tracker.api.http import renderers

RENDERERS: Final = (renderers.BodyRenderer, renderers.SpreadsheetRenderer)
"""What answers with a list of its own can be had in: JSON, or a spreadsheet."""
_CONTENT_TYPE: Final = f"{renderers.SpreadsheetRenderer.media_type}; charset=utf-8; header=present"


def is_wanted(request: Request) -> bool:
    """Return whether the client gets a spreadsheet."""
    return bool(request.accepted_media_type == renderers.SpreadsheetRenderer.media_type)


def response(lines: Iterable[bytes], name: str) -> StreamingHttpResponse:
    """Return the lines of a spreadsheet as a file of this name."""
    return StreamingHttpResponse(
        lines,
        content_type=_CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
