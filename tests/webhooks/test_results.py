"""What follows from an answer: retries, success, the end of an endpoint, and lost attempts."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests.webhooks import subscribing
from tracker import models
from tracker.serializers import webhooks
from tracker.webhooks import attempts, credentials, delivery, receiver, results

pytestmark = pytest.mark.django_db(transaction=True)

MARGIN = timedelta(seconds=15)


def answered(**reply: object) -> models.Delivery:
    """Return a delivery after one attempt that was answered like this."""
    with receiver.Receiver(reply=lambda _: receiver.Reply(**reply)) as to:  # type: ignore[arg-type]
        waiting = subscribing.waiting(subscribing.subscriber(to), subscribing.published())
        delivery.send_due()
    return subscribing.stored(waiting)


def result(outcome: str = "http_error", status: int | None = 500) -> attempts.Result:
    return attempts.Result(outcome, subscribing.LONG_AGO, 20, status, "127.0.0.1", "")


def leased(**fields: object) -> models.Delivery:
    """Return a delivery under way."""
    with receiver.Receiver() as to:
        endpoint = subscribing.subscriber(to)
    subscribing.waiting(endpoint, subscribing.published(), **fields)
    (claimed,) = subscribing.claim()
    return claimed


def failing(endpoint: models.WebhookEndpoint, failures: int, hours: float) -> None:
    models.WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        failures=failures, failing_since=Now() - timedelta(hours=hours)
    )


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_an_arrival(status: int) -> None:
    assert answered(status=status).state == subscribing.DELIVERED


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_a_failure_is_tried_again_in_seconds(status: int) -> None:
    done = answered(status=status, body=b"no\0pe\r\n\x1b[31m")

    assert (done.state, done.attempts_made) == (subscribing.WAITING, 1)
    (attempt,) = done.attempts.all()
    assert done.next_attempt_at - attempt.attempted_at >= timedelta(seconds=4)
    assert subscribing.wait_left(done) <= timedelta(seconds=6)
    assert (attempt.outcome, attempt.status) == ("http_error", status)
    assert attempt.answer == "no pe   [31m"


def test_a_redirect_is_a_failure_and_not_followed(inbox: receiver.Receiver) -> None:
    done = answered(status=302, headers=(("Location", inbox.url),))

    assert subscribing.outcomes(done) == ["redirect"]
    assert done.state == subscribing.WAITING
    assert inbox.received == []


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured(status: int) -> None:
    done = answered(status=status, headers=(("Retry-After", "7200"),))

    left = subscribing.wait_left(done)
    assert timedelta(hours=2) - MARGIN < left <= timedelta(hours=2)


def test_gone_disables_the_endpoint_and_its_deliveries_wait() -> None:
    done = answered(status=410)

    assert done.endpoint.state == "disabled"
    assert done.state == subscribing.WAITING
    assert delivery.send_due() == 0


@pytest.mark.parametrize(
    ("status", "wish", "state", "endpoint_state"),
    [
        (400, "abort-message", subscribing.CANCELLED, "enabled"),
        (400, "disable", subscribing.WAITING, "disabled"),
        (200, "disable", subscribing.DELIVERED, "disabled"),
        (200, "abort-message", subscribing.DELIVERED, "enabled"),
        (400, "nonsense", subscribing.WAITING, "enabled"),
    ],
)
def test_an_answer_may_ask_for_an_end(
    status: int, wish: str, state: str, endpoint_state: str
) -> None:
    done = answered(status=status, headers=(("webhook-delivery", wish),))

    assert (done.state, done.endpoint.state) == (state, endpoint_state)


def test_an_answer_that_echoes_signature_and_secret_is_stored_without() -> None:
    def echo(received: receiver.Received) -> receiver.Reply:
        said = f"got {received.headers['webhook-signature']} for {to.secrets[0]}"
        return receiver.Reply(500, body=said.encode())

    with receiver.Receiver(reply=echo) as to:
        waiting = subscribing.waiting(subscribing.subscriber(to), subscribing.published())
        delivery.send_due()

    (attempt,) = waiting.attempts.all()
    assert attempt.answer == "got v1,[hidden] for whsec_[hidden]"


def test_a_header_of_the_subscriber_that_an_answer_repeats_is_blanked_out() -> None:
    with receiver.Receiver(
        reply=lambda got: receiver.Reply(500, body=f"not {got.headers['authorization']}".encode())
    ) as to:
        endpoint = subscribing.subscriber(to)
        endpoint.headers = credentials.encrypt_headers({"Authorization": "Bearer open_sesame"})
        endpoint.save()
        waiting = subscribing.waiting(endpoint, subscribing.published())
        delivery.send_due()

    (attempt,) = waiting.attempts.all()
    assert attempt.answer == "not [hidden]"


def test_four_kilobytes_of_an_answer_are_kept() -> None:
    done = answered(status=500, body=b"x" * 5000)

    (attempt,) = done.attempts.all()
    assert attempt.answer == "x" * 4096


def test_after_the_tenth_failure_a_delivery_has_failed() -> None:
    claimed = leased(attempts_made=9)

    assert results.store_all([(claimed, result())]) == 1

    done = subscribing.stored(claimed)
    assert (done.state, done.attempts_made) == (subscribing.FAILED, 10)


def test_a_result_under_a_stale_token_writes_nothing() -> None:
    slow = leased()
    subscribing.let_lapse(slow)
    results.recover_lapsed()
    (quick,) = subscribing.claim()

    assert results.store_all([(quick, result("delivered", 200))]) == 1
    assert results.store_all([(slow, result())]) == 0

    done = subscribing.stored(slow)
    assert (done.state, done.attempts_made) == (subscribing.DELIVERED, 2)
    assert subscribing.outcomes(done) == ["lost", "delivered"]


def test_a_lease_that_ran_out_is_a_lost_attempt_and_due_again() -> None:
    claimed = leased()
    subscribing.let_lapse(claimed)

    assert subscribing.claim() == []
    assert (results.recover_lapsed(), results.recover_lapsed()) == (1, 0)

    (again,) = subscribing.claim()
    assert (again.pk, again.attempts_made) == (claimed.pk, 1)
    (attempt,) = again.attempts.all()
    assert (attempt.number, attempt.outcome, attempt.status) == (1, "lost", None)


def test_a_live_lease_is_not_lost() -> None:
    leased()

    assert results.recover_lapsed() == 0


def test_success_after_an_outage_makes_what_waits_due_now(inbox: receiver.Receiver) -> None:
    endpoint = subscribing.subscriber(inbox)
    failing(endpoint, 12, hours=48)
    later = [subscribing.waiting(endpoint, subscribing.published()) for _ in range(3)]
    models.Delivery.objects.update(next_attempt_at=Now() + timedelta(hours=20))
    subscribing.waiting(endpoint, subscribing.published())

    assert delivery.send_due() == 4

    states = {subscribing.stored(waiting).state for waiting in later}
    assert states == {subscribing.DELIVERED}
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (0, None)


def test_success_after_any_failure_makes_what_waits_due_now() -> None:
    replies = iter([*[receiver.Reply(503)] * 10, *[receiver.Reply()] * 10])
    with receiver.Receiver(reply=lambda _: next(replies)) as to:
        endpoint = subscribing.subscriber(to)
        waiting = [subscribing.waiting(endpoint, subscribing.published()) for _ in range(5)]
        for _ in range(2):
            models.Delivery.objects.update(next_attempt_at=Now())
            assert delivery.send_due() == 5
        assert subscribing.wait_left(waiting[0]) > timedelta(minutes=3)
        waiting.append(subscribing.waiting(endpoint, subscribing.published()))

        assert delivery.send_due() == 6

    assert {subscribing.stored(row).state for row in waiting} == {subscribing.DELIVERED}
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (0, None)


def test_a_message_that_its_receiver_cannot_digest_keeps_to_its_ladder() -> None:
    def picky(received: receiver.Received) -> receiver.Reply:
        return receiver.Reply(500 if poison.encode() in received.body else 204)

    with receiver.Receiver(reply=picky) as to:
        endpoint = subscribing.subscriber(to)
        revision = subscribing.published()
        poison = webhooks.id_of(bytes(revision.envelope))
        stuck = subscribing.waiting(endpoint, revision)
        for _ in range(4):
            delivery.send_due()
            subscribing.waiting(endpoint, subscribing.published())
        delivery.send_due()

    done = subscribing.stored(stuck)
    assert (done.state, done.attempts_made) == (subscribing.WAITING, 2)
    assert subscribing.wait_left(done) > timedelta(minutes=3)


@pytest.mark.parametrize(
    ("failures", "hours", "state"),
    [(19, 121, "disabled"), (18, 121, "enabled"), (19, 119, "enabled")],
)
def test_an_endpoint_that_failed_for_five_days_and_twenty_times_is_disabled(
    failures: int, hours: float, state: str
) -> None:
    claimed = leased()
    failing(claimed.endpoint, failures, hours)

    results.store_all([(claimed, result())])

    done = subscribing.stored(claimed)
    assert (done.endpoint.state, done.endpoint.failures) == (state, failures + 1)
