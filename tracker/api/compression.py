"""Compression of answers on their way, where they are not compressed already."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware

from tracker.api import renderers


class CompressionMiddleware(GZipMiddleware):
    """Compresses long answers; a bulk file is passed on as it is, so that its digest holds."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Return the answer, compressed where that helps."""
        if response.get("Content-Type") == renderers.ArchiveRenderer.media_type:
            return response
        return super().process_response(request, response)
