"""Whoever asks: their token, what it allows, and how much of their limit is used."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api.http import base
from tracker.api.service import serializers as service_shapes
from tracker.volatile import limits


class Me(base.View):
    """The account behind a token."""

    required_scopes = {"GET": frozenset({vocabularies.Scope.READ})}

    @extend_schema(operation_id="me_retrieve", responses=service_shapes.MeSerializer)
    def get(self, request: Request) -> Response:
        """Return whose token it is, what it allows until when, and the account's limit."""
        token = cast("models.Token", request.auth)
        shown = {
            "account": token.user.get_username(),
            "token": _shown_token(token),
            "limit": _shown_limit(self.standing) if self.standing else None,
        }
        return Response(shown, headers={"Cache-Control": "no-store"})


def _shown_token(token: models.Token) -> dict[str, Any]:
    return {
        "name": token.name,
        "role": token.role,
        "scopes": [scope.value for scope in vocabularies.Scope if scope in token.scopes],
        "created_at": serializers.show_moment(token.created_at),
        "expires_at": serializers.show_moment(token.expires_at),
        "last_used_at": serializers.show_moment(token.last_used_at),
    }


def _shown_limit(standing: limits.Standing) -> dict[str, Any]:
    return {
        "policy": standing.policy.name,
        "quota": standing.policy.quota,
        "window_seconds": standing.policy.seconds,
        "used": standing.used,
        "remaining": standing.remaining,
        "reset_seconds": standing.reset_seconds,
    }
