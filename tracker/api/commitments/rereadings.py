"""Reading stored articles again for a commitment: asked for here, done by the workers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as framework
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api.http import base
from tracker.api.records import lookup, writing
from tracker.serializers import decisions, fields

_WRITE = frozenset({vocabularies.Scope.WRITE})


class RereadingRequestSerializer(fields.StrictSerializer):
    """Which stored articles are to be read again."""

    since = decisions.DayField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Those published since this day, and undated ones that came since; null: all",
    )


class RereadingSerializer(framework.Serializer[Any]):
    """How far a rereading has come."""

    slug = framework.CharField()
    url = framework.CharField(help_text="Where to ask again")
    commitment = framework.CharField(allow_null=True, help_text="Relative address; null: for all")
    since = framework.DateField(allow_null=True)
    documents = framework.IntegerField(help_text="How many articles are to be read")
    documents_read = framework.IntegerField(help_text="How many have been read so far")
    documents_failed = framework.IntegerField(
        help_text="How many of them could not be read, and were passed over"
    )
    developments = framework.IntegerField(help_text="How many were found that were not known")
    requested_at = framework.DateTimeField()
    finished_at = framework.DateTimeField(allow_null=True, help_text="Null while it goes on")


class Rereading(base.View):
    """Stored articles, read again for one commitment."""

    required_scopes = {"POST": _WRITE}

    @extend_schema(
        operation_id="commitments_reread",
        request=RereadingRequestSerializer,
        responses={202: RereadingSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Have stored articles read again for this commitment, after its terms have changed.

        What is known already is not announced again; of what is found, that which happened more
        than a week ago is marked as backfill. One under way for the same articles goes on.
        """
        given = RereadingRequestSerializer(data=self.body())
        given.is_valid(raise_exception=True)
        found = lookup.find("commitment", slug, "/reread")
        commitment = models.Commitment.objects.select_related("record").get(pk=found.key)
        since = given.validated_data["since"]
        row = models.Rereading.objects.request(writing.actor(request), since, commitment)
        shown = _shown(row)
        return Response(shown, status=202, headers={"Location": shown["url"]})


class RereadingDetail(base.View):
    """A rereading, for editors."""

    lookup_field = "slug"
    required_scopes = {"GET": _WRITE}

    @extend_schema(operation_id="rereadings_retrieve", responses=RereadingSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Return how far it has come."""
        del request
        rows = models.Rereading.objects.select_related("commitment__record")
        row = rows.filter(slug=slug).first()
        if row is None:
            raise lookup.not_found()
        headers = {} if row.finished_at else {"Retry-After": "1"}
        return Response(_shown(row), headers=headers)


def _shown(row: models.Rereading) -> dict[str, Any]:
    commitment = row.commitment
    return {
        "slug": row.slug,
        "url": f"/v1/rereadings/{row.slug}",
        "commitment": serializers.address("commitment", commitment.slug) if commitment else None,
        "since": row.since.isoformat() if row.since else None,
        "documents": row.documents,
        "documents_read": row.documents_read,
        "documents_failed": row.documents_failed,
        "developments": row.developments,
        "requested_at": serializers.show_moment(row.requested_at),
        "finished_at": serializers.show_moment(row.finished_at),
    }
