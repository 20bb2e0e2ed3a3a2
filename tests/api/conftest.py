"""Clients: one without an account, and one for each role that the tests need."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tracker import models, vocabularies

Bearer = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _static_files_have_a_place(settings: Settings, tmp_path: Path) -> None:
    """Give whitenoise the folder that collectstatic makes on a server."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def bearer(db: None) -> Bearer:
    """Return a client with a new token of the role that it is called with."""

    def of_role(role: str) -> Client:
        name = f"{role}-{models.User.objects.count()}"
        user = factories.UserFactory.create(username=name, role=role)
        token = models.issue_token(user, "newsroom", vocabularies.Role(role), timezone.now())
        return Client(
            raise_request_exception=False, headers={"Authorization": f"Bearer {token[1]}"}
        )

    return of_role
