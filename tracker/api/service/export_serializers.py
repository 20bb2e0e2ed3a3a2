"""How the manifest of the bulk files is described in the OpenAPI document."""

from typing import Any

from rest_framework import serializers as framework

from tracker import exporting


class ExportFileSerializer(framework.Serializer[Any]):
    """One bulk file; digest and size are of the compressed file."""

    resource = framework.CharField()
    format = framework.ChoiceField(choices=exporting.FORMATS)
    name = framework.CharField()
    sha256 = framework.CharField()
    bytes = framework.IntegerField()
    rows = framework.IntegerField()
    url = framework.URLField()


class ExportSerializer(framework.Serializer[Any]):
    """What the latest export holds."""

    schema = framework.IntegerField(help_text="Of this manifest")
    body_schema = framework.IntegerField(help_text="Of the records")
    generated_at = framework.DateTimeField()
    last_sequence = framework.IntegerField(help_text="Of the ledger; go on from it at /v1/changes")
    licence = framework.CharField(help_text="As SPDX names it")
    rights = framework.CharField()
    files = ExportFileSerializer(many=True)
