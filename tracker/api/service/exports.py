"""The bulk files of the latest export, and what is in them."""

import orjson
from django.conf import settings
from django.http import FileResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import exporting
from tracker.api.http import base, conditional, errors, renderers
from tracker.api.service import serializers
from tracker.serializers import references


class ResourceConverter:
    """The plural of a type of record in an address."""

    regex = "|".join(references.PLURALS.values())

    def to_python(self, value: str) -> str:
        """Return the plural."""
        return value

    def to_url(self, value: str) -> str:
        """Return the plural."""
        return value


class FormatConverter(ResourceConverter):
    """The format of a bulk file in an address."""

    regex = "|".join(exporting.FORMATS)


class ExportDetail(base.View):
    """The manifest of the latest export."""

    @extend_schema(responses=serializers.ExportSerializer)
    def get(self, request: Request) -> Response:
        """Return which files there are, their digests and sizes, and as of which sequence."""
        manifest = exporting.read_manifest(settings.EXPORT_DIR)
        if manifest is None:
            raise _no_export()
        content = orjson.dumps(serializers.ExportSerializer(manifest).data)
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))


class ExportFile(base.View):
    """One file of the latest export."""

    renderer_classes = (renderers.ArchiveRenderer,)

    @extend_schema(
        operation_id="exports_file_retrieve",
        responses={(200, renderers.ArchiveRenderer.media_type): bytes},
    )
    def get(self, request: Request, resource: str, form: str) -> HttpResponseBase:
        """Return the file, compressed; its entity tag is its SHA-256."""
        found = exporting.open_file(settings.EXPORT_DIR, f"{resource}.{form}.gz")
        if found is None:
            raise _no_export()
        entry, content = found
        response = FileResponse(
            content,
            as_attachment=True,
            filename=entry["name"],
            content_type=renderers.ArchiveRenderer.media_type,
        )
        answered = conditional.answer(request, f'"{entry["sha256"]}"', lambda: response)
        if answered is not response:
            response.close()
        return answered


def _no_export() -> errors.Problem:
    return errors.Problem(404, "not_found", "There is no export yet.")
