"""Every answer that is an error: RFC 9457 problem documents for DRF, Django and the database."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.encoding import escape_uri_path
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions

from tracker import editing, models, reviewing, serializers
from tracker.api.http import addresses, retries
from tracker.digests import searches
from tracker.serializers import bounded
from tracker.webhooks import endpoints

MEDIA_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = "5"
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_UNIQUE_VIOLATION: Final = "23505"
_QUERY_CANCELED: Final = "57014"
_CUT: Final = f"Only the first {bounded.MOST_ERRORS} errors are told."
_NON_FIELD: Final = "non_field_errors"
# RFC 9110's names, where Python gave up the older ones in 3.13.
_TITLES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}


class Problem(exceptions.APIException):
    """An answer other than what was asked for.

    ``errors`` are objects with ``code``, ``detail`` and a ``pointer`` into the body or the name
    of a ``parameter``; beyond a hundred it says that there are more. ``members`` extend the
    document.
    """

    def __init__(  # noqa: PLR0913 - a problem document says all this
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Iterable[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        found = list(itertools.islice(errors, bounded.MOST_ERRORS + 1))
        is_cut = len(found) > bounded.MOST_ERRORS
        super().__init__(f"{detail} {_CUT}" if is_cut else detail, code)
        self.status_code = status
        self.code = code
        self.errors = found[: bounded.MOST_ERRORS]
        self.headers = dict(headers or {})
        self.members = dict(members or {})


def title(status: int) -> str:
    """Return what a status is called, the same whichever Python tells it."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the problem document that answers ``request``."""
    document = {
        "type": "about:blank",
        "title": title(problem.status_code),
        "status": problem.status_code,
        "detail": str(problem.detail),
        "instance": escape_uri_path(request.path),
        "code": problem.code,
        "request_id": getattr(request, "request_id", None),
        "errors": problem.errors,
        **problem.members,
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(
        orjson.dumps(document),
        status=problem.status_code,
        content_type=MEDIA_TYPE,
        headers=headers,
    )


def problem_response(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the answer to an exception that a view raised; None where it is our own mistake."""
    problem, request = _problem(exception), context["request"]
    if problem is None:
        return None
    if problem.code == _NOT_FOUND.code:
        problem = _no_record(context["view"], context["kwargs"].get("slug", "")) or problem
    if problem.status_code == HTTPStatus.PERMANENT_REDIRECT and request.method not in _READING:
        problem = _unwritten(problem)
    return respond(request, problem)


def _no_record(view: Any, slug: str) -> Problem | None:
    """Return the problem of a slug that no record has, naming the record that may be meant."""
    record_type = getattr(view, "record_type", "")
    meant = addresses.near_record(record_type, slug) if slug else None
    return nowhere(meant) if meant else None


def _unwritten(moved: Problem) -> Problem:
    """Return the refusal of a write to a record that was merged: it is meant for none unseen."""
    detail = f"{moved.detail}. Fetch that, and write to it."
    return Problem(409, moved.code, detail, members={"merged_into": moved.headers["Location"]})


def unavailable(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Return the answer where the database is away or too slow; None for another exception."""
    problem = _of_database(exception)
    is_away = problem is not None and problem.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    return respond(request, problem) if problem is not None and is_away else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself refuses, such as an unknown Host."""
    return respond(request, _problem(exception) or Problem(400, "bad_request", "Bad request."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself does not allow."""
    del exception
    return respond(request, _FORBIDDEN)


@csrf_exempt
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere: lead on from one with a slash too many or too few.

    308 keeps method and body, but many clients send no body on: what writes is told where to.
    """
    del exception
    meant = addresses.meant(request.path_info)
    if meant is None or request.method not in {"GET", "HEAD"}:
        return respond(request, nowhere(meant or addresses.near(request.path_info)))
    query = request.META.get("QUERY_STRING", "")
    location = escape_uri_path(meant) + (f"?{query}" if query else "")
    return HttpResponse(status=308, headers={"Location": location})


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a mistake of ours; what it was is in the log, under the request's id."""
    return respond(request, Problem(500, "internal_error", "Something went wrong on our side."))


def nowhere(meant: str | None) -> Problem:
    """Return the problem of an address that leads nowhere, and the one that may be meant."""
    guess = f" Did you mean {meant}?" if meant else ""
    return Problem(404, "not_found", f"There is nothing at this address.{guess}")


_NOT_FOUND: Final = nowhere(None)
UNKNOWN_HOST: Final = Problem(
    400, "unknown_host", "The service is not known by this name; ALLOWED_HOSTS lists its names."
)
_FORBIDDEN: Final = Problem(403, "permission_denied", "This is not allowed.")


def _problem(exception: Exception) -> Problem | None:
    if isinstance(exception, Problem):
        return exception
    if isinstance(exception, exceptions.ValidationError):
        return Problem(
            400,
            "invalid",
            "Some of what was sent cannot be accepted; see errors.",
            errors=_body_errors(exception.detail),
        )
    if isinstance(exception, exceptions.APIException):
        return _of_framework(exception)
    return _of_ours(exception) or _of_django(exception) or _of_database(exception)


def _of_framework(exception: exceptions.APIException) -> Problem:
    code = exception.get_codes()
    headers = {}
    if authenticate := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    return Problem(
        exception.status_code,
        code if isinstance(code, str) else exception.default_code,
        str(exception.detail),
        headers=headers,
    )


def _of_django(exception: Exception) -> Problem | None:
    match exception:
        case Http404():
            return _NOT_FOUND
        case PermissionDenied():
            return _FORBIDDEN
        case RequestDataTooBig():
            return Problem(413, "too_large", "The body is too large.")
        case SuspiciousOperation() | UnreadablePostError():
            return Problem(400, "bad_request", "The request cannot be understood.")
    return None


_CONFLICTS: Final[Mapping[type[Exception], tuple[str, str]]] = {
    models.WrongStateError: ("not_in_this_state", "{}"),
    endpoints.TooManyError: ("too_many_endpoints", "{}"),
    searches.TooManyError: ("too_many_searches", "{}"),
    reviewing.AlreadyDecidedError: ("already_decided", "It is decided: {}."),
    reviewing.NotDecidedError: ("not_decided", "There is no decision: {}."),
    reviewing.OwnReadingError: ("own_second_reader", "{}"),
    reviewing.HasMeaningsError: (
        "has_meanings",
        "Say in with_meanings whether these are dismissed as well: {}.",
    ),
}
"""What the state of things does not allow: code and detail, by error."""


def _of_ours(exception: Exception) -> Problem | None:
    match exception:
        case editing.QuoteNotFound():
            return Problem(400, "quote_not_found", str(exception))
        case editing.InUse():
            return _in_use(exception)
        case editing.NotRestorable():
            missing = [serializers.reference(record) for record in exception.missing]
            members = {"missing": missing} if missing else {}
            return Problem(409, exception.code, str(exception), members=members)
    code, detail = _CONFLICTS.get(type(exception), ("", ""))
    return Problem(409, code, detail.format(exception)) if code else None


def _in_use(refusal: editing.InUse) -> Problem:
    """Return the problem of a record that others refer to; of what is withheld only that it is."""
    shown = [serializers.reference(user) for user in refusal.users if user.is_public]
    withheld = len(refusal.users) - len(shown)
    detail = str(refusal)
    if withheld:
        detail += f" Developments that wait for review refer to it too: {withheld}."
    members = {"used_by": shown, "has_more": refusal.has_more}
    return Problem(409, "in_use", detail, members=members)


def _of_database(exception: Exception) -> Problem | None:
    state = getattr(exception.__cause__, "sqlstate", None)
    match exception:
        case IntegrityError() if state == _UNIQUE_VIOLATION:
            return Problem(409, "already_exists", "Something else has this already.")
        case IntegrityError():
            return Problem(400, "contradictory", "What was sent contradicts itself.")
        case DataError():
            return Problem(400, "out_of_range", "A value is out of range.")
        case OperationalError() | InterfaceError() | InternalError():
            return _of_operation(exception, state)
    return None


def _of_operation(exception: Exception, state: str | None) -> Problem:
    """Return the problem of a question that was well put, and may be put again later."""
    if state == _QUERY_CANCELED:
        code, detail = "timeout", "The answer takes too long; ask for less."
    elif retries.is_contention(exception):
        code, detail = "contended", "Others changed the same just now; nothing was changed."
    else:
        code, detail = "unavailable", "The database cannot be reached just now."
    return Problem(503, code, detail, headers={"Retry-After": _RETRY_SECONDS})


def _body_errors(details: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Yield an error for each detail, with the JSON pointer of what it is about."""
    if isinstance(details, dict):
        for key, inner in details.items():
            step = "" if key == _NON_FIELD else f"/{_escaped(str(key))}"
            yield from _body_errors(inner, pointer + step)
    elif isinstance(details, list):
        for position, inner in enumerate(details):
            step = f"/{position}" if isinstance(inner, dict) else ""
            yield from _body_errors(inner, pointer + step)
    else:
        yield {"pointer": pointer, "code": details.code, "detail": str(details)}


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
