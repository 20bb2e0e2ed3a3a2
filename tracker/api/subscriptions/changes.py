"""The ledger as a feed: every public change in order, as webhooks deliver it."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models import Q
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import urlencode
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import filters, kinds, models
from tracker.api.http import base, conditional, errors, pagination, parameters, sheets
from tracker.api.records import filter_backend
from tracker.api.subscriptions import change_serializers
from tracker.representations import listings

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 1000
_LARGEST_SEQUENCE = 10**18 - 1
PATTERNS = ["*", *dict.fromkeys(f"{code.split('.')[0]}.*" for code in kinds.EVENT_TYPES)]
PATTERNS += list(kinds.EVENT_TYPES)
AFTER = parameters.integer(
    "after", "The last sequence known", default=0, least=0, most=_LARGEST_SEQUENCE
)
LIMIT = parameters.integer(
    "limit", "How many at most", default=DEFAULT_LIMIT, least=1, most=LARGEST_LIMIT
)
TYPE = parameters.one_of(
    "type",
    "Of records of this type alone; then the filters of its list may be given too",
    list(models.RECORDS),
)
EVENT_TYPE = parameters.any_of(
    "event_type", "Events of these types alone: a code, commitment.* or *", PATTERNS
)


class ChangeViewSet(base.ViewSet):
    """What changed after a place in the ledger."""

    renderer_classes = sheets.RENDERERS

    def get_query_parameters(self) -> tuple[parameters.Parameter[Any], ...]:
        record_type = self.request.query_params.get("type", "") if self.request else ""
        of_type = filter_backend.parameters_of(record_type) if record_type in models.RECORDS else ()
        return (AFTER, LIMIT, TYPE, EVENT_TYPE, *of_type)

    @extend_schema(responses=change_serializers.ChangesSerializer)
    def list(self, request: Request) -> HttpResponseBase:
        """Return the changes after ``after``, gap-free; polled at the head it is a 304.

        With filters, what does not match is left out, and ``last_sequence`` leads past it. A place
        beyond the head is a 409 with the head as ``last_sequence``: the ledger was restored from
        an earlier copy, and what was read of it since is to be read anew.
        """
        query = request.query_params
        after, limit = AFTER.of(query), LIMIT.of(query)
        wanted = _wanted(query)
        head = models.LedgerHead.objects.sequence()
        if after > head:
            raise beyond_head(head, parameter="after")
        etag = conditional.list_etag(request, head)
        return conditional.answer(request, etag, lambda: self._changes(after, limit, wanted, head))

    def _changes(self, after: int, limit: int, wanted: Q, head: int) -> HttpResponseBase:
        # All up to the head is committed: numbers are given in the order of commits.
        known = models.Revision.objects.after(after).filter(wanted, sequence__lte=head)
        rows = list(known.values_list("sequence", "envelope")[: limit + 1])
        page = rows[:limit]
        last = page[-1][0] if len(rows) > limit else max(after, head)
        following = self._address(last, limit) if len(rows) > limit else None
        envelopes = [bytes(row[1]) for row in page]
        response: HttpResponseBase
        if sheets.is_wanted(self.request):
            response = sheets.response(listings.changes(map(orjson.loads, envelopes)), "changes")
        else:
            members = {"next": following, "last_sequence": last}
            response = Response(pagination.joined(envelopes, members))
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response

    def _address(self, after: int, limit: int) -> str:
        query: dict[str, Any] = {"after": after, "limit": limit}
        given = self.request.query_params
        query |= {name: given.getlist(name) for name in given if name not in query}
        return pagination.address(self.request, urlencode(query, doseq=True))


def beyond_head(head: int, **where: str) -> errors.Problem:
    """Return the problem of a sequence that the ledger has not come to, given at ``where``.

    A client that knows it read a ledger that was restored from an earlier copy since.
    """
    detail = f"The ledger has not come so far: its last sequence is {head}."
    wrong = {**where, "code": "beyond_head", "detail": detail}
    return errors.Problem(
        409, "beyond_head", detail, errors=[wrong], members={"last_sequence": head}
    )


def _wanted(query: QueryDict) -> Q:
    """Return the condition on revisions for all that is asked.

    Raises errors.Problem naming what is wrong.
    """
    record_type, patterns = TYPE.of(query), EVENT_TYPE.of(query)
    wanted = Q(event_type__in=matching(patterns)) if patterns else Q()
    if not record_type:
        return wanted
    asked = filter_backend.of(query, record_type)
    # As webhooks see it: a party was part of what it was part of when this was published.
    condition = filters.ledger_condition(record_type, asked, filters.LedgerContext())
    return wanted & Q(type=record_type) & condition


def matching(patterns: Sequence[str]) -> list[str]:
    """Return the event types that any of the patterns covers."""
    return [
        code
        for code in kinds.EVENT_TYPES
        if any(kinds.matches(pattern, code) for pattern in patterns)
    ]
