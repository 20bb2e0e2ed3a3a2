"""Tokens: which are good, and that a use is noted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer
from tracker import models, vocabularies
from tracker.api.documents import views
from tracker.api.http import authentication

pytestmark = pytest.mark.django_db

LIST = "/v1/topics"


def token(**columns: object) -> str:
    """Return the secret of a new reader's token, its row changed to ``columns``."""
    row, secret = models.issue_token(
        factories.UserFactory.create(), "newsroom", vocabularies.Role.READER, timezone.now()
    )
    models.Token.objects.filter(pk=row.pk).update(**columns)
    return secret


def ask(client: Client, header: str) -> object:
    return client.get(LIST, headers={"Authorization": header})


def test_a_good_token_reads(client: Client) -> None:
    expect.json(ask(client, f"Bearer {token()}"))


def test_the_scheme_s_case_is_of_no_matter(client: Client) -> None:
    expect.json(ask(client, f"bearer {token()}"))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer orec_",
        "Bearer orec_guessed",
        "Bearer orec_a\0b",
        "Bearer orec_\udc80",
        "Bearer orec_é",
        "Bearer " + "a" * 100_000,
        "Basic ZW1pbGlhOnNlY3JldA==",
        "Token orec_guessed",
        "\0",
    ],
)
def test_a_header_without_a_good_token_is_a_401(client: Client, header: str) -> None:
    response = ask(client, header)

    expect.problem(response, 401, "invalid_token")
    assert getattr(response, "headers", {})["WWW-Authenticate"] == "Bearer"


def test_a_token_that_is_over_is_a_401(client: Client) -> None:
    past = timezone.now() - timedelta(seconds=1)

    expect.problem(ask(client, f"Bearer {token(expires_at=past)}"), 401, "invalid_token")
    expect.problem(ask(client, f"Bearer {token(revoked_at=past)}"), 401, "invalid_token")


def test_a_token_of_a_closed_account_is_a_401(client: Client) -> None:
    secret = token()
    models.User.objects.update(is_active=False)

    expect.problem(ask(client, f"Bearer {secret}"), 401, "invalid_token")


def test_a_use_is_noted_at_most_once_a_minute(client: Client) -> None:
    lately = timezone.now() - timedelta(seconds=30)
    secret = token(last_used_at=lately)

    ask(client, f"Bearer {secret}")
    assert models.Token.objects.get().last_used_at == lately

    models.Token.objects.update(last_used_at=datetime(2026, 1, 1, tzinfo=UTC))
    before = timezone.now()
    ask(client, f"Bearer {secret}")
    used = models.Token.objects.get().last_used_at
    assert used is not None
    assert before <= used <= timezone.now()


def test_a_first_use_is_noted(bearer: Bearer) -> None:
    bearer("reader").get(LIST)

    assert models.Token.objects.get().last_used_at is not None


def test_a_view_says_which_scopes_a_method_needs() -> None:
    view = views.DocumentViewSet

    assert authentication.required_scopes(view, "POST") == {vocabularies.Scope.INGEST}
    assert authentication.required_scopes(view, "GET") == frozenset()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_read_only_answers_whoever_reads_with_a_token(client: Client) -> None:
    factories.topic()
    secret = token()
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            answer = expect.json(ask(client, f"Bearer {secret}"))
        finally:
            cursor.execute("RESET default_transaction_read_only")

    assert len(answer["results"]) == 1
    assert models.Token.objects.get().last_used_at is None
