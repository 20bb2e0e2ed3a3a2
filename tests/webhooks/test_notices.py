"""Owners are mailed when an endpoint fails, when a delivery is given up, and when it is off."""

import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import attempts, notices, receiver, results

pytestmark = pytest.mark.django_db


@pytest.fixture
def endpoint(inbox: receiver.Receiver) -> models.WebhookEndpoint:
    owner = factories.UserFactory.create(username="newsroom", email="desk@courier.example")
    return subscribing.subscriber(inbox, owner=owner)


def failed(endpoint: models.WebhookEndpoint, times: int, **fields: object) -> None:
    """Have so many attempts at a delivery fail."""
    row = subscribing.waiting(endpoint, subscribing.published(), **fields)
    for _ in range(times):
        subscribing.make_due(row)
        (claimed,) = subscribing.claim()
        at = timezone.now()
        failure = attempts.Result("http_error", at, 20, 500, "127.0.0.1", "")
        assert results.store_all([(claimed, failure)]) == 1


def reasons() -> list[str]:
    return list(models.EndpointNotice.objects.values_list("reason", flat=True))


def mailed() -> list[str]:
    mail.outbox.clear()
    notices.send_waiting(10, timezone.now())
    return [str(message.subject) for message in mail.outbox]


def test_the_fourth_failure_in_a_row_is_told(endpoint: models.WebhookEndpoint) -> None:
    failed(endpoint, 3)
    assert reasons() == []

    failed(endpoint, 2)

    assert reasons() == ["failing"]
    assert mailed() == [f"Webhook endpoint {endpoint.slug}: failing"]
    (message,) = mail.outbox
    assert message.to == ["desk@courier.example"]
    assert "Last failure · último fallo: http_error (500), " in str(message.body)
    assert f"http://localhost:8000/v1/webhook-endpoints/{endpoint.slug}/recover" in message.body
    assert mailed() == []


def test_what_is_given_up_is_told_once_a_day(endpoint: models.WebhookEndpoint) -> None:
    for _ in range(2):
        failed(endpoint, 1, attempts_made=9)
    assert reasons() == ["exhausted"]
    models.EndpointNotice.objects.update(created_at=F("created_at") - timedelta(hours=25))

    failed(endpoint, 1, attempts_made=9)

    assert reasons() == ["exhausted", "exhausted"]


def test_that_an_endpoint_is_off_is_told_with_how_to_resume_it(
    endpoint: models.WebhookEndpoint,
) -> None:
    results.disable(endpoint.pk)
    results.disable(endpoint.pk)

    assert mailed() == [f"Webhook endpoint {endpoint.slug}: disabled"]
    assert f"{endpoint.slug}/resume" in str(mail.outbox[0].body)


def test_an_account_without_an_address_is_told_nothing(endpoint: models.WebhookEndpoint) -> None:
    models.User.objects.update(email="")
    results.disable(endpoint.pk)

    assert mailed() == []

    assert models.EndpointNotice.objects.get().sent_at is not None


def test_a_notice_that_nobody_takes_is_tried_again_and_given_up_in_the_end(
    endpoint: models.WebhookEndpoint, settings: Settings
) -> None:
    results.disable(endpoint.pk)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        now = timezone.now()
        notices.send_waiting(10, now)
        waiting = models.EndpointNotice.objects.get()
        assert (waiting.failures, waiting.sent_at) == (1, None)
        assert waiting.due_at == now + timedelta(minutes=5)
        models.EndpointNotice.objects.update(failures=9, due_at=now)

        notices.send_waiting(10, now)

    assert models.EndpointNotice.objects.get().sent_at == now
