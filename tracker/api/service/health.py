"""Whether the process lives, and whether it can do its work."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.http import base, errors
from tracker.api.service import serializers

_REDIS_SECONDS = 0.5
_UNCACHED = {"Cache-Control": "no-store"}


class Live(base.View):
    """The process."""

    authentication_classes = ()
    is_limited = False

    @extend_schema(operation_id="livez_retrieve", responses=serializers.HealthSerializer)
    def get(self, request: Request) -> Response:
        """Return that the process answers."""
        del request
        return Response({"status": "ok", "checks": {}}, headers=_UNCACHED)


class Ready(base.View):
    """The process and what it stands on."""

    authentication_classes = ()
    is_limited = False

    @extend_schema(operation_id="readyz_retrieve", responses=serializers.HealthSerializer)
    def get(self, request: Request) -> Response:
        """Return how the database, its migrations and Redis are.

        503 without the first two; without Redis the service is only slower to notice.
        """
        del request
        checks = {**_database_checks(), "redis": "ok" if _has_redis() else "unavailable"}
        if checks["database"] != "ok" or checks["migrations"] != "applied":
            detail = "The database cannot be used as it is."
            headers = {"Retry-After": "5"}
            raise errors.Problem(
                503, "not_ready", detail, headers=headers, members={"checks": checks}
            )
        status = "ok" if checks["redis"] == "ok" else "degraded"
        return Response({"status": status, "checks": checks}, headers=_UNCACHED)


def _database_checks() -> dict[str, str]:
    try:
        executor = MigrationExecutor(connection)
        is_pending = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return {"database": "unavailable", "migrations": "unknown"}
    return {"database": "ok", "migrations": "pending" if is_pending else "applied"}


def _has_redis() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=_REDIS_SECONDS,
        socket_connect_timeout=_REDIS_SECONDS,
        retry=None,
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
