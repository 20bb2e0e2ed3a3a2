"""Places at which a list goes on: signed, and good for the same question alone."""

import hashlib
from typing import Any

import orjson
from django.core import signing

from tracker.model_context import refusals

_SALT = "tracker.model_context"
_MOST_CHARACTERS = 1000
_BINDING_LENGTH = 16


def written(position: tuple[Any, ...], *question: Any) -> str:
    """Return the cursor of a position in the answer to ``question``."""
    return _signer().sign_object([_bound(question), *position])


def read(cursor: str | None, *question: Any) -> list[Any] | None:
    """Return the position that ``cursor`` names, None where there is none.

    Raises Refusal for one that was not given for this question.
    """
    if cursor is None:
        return None
    position: list[Any]
    try:
        binding, *position = _signer().unsign_object(cursor[:_MOST_CHARACTERS])
    except (signing.BadSignature, ValueError):
        binding, position = None, []
    if binding != _bound(question):
        detail = "This cursor was given for another question."
        raise refusals.Refusal("invalid_cursor", detail)
    return position


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=_SALT)


def _bound(question: tuple[Any, ...]) -> str:
    return hashlib.sha256(orjson.dumps(question)).hexdigest()[:_BINDING_LENGTH]
