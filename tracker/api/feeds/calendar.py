"""Meetings and deadlines as a calendar that a diary subscribes to."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import filters
from tracker.api.http import base, conditional, parameters, renderers
from tracker.api.records import filter_backend
from tracker.representations import calendar_records

TYPE = parameters.any_of("type", "Of what", calendar_records.TYPES)


class Calendar(base.View):
    """Meetings, and the deadlines of commitments and agreements."""

    renderer_classes = (renderers.CalendarRenderer,)
    query_parameters = (
        TYPE,
        *(
            filter_backend.parameter(calendar_records.parameters_of(name)[0])
            for name in calendar_records.NAMES
        ),
    )

    @extend_schema(
        operation_id="calendar_retrieve",
        responses={(200, renderers.CalendarRenderer.media_type): str},
    )
    def get(self, request: Request) -> Response:
        """Return meetings and deadlines as iCalendar; a filter leaves out what it cannot fit."""
        query = request.query_params
        wanted = TYPE.of(query) or list(calendar_records.TYPES)
        asked = {name: query.getlist(name) for name in query if name != "type"}
        _check(asked)
        etag = conditional.ledger_etag(request)
        return conditional.answer(
            request, etag, lambda: Response(calendar_records.calendar(wanted, asked))
        )


def _check(asked: calendar_records.Asked) -> None:
    """Raise errors.Problem naming each parameter whose values it cannot have."""
    wrong = []
    for name, values in asked.items():
        try:
            for parameter in calendar_records.parameters_of(name):
                parameter.checked(values)
        except filters.UnknownValue as error:
            wrong.append((name, str(error)))
    if wrong:
        raise parameters.invalid(wrong)
