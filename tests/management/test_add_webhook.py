"""manage.py add_webhook: an endpoint, its challenge, and its secret on the last line."""

import io

import pytest
import pytest_django
from django.core.management import CommandError, call_command

from tests import factories
from tracker import models
from tracker.webhooks import endpoints, receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _loopback(settings: pytest_django.Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True


def add_webhook(*arguments: str) -> tuple[list[str], str]:
    """Return the lines that the command printed, and its complaints."""
    factories.UserFactory.create(username="emilia")
    said, complaints = io.StringIO(), io.StringIO()
    call_command("add_webhook", *arguments, stdout=said, stderr=complaints)
    return said.getvalue().splitlines(), complaints.getvalue()


def test_it_enables_an_endpoint_that_answers_and_prints_the_secret_last() -> None:
    with receiver.Receiver() as inbox:
        said, complaints = add_webhook(
            inbox.url,
            "--owner=emilia",
            "--event=commitment.*",
            "--event=meeting.held",
            "--filter=party=costaguana",
            "--filter=party=ruritania",
        )

    endpoint = models.WebhookEndpoint.objects.get()
    assert said == [
        f"Endpoint {endpoint.slug} is enabled.",
        *endpoints.decrypted(endpoint.secrets.live()),
    ]
    assert complaints == ""
    assert endpoint.event_types == ["commitment.*", "meeting.held"]
    assert endpoint.filters == {"party": ["costaguana", "ruritania"]}
    assert [message.headers["webhook-event-type"] for message in inbox.received] == [
        "endpoint.ping"
    ]


def test_it_says_so_when_the_challenge_fails() -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(500, body=b"not now")) as failing:
        said, complaints = add_webhook(failing.url, "--owner=emilia")

    endpoint = models.WebhookEndpoint.objects.get()
    assert said[0] == f"Endpoint {endpoint.slug} is pending."
    assert complaints == (
        "The ping failed: http_error not now\n"
        "Give the receiver the secret below: the running service pings it again for ten minutes,"
        f" and `manage.py ping_webhook {endpoint.slug}` at any time.\n"
    )
    ping = models.Delivery.objects.get(endpoint=endpoint)
    assert (ping.sample_type, ping.state) == ("endpoint.ping", "waiting")
    assert endpoint.event_types == ["*"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["https://10.0.0.1/", "--owner=emilia"], "url: destination not allowed"),
        (["https://127.0.0.1/", "--owner=nobody"], "There is no account 'nobody'."),
        (
            ["https://127.0.0.1/", "--owner=emilia", "--event=meetings.*"],
            "event_types: No event type matches 'meetings.*'.",
        ),
        (
            ["https://127.0.0.1/", "--owner=emilia", "--filter=verdict=good"],
            "filters: verdict is one of",
        ),
    ],
)
def test_it_refuses_what_cannot_be(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError) as refusal:
        add_webhook(*arguments)

    assert str(refusal.value).startswith(complaint)
    assert models.WebhookEndpoint.objects.count() == 0


def test_an_endpoint_is_pinged_again_by_hand() -> None:
    replies = iter([receiver.Reply(401), receiver.Reply(401, body=b"who?"), receiver.Reply()])
    with receiver.Receiver(reply=lambda _: next(replies)) as inbox:
        add_webhook(inbox.url, "--owner=emilia")
        slug = models.WebhookEndpoint.objects.get().slug
        with pytest.raises(CommandError, match=r"The ping failed: http_error who\?"):
            call_command("ping_webhook", slug)
        said = io.StringIO()
        call_command("ping_webhook", slug, stdout=said)

    assert said.getvalue() == f"Endpoint {slug} answered and is enabled.\n"


def test_an_endpoint_that_is_not_there_is_not_pinged() -> None:
    with pytest.raises(CommandError, match="There is no endpoint 'none'"):
        call_command("ping_webhook", "none")


def test_it_says_so_when_the_account_has_as_many_as_it_may() -> None:
    owner = factories.UserFactory.create(username="ana")
    factories.WebhookEndpointFactory.create_batch(10, owner=owner)

    with pytest.raises(CommandError, match=r"^An account has at most 10 endpoints\.$"):
        add_webhook("https://127.0.0.1/", "--owner=ana")
