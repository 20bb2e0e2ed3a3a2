"""Health: what is down, and whether that matters."""

import socket

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.api import expect


def test_the_process_lives_without_a_database(client: Client) -> None:
    response = client.get("/livez")

    assert expect.json(response) == {"status": "ok", "checks": {}}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_without_redis_the_service_is_ready_if_degraded(client: Client, settings: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.REDIS_URL = f"redis://127.0.0.1:{closed.getsockname()[1]}/0"
        response = client.get("/readyz")

    assert expect.json(response) == {
        "status": "degraded",
        "checks": {"database": "ok", "migrations": "applied", "redis": "unavailable"},
    }


@pytest.mark.django_db
def test_with_a_migration_left_to_apply_the_service_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE name = "
            "(SELECT max(name) FROM django_migrations WHERE app = 'tracker')"
        )

    response = client.get("/readyz")

    document = expect.problem(response, 503, "not_ready")
    assert document["checks"]["migrations"] == "pending"
    assert response["Retry-After"] == "5"


@pytest.mark.django_db
def test_without_a_usable_database_the_service_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME COLUMN app TO application")

    document = expect.problem(client.get("/readyz"), 503, "not_ready")

    assert document["checks"]["database"] == "unavailable"


@pytest.mark.django_db
def test_health_asks_for_no_token(client: Client) -> None:
    headers = {"Authorization": "Bearer guessed"}

    assert client.get("/livez", headers=headers).status_code == 200
