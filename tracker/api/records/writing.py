"""Creating, changing, deleting, restoring, merging records: HTTP around ``tracker.editing``."""

from typing import Any, ClassVar, Final

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import editing, models, recording, serializers, vocabularies
from tracker.api.http import base, conditional, errors
from tracker.api.records import locking, lookup, views
from tracker.api.records import serializers as shapes
from tracker.serializers import decisions, fields

EDITABLE: Final = frozenset(models.NOUNS) - {"document", "development"}
"""The types of record that editors create, merge and delete; documents they only change."""

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
_WRITE: Final = frozenset({vocabularies.Scope.WRITE})


class EditableList(views.RecordList):
    """A list to which editors add."""

    posted_status: ClassVar[int] = 201
    required_scopes = {"POST": _WRITE}

    @extend_schema(parameters=[REASON])
    def post(self, request: Request) -> Response:
        """Create a record; its slug is made of its title where none is given."""
        with recording.change(actor(request), change_reason(request)) as change:
            row = editing.create(change, self.record_type, self.body())
        response = stored(row, 201)
        response["Location"] = serializers.address(self.record_type, row.slug)
        return response


class ChangeableDetail(views.RecordDetail):
    """A record that editors change."""

    required_scopes = {"PATCH": _WRITE}

    @extend_schema(parameters=[IF_MATCH, REASON])
    def patch(self, request: Request, slug: str) -> Response:
        """Change the fields that are given; lists are replaced whole."""
        with recording.change(actor(request), change_reason(request)) as change:
            row = locking.locked(request, self.record_type, slug)
            editing.update(change, row, self.body())
        return stored(row)


class EditableDetail(ChangeableDetail):
    """A record that editors change and delete."""

    required_scopes = {"PATCH": _WRITE, "DELETE": _WRITE}

    @extend_schema(parameters=[IF_MATCH, NEEDED_REASON])
    def delete(self, request: Request, slug: str) -> Response:
        """Withdraw the record: its address answers 410 from now on, its history stays.

        What other records refer to is in use and is not deleted (409 `in_use`, with the first of
        them in `used_by`). What is withdrawn can be restored.
        """
        reason = change_reason(request)
        if not reason:
            detail = "A withdrawal needs X-Change-Reason: its address tells why from then on."
            raise errors.Problem(400, "reason_required", detail)
        with recording.change(actor(request), reason, is_withdrawing=True) as change:
            row = locking.locked(request, self.record_type, slug)
            editing.delete(change, row, timezone.now())
        return Response(status=204)


class Restoration(base.View):
    """A record that was withdrawn, and is to be public again."""

    record_type: ClassVar[str] = ""
    posted_status: ClassVar[int] = 200
    required_scopes = {"POST": _WRITE}

    def get_serializer_class(self) -> Any:
        """Return what describes the record."""
        return shapes.PUBLISHED[self.record_type]

    @extend_schema(request=decisions.RestorationSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Show a withdrawn record again, at its address and as it was; all who were told are told.

        A merged record stays merged, and what refers to withdrawn records waits for these (409).
        """
        given = decisions.RestorationSerializer(data=self.body())
        given.is_valid(raise_exception=True)
        with recording.change(actor(request), given.validated_data["reason"]) as change:
            row = locking.lock(self.record_type, slug)
            if row is None or not models.Revision.objects.filter(record=row.pk).exists():
                raise lookup.not_found()
            editing.restore(change, row)
        return stored(row)


class Merger(base.View):
    """A record that turned out to be another."""

    record_type: ClassVar[str] = ""
    posted_status: ClassVar[int] = 200
    required_scopes = {"POST": _WRITE}

    def get_serializer_class(self) -> Any:
        """Return what describes the record that is left."""
        return shapes.PUBLISHED[self.record_type]

    @extend_schema(
        request=decisions.MergerSerializer,
        parameters=[IF_MATCH, REASON],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Withdraw this record in favour of another, to which its address leads from now on.

        Its name is among the other one's `other_names` from then on, and what referred to it, its
        parts and its citations go to the other; verdicts stay where they were given.
        """
        given = decisions.MergerSerializer(data=self.body())
        given.is_valid(raise_exception=True)
        reason = change_reason(request)
        with recording.change(actor(request), reason, is_withdrawing=True) as change:
            named = {slug, given.validated_data["into"]}
            rows = {name: locking.lock(self.record_type, name) for name in sorted(named)}
            row = locking.locked(request, self.record_type, slug)
            into = rows[given.validated_data["into"]]
            if into is None or not into.is_public:
                detail = f"There is no {self.record_type} with this slug."
                raise exceptions.ValidationError({"into": detail}, code="does_not_exist")
            editing.merge(change, row, into, timezone.now())
        response = stored(into)
        response["Content-Location"] = serializers.address(self.record_type, into.slug)
        return response


def is_read(request: Request) -> bool:
    """Return whether the request changes nothing."""
    return request.method in {"GET", "HEAD"}


def actor(request: Request) -> str:
    """Return how the ledger names whoever makes the request."""
    return str(request.user.get_username())


def change_reason(request: Request) -> str:
    """Return why a change is made, as ``X-Change-Reason`` says in UTF-8; '' without it.

    Raises errors.Problem where it is too long, or no text.
    """
    header = request.headers.get("X-Change-Reason", "")
    try:
        # WSGI hands bytes on as if they were Latin-1.
        reason = fields.clean(header.encode("latin-1").decode("utf-8"))
    except (UnicodeError, exceptions.ValidationError) as error:
        detail = "X-Change-Reason is no text in UTF-8."
        raise errors.Problem(400, "invalid_reason", detail) from error
    if len(reason) > _LONGEST_REASON:
        detail = f"X-Change-Reason has at most {_LONGEST_REASON} characters."
        raise errors.Problem(400, "invalid_reason", detail)
    return reason


def stored(row: models.Noun, status: int = 200) -> Response:
    """Return the answer that is the stored body of ``row``, with its entity tag."""
    rows = models.records_of(row.RECORD_TYPE.value).filter(pk=row.pk)
    version, body = rows.values_list("version", "body").get()
    return Response(bytes(body), status, headers={"ETag": conditional.record_etag(version)})
