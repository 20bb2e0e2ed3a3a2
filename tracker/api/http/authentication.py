"""Who asks, by bearer token, and whether the token's scopes allow it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import InternalError, transaction
from django.db.models import Q
from django.utils import timezone
from psycopg import errors
from rest_framework import authentication, exceptions, permissions
from rest_framework.request import Request

from tracker import models, vocabularies

_MOST_CHARACTERS = 200
_USE_IS_NOTED_EVERY = timedelta(minutes=1)


class TokenAuthentication(authentication.BaseAuthentication):
    """Knows a request by ``Authorization: Bearer orec_…``; without that header it is anonymous."""

    def authenticate(self, request: Request) -> tuple[models.User, models.Token] | None:
        """Return the account and its token; AuthenticationFailed unless the token is good."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _, secret = header.partition(" ")
        now = timezone.now()
        token = None
        if scheme.lower() == "bearer" and len(secret) <= _MOST_CHARACTERS and secret.isascii():
            token = models.Token.objects.presented(secret.strip(), now)
        if token is None or not token.user.is_active:
            raise exceptions.AuthenticationFailed("This token is not valid.", "invalid_token")
        _note_use(token, now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _note_use(token: models.Token, now: datetime) -> None:
    """Note when a token was last used, to the minute; where nothing can be written it goes unnoted.

    A database that is read-only for a while still answers those who may read.
    """
    long_ago = now - _USE_IS_NOTED_EVERY
    if token.last_used_at is not None and token.last_used_at >= long_ago:
        return
    unnoted = Q(last_used_at=None) | Q(last_used_at__lt=long_ago)
    try:
        with transaction.atomic():
            models.Token.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    except InternalError as error:
        if not isinstance(error.__cause__, errors.ReadOnlySqlTransaction):
            raise


class HasScope(permissions.BasePermission):
    """Lets anyone in where a view asks for no scope, else a token that has one that it asks for.

    A view says ``required_scopes = {"POST": {Scope.INGEST}}``: any one of them is enough.
    """

    message = ""
    code = "missing_scope"

    def has_permission(self, request: Request, view: Any) -> bool:
        method = "GET" if request.method == "HEAD" else str(request.method)
        # To what the view does not do nobody has to be let in: it is answered by 405.
        wanted = required_scopes(view, method) if hasattr(view, method.lower()) else frozenset()
        token = request.auth
        if not wanted:
            return True
        if not isinstance(token, models.Token):
            self.message = _needed(wanted)
            return False
        self.message = f"{_needed(wanted)} This token has {', '.join(sorted(token.scopes))}."
        return not token.scopes.isdisjoint(wanted)


def required_scopes(view: Any, method: str) -> frozenset[vocabularies.Scope]:
    """Return the scopes of which a token needs one, for this method; none where all may ask."""
    return frozenset(getattr(view, "required_scopes", {}).get(method, ()))


def _needed(wanted: frozenset[vocabularies.Scope]) -> str:
    """Return which scope a token needs, and which roles have it."""
    scopes = " or ".join(sorted(scope.value for scope in wanted))
    having = (role for role, has in vocabularies.ROLE_SCOPES.items() if not has.isdisjoint(wanted))
    roles = " or ".join(role.value for role in having)
    return f"This needs a token with the scope {scopes}: of the role {roles}."
