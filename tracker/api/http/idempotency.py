"""POST under an Idempotency-Key: done once, and answered alike however often it is repeated."""

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

import orjson
from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from tracker import models
from tracker.api.http import errors, retries
from tracker.webhooks import encryption

KEPT_SECONDS: Final = 24 * 60 * 60
# No request runs that long: a claim that is older was left by a process that did nothing.
RUNNING_SECONDS: Final = 300
_KEY = re.compile(r"[\x20-\x7e\x80-\U0010ffff]{1,255}")
_REPLAYED: Final = ("Location", "ETag", "Link", "Retry-After", "Content-Type", "Cache-Control")
_SERVER_ERROR: Final = 500

# Prunes what is over as it goes, a little at a time and what nobody else is pruning.
_CLAIM = """
WITH over AS (
    SELECT id FROM tracker_idempotencykey
    WHERE created_at < statement_timestamp() - make_interval(secs => %(kept)s)
        AND NOT (user_id = %(user)s AND key = %(key)s)
    LIMIT 100 FOR UPDATE SKIP LOCKED
), pruned AS (
    DELETE FROM tracker_idempotencykey WHERE id IN (SELECT id FROM over)
)
INSERT INTO tracker_idempotencykey AS known
    (user_id, key, request_digest, created_at, headers, answer, is_sealed)
VALUES (%(user)s, %(key)s, %(digest)s, statement_timestamp(), '{}', '', FALSE)
ON CONFLICT (user_id, key) DO UPDATE
SET request_digest = EXCLUDED.request_digest, created_at = EXCLUDED.created_at, status = NULL,
    headers = EXCLUDED.headers, answer = EXCLUDED.answer, is_sealed = FALSE
WHERE known.created_at < statement_timestamp() - make_interval(secs => %(kept)s)
    OR (known.status IS NULL
        AND known.created_at < statement_timestamp() - make_interval(secs => %(running)s))
RETURNING id, created_at
"""

Handler = Callable[..., HttpResponseBase]


def once(handler: Handler) -> Handler:
    """Return a POST that is done once under each key that an account gives it.

    Its answer is stored in the transaction of its work, so that both are there or neither is.
    """

    @functools.wraps(handler)
    def post(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key")
        if key is None or not isinstance(request.auth, models.Token):
            return retries.tried(lambda: handler(request, *args, **kwargs))
        if not _KEY.fullmatch(key):
            detail = "Idempotency-Key has 1 to 255 characters, none of them a control character."
            raise errors.Problem(400, "invalid_idempotency_key", detail)
        digest = _digest(request)
        claim = _claim(request.auth.user_id, key, digest)
        if claim is None:
            return _known(request.auth.user_id, key, digest)
        return _work(claim, request, lambda: handler(request, *args, **kwargs))

    return post


def _digest(request: Request) -> str:
    """Return what two requests under one key must have in common."""
    precondition = request.headers.get("If-Match", "")
    line = f"{request.method} {request.get_full_path()}\n{precondition}\n"
    return hashlib.sha256(line.encode() + request._request.body).hexdigest()  # noqa: SLF001 - as sent


def _claim(user: int, key: str, digest: str) -> Any:
    """Return the claim of a key that is free, in a transaction of its own; None where it is not."""
    parameters: dict[str, str | int] = {
        "user": user,
        "key": key,
        "digest": digest,
        "kept": KEPT_SECONDS,
        "running": RUNNING_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, parameters)
        row = cursor.fetchone()
    return row and models.IdempotencyKey.objects.filter(pk=row[0], created_at=row[1])


def _known(user: int, key: str, digest: str) -> HttpResponse:
    """Return the answer that was given under the key before."""
    known = models.IdempotencyKey.objects.filter(user=user, key=key).first()
    if known is not None and known.request_digest != digest:
        detail = "This Idempotency-Key was used with another request."
        raise errors.Problem(422, "idempotency_key_reused", detail)
    if known is None or known.status is None:
        detail = "The request with this Idempotency-Key is still running."
        raise errors.Problem(409, "idempotency_key_running", detail, headers={"Retry-After": "1"})
    headers = {**known.headers, "Idempotency-Replayed": "true"}
    answer = bytes(known.answer)
    content = encryption.decrypt(answer).encode() if known.is_sealed else answer
    return HttpResponse(content, status=known.status, headers=headers)


def _work(
    claim: Any, request: Request, handler: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Do the work and store its answer; what failed on our side may be tried again."""

    def work() -> HttpResponseBase:
        with transaction.atomic():
            response = handler()
            given = getattr(response, "data", b"")
            content = given if isinstance(given, bytes) else orjson.dumps(given)
            _store(claim, response, content, "application/json")
            return response

    try:
        return retries.tried(work)
    except Exception as failure:
        problem = errors.problem_response(failure, request.parser_context)
        if problem is None or problem.status_code >= _SERVER_ERROR:
            claim.delete()
        else:
            _store(claim, problem, problem.content, errors.MEDIA_TYPE)
        raise


def _store(claim: Any, response: HttpResponseBase, content: bytes, content_type: str) -> None:
    kept = {name: response[name] for name in _REPLAYED if response.has_header(name)}
    headers = {**kept, "Content-Type": content_type}
    # What nobody on the way may keep shows a secret.
    is_sealed = "no-store" in kept.get("Cache-Control", "")
    answer = encryption.encrypt(content.decode()) if is_sealed else content
    stored = {"headers": headers, "answer": answer, "is_sealed": is_sealed}
    if not claim.update(status=response.status_code, **stored):
        detail = "The request took too long, and its Idempotency-Key was given to another."
        raise errors.Problem(409, "idempotency_key_running", detail)
