"""What was changed or withdrawn after it was published, and why."""

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from tracker import models
from tracker.api.http import base, pagination, parameters
from tracker.api.review import serializers

TYPE = parameters.any_of("type", "Of records of these types alone", list(models.RECORDS))
_COLUMNS = (
    "event_type",
    "version",
    "published_at",
    "reason",
    "changed",
    "record__type",
    "record__slug",
)


class CorrectionPagination(pagination.KeysetPagination):
    """Pages of the ledger, the latest first."""

    keys = ("sequence",)
    orderings = ("-sequence", "sequence")


def rows(types: list[str]) -> QuerySet[models.Revision]:
    """Return the part of the ledger that corrects what stood in it before, of some types or all."""
    found = models.Revision.objects.corrections()
    return found.filter(type__in=types) if types else found


class CorrectionViewSet(base.ViewSet):
    """Corrections, dismissals, withdrawals, mergers, redactions, and changes with a reason."""

    pagination_class = CorrectionPagination
    query_parameters = (TYPE,)

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the part of the ledger that corrects what stood in it before."""
        return rows(TYPE.of(self.request.query_params)).select_related("record").only(*_COLUMNS)

    @extend_schema(responses=serializers.CorrectionSerializer(many=True))
    def list(self, request: Request) -> HttpResponseBase:
        """Return what was corrected, with what it said before and the reason."""
        return self.paged(self.get_queryset(), serializers.CorrectionSerializer)
