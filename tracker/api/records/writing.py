"""What every change of a record has in common: its headers, who makes it and why, its answer."""

from typing import Final

from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.http import conditional, errors
from tracker.serializers import cleaning

REASON: Final = OpenApiParameter(
    "X-Change-Reason", str, OpenApiParameter.HEADER, description="Why; shown in public"
)
NEEDED_REASON: Final = OpenApiParameter(
    "X-Change-Reason",
    {"type": "string", "pattern": r"\S"},
    OpenApiParameter.HEADER,
    required=True,
    description="Why; shown in public, at the record's address too",
)
IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^(\*|(W/)?"[!#-~]*"(, *(W/)?"[!#-~]*")*)$'},
    OpenApiParameter.HEADER,
    required=True,
    description='The ETag of the version that is changed, or "*"',
)
_LONGEST_REASON: Final = 1000


def actor(request: Request) -> str:
    """Return the name of the account that makes the request, which the ledger keeps."""
    return str(request.user.get_username())


def change_reason(request: Request) -> str:
    """Return why a change is made, as ``X-Change-Reason`` says in UTF-8; '' without it.

    Raises errors.Problem where it is too long, or no text.
    """
    header = request.headers.get("X-Change-Reason", "")
    try:
        # WSGI hands bytes on as if they were Latin-1.
        reason = cleaning.clean(header.encode("latin-1").decode("utf-8"))
    except (UnicodeError, exceptions.ValidationError) as error:
        detail = "X-Change-Reason is no text in UTF-8."
        raise errors.Problem(400, "invalid_reason", detail) from error
    if len(reason) > _LONGEST_REASON:
        detail = f"X-Change-Reason has at most {_LONGEST_REASON} characters."
        raise errors.Problem(400, "invalid_reason", detail)
    return reason


def stored(row: models.Record, status: int = 200) -> Response:
    """Return the answer that is the stored body of ``row``, with its entity tag."""
    rows = models.records_of(row.RECORD_TYPE.value).filter(pk=row.pk)
    version, body = rows.values_list("version", "body").get()
    return Response(bytes(body), status, headers={"ETag": conditional.record_etag(version)})
