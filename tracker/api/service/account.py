"""The account that asks: its token, what that allows, and how much of the limit is used."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import vocabularies
from tracker.api.http import base
from tracker.api.service import serializers


class Me(base.View):
    """The account behind a token."""

    required_scopes = {"GET": frozenset({vocabularies.Scope.READ})}

    @extend_schema(responses=serializers.MeSerializer)
    def get(self, request: Request) -> Response:
        """Return whose token it is, what it allows until when, and the account's limit."""
        me = serializers.MeSerializer({"token": request.auth, "limit": self.rate_limit})
        return Response(me.data, headers={"Cache-Control": "no-store"})
