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


class Live(base.View):
    """The process."""

    authentication_classes = ()
    is_limited = False

    @extend_schema(responses=serializers.HealthSerializer)
    def get(self, request: Request) -> Response:
        """Return that the process answers."""
        return _answered("ok", {})


class Ready(base.View):
    """The process and what it stands on."""

    authentication_classes = ()
    is_limited = False

    @extend_schema(responses=serializers.HealthSerializer)
    def get(self, request: Request) -> Response:
        """Return how the database, its migrations and Redis are.

        503 without the first two; without Redis the service is only slower to notice.
        """
        checks = {**_database_checks(), "redis": "ok" if _has_redis() else "unavailable"}
        if checks["database"] != "ok" or checks["migrations"] != "applied":
            detail = "The database cannot be used as it is."
            headers = {"Retry-After": "5"}
            raise errors.Problem(
                503, "not_ready", detail, headers=headers, members={"checks": checks}
            )
        return _answered("ok" if checks["redis"] == "ok" else "degraded", checks)


def _answered(status: str, checks: dict[str, str]) -> Response:
    health = serializers.HealthSerializer({"status": status, "checks": checks})
    return Response(health.data, headers={"Cache-Control": "no-store"})


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
