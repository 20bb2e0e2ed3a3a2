"""POST under an Idempotency-Key: done once, whatever is repeated, broken off or tried at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tests.api.http.test_faults_access import routes
from tests.recording.test_concurrency import run_together
from tracker import models, vocabularies
from tracker.api.http import base

pytestmark = pytest.mark.django_db
KEY = "a7c1e0f2"
BODY = {"name": "Bases", "slug": "bases"}


def create(client: Client, key: str = KEY, body: Any = BODY, **headers: str) -> Any:
    return editors.post(client, "/v1/topics", body, Idempotency_Key=key, **headers)


def age(seconds: int, **columns: Any) -> None:
    """Make every key that much older."""
    models.IdempotencyKey.objects.update(
        created_at=F("created_at") - timedelta(seconds=seconds), **columns
    )


def test_what_is_repeated_is_done_once_and_answered_alike(bearer: Bearer) -> None:
    editor = bearer("editor")
    first = create(editor)

    again = create(editor)

    assert (again.status_code, again.content) == (201, first.content)
    for name in ("Location", "ETag", "Content-Type", "Cache-Control"):
        assert again[name] == first[name]
    assert again["Idempotency-Replayed"] == "true"
    assert not first.has_header("Idempotency-Replayed")
    assert models.Topic.objects.count() == models.Revision.objects.count() == 1


def test_an_article_is_handed_in_once(bearer: Bearer) -> None:
    editor = bearer("editor")
    article = {"url": "https://courier.example/bases"}

    first, again = (
        editors.post(editor, "/v1/documents", article, Idempotency_Key=KEY) for _ in range(2)
    )

    assert (again.status_code, again.content) == (202, first.content)
    assert again["Location"] == first["Location"]
    assert models.Submission.objects.count() == 1


def test_a_refusal_is_repeated_too(bearer: Bearer) -> None:
    editor = bearer("editor")
    refused = create(editor, body={"colour": "red"})

    again = create(editor, body={"colour": "red"})

    assert (again.status_code, again.content) == (400, refused.content)
    assert again["Content-Type"] == "application/problem+json"
    assert again["Cache-Control"] == "no-store"


def test_an_absent_record_is_a_404_that_says_what_may_be_meant(bearer: Bearer) -> None:
    editor = bearer("admin")
    factories.topic(slug="harbours", name="Harbours")

    first, again = (
        editors.post(editor, "/v1/topics/harbors/restore", {"reason": "Back"}, Idempotency_Key=KEY)
        for _ in range(2)
    )

    problem = expect.problem(first, 404, "not_found")
    assert problem["detail"].endswith("Did you mean /v1/topics/harbours?")
    assert (again.status_code, again.content) == (404, first.content)


@pytest.mark.parametrize("body", [{**BODY, "slug": "others"}, {}])
def test_another_body_under_the_key_is_a_422(bearer: Bearer, body: dict[str, str]) -> None:
    editor = bearer("editor")
    create(editor)

    expect.problem(create(editor, body=body), 422, "idempotency_key_reused")
    assert models.Topic.objects.count() == 1


def test_another_address_or_version_under_the_key_is_a_422(bearer: Bearer) -> None:
    editor = bearer("editor")
    create(editor)

    response = editors.post(editor, "/v1/parties", BODY, Idempotency_Key=KEY)

    expect.problem(response, 422, "idempotency_key_reused")
    expect.problem(create(editor, If_Match='"v1.1"'), 422, "idempotency_key_reused")


def test_a_key_is_its_account_s_own(bearer: Bearer) -> None:
    create(bearer("editor"))

    response = create(bearer("editor"), body={"name": "Bases"})

    assert expect.json(response, 201)["slug"] == "bases-2"


def test_while_the_first_is_running_the_second_is_a_409(bearer: Bearer) -> None:
    editor = bearer("editor")
    create(editor)
    models.IdempotencyKey.objects.update(status=None)

    response = create(editor)

    expect.problem(response, 409, "idempotency_key_running")
    assert response["Retry-After"] == "1"


def test_what_was_broken_off_may_be_tried_again_after_five_minutes(bearer: Bearer) -> None:
    editor = bearer("editor")
    create(editor, body={"colour": "red"})
    age(299, status=None)
    expect.problem(create(editor, body={"colour": "red"}), 409, "idempotency_key_running")

    age(2)

    expect.json(create(editor), 201)


@pytest.mark.parametrize("key", ["", "a" * 256, "a" * 300, "a\0b", "a\x1fb", "a\x7fb", "\n"])
def test_a_key_that_is_none_is_a_400(bearer: Bearer, key: str) -> None:
    expect.problem(create(bearer("editor"), key), 400, "invalid_idempotency_key")
    assert models.Topic.objects.count() == 0


@pytest.mark.parametrize("key", ["a" * 255, "é", '"8e03978e"', " "])
def test_a_key_is_any_text(bearer: Bearer, key: str) -> None:
    editor = bearer("editor")
    create(editor, key)

    assert create(editor, key)["Idempotency-Replayed"] == "true"


def test_after_a_day_the_key_is_free(bearer: Bearer) -> None:
    editor = bearer("editor")
    create(editor)
    age(24 * 3600 - 5)
    assert create(editor)["Idempotency-Replayed"] == "true"

    age(10)

    expect.json(create(editor, body={"name": "Ports"}), 201)
    assert models.Topic.objects.count() == 2


def test_what_is_over_goes_with_the_next_key(bearer: Bearer) -> None:
    editor = bearer("editor")
    for number in range(3):
        create(editor, f"key-{number}", {"name": f"Topic {number}"})
    age(24 * 3600 + 1)

    create(editor)

    assert list(models.IdempotencyKey.objects.values_list("key", flat=True)) == [KEY]


def test_a_failure_of_ours_leaves_the_key_free(bearer: Bearer) -> None:
    editor = bearer("editor")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tracker_topic RENAME TO tracker_topic_away")
    expect.problem(create(editor), 500, "internal_error")
    assert models.IdempotencyKey.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tracker_topic_away RENAME TO tracker_topic")

    expect.json(create(editor), 201)


def test_without_the_right_no_key_is_taken(bearer: Bearer, client: Client) -> None:
    expect.problem(create(bearer("reader")), 403, "missing_scope")
    expect.problem(create(client), 401, "not_authenticated")
    assert models.IdempotencyKey.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_done(bearer: Bearer) -> None:
    user = models.User.objects.get(pk=factories.UserFactory.create(role="editor").pk)
    clients = []
    for _ in range(6):
        _, secret = models.issue_token(user, "bot", vocabularies.Role.EDITOR, factories.NOW)
        headers = {"Authorization": f"Bearer {secret}"}
        clients.append(Client(raise_request_exception=False, headers=headers))
    answers: list[Any] = []

    def job(client: Client) -> Any:
        return lambda: answers.append(create(client, body={"name": "Bases"}))

    run_together([job(client) for client in clients])

    assert models.Topic.objects.count() == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}


def test_every_post_is_dispatched_by_what_does_it_once() -> None:
    posts = [(address, view) for address, method, view in routes() if method == "POST"]
    others = [address for address, view in posts if type(view).dispatch is not base.View.dispatch]

    assert len(posts) > 40
    assert others == []
