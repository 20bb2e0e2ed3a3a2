"""If-Match: a change names the version that it changes."""

import re
from collections.abc import Iterable

from rest_framework.request import Request

from tracker.api.http import errors

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e]*")')
_TAGS = re.compile(rf"\A[ \t]*{_TAG.pattern}[ \t]*(?:,[ \t]*{_TAG.pattern}[ \t]*)*")


def require_tag(request: Request, present: Iterable[str]) -> None:
    """Raise errors.Problem unless ``If-Match`` names one of these entity tags.

    428 where the header is missing, 400 where it is malformed, 412 where it names another
    version.
    """
    header = request.headers.get("If-Match")
    if header is None:
        detail = 'A change needs If-Match with the ETag of the version that it changes, or "*".'
        raise errors.Problem(428, "precondition_required", detail)
    if header.strip(" \t") == "*":
        return
    if not _TAGS.fullmatch(header):
        raise errors.Problem(400, "malformed_if_match", "If-Match is no list of entity tags.")
    given = {match[1] for match in _TAG.finditer(header)}
    if given.isdisjoint(present):
        detail = "It was changed meanwhile; fetch it again."
        raise errors.Problem(412, "precondition_failed", detail)
