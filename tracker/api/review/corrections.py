"""What was changed or withdrawn after it was published, and why."""

from typing import Any

import orjson
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from tracker import models, serializers
from tracker.api.commitments import tally_serializers
from tracker.api.http import base, pagination, parameters

TYPE = parameters.any_of("type", "Of records of these types alone", list(models.NOUNS))


class CorrectionPagination(pagination.KeysetPagination):
    """Pages of the ledger, the latest first."""

    keys = ("sequence",)
    orderings = ("-sequence", "sequence")
    columns = (
        "sequence",
        "event_type",
        "version",
        "published_at",
        "reason",
        "changed",
        "type",
        "record__slug",
    )


class CorrectionList(base.ListView):
    """Corrections, dismissals, withdrawals, mergers, redactions, and changes with a reason."""

    pagination_class = CorrectionPagination

    query_parameters = (TYPE,)

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the part of the ledger that corrects what stood in it before."""
        types = TYPE.of(self.request.query_params)
        found = models.Revision.objects.corrections()
        return found.filter(type__in=types) if types else found

    @extend_schema(
        operation_id="corrections_list",
        responses=tally_serializers.CorrectionSerializer(many=True),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return what was corrected, with what it said before and the reason."""
        return super().get(request, *args, **kwargs)

    def render(self, row: pagination.Row) -> bytes:
        """Return one entry."""
        sequence, event_type, version, published_at, reason, previous, record_type, slug = row
        return orjson.dumps(
            {
                "sequence": sequence,
                "event_type": event_type,
                "record": {
                    "type": record_type,
                    "slug": slug,
                    "url": serializers.address(record_type, slug),
                },
                "version": version,
                "published_at": serializers.show_moment(published_at),
                "reason": reason,
                "previous": previous,
            }
        )
