"""Deliveries through the API: what was sent, what came of it, and sending it anew."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.api import editors, expect, subscribers
from tests.api.conftest import Bearer
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import delivery, endpoints, pinging, receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def subscriber(bearer: Bearer) -> Client:
    return bearer("subscriber")


def ids(response: Any) -> list[str]:
    return [result["id"] for result in expect.json(response)["results"]]


def test_a_delivery_is_shown_with_its_message_and_its_attempts(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    waiting = subscribers.sent(endpoint, attempts_made=1, last_attempt_at=factories.NOW)
    factories.AttemptFactory.create(delivery=waiting, outcome="http_error", status=500, answer="no")
    waiting.refresh_from_db()
    address = f"/v1/deliveries/{waiting.public_id}"

    body = expect.json(subscriber.get(address))

    message = orjson.loads(waiting.message)
    shown = {
        "type": "delivery",
        "id": str(waiting.public_id),
        "url": address,
        "endpoint": {"slug": endpoint.slug, "url": f"{subscribers.HOME}/{endpoint.slug}"},
        "webhook_id": message["id"],
        "event_type": "commitment.reported",
        "sequence": waiting.revision_id,
        "is_sample": False,
        "state": "waiting",
        "attempts_made": 1,
        "created_at": "2026-03-01T12:00:00.000000Z",
        "last_attempt_at": "2026-03-01T12:00:00.000000Z",
        "next_attempt_at": "2026-03-01T12:00:00.000000Z",
        "delivered_at": None,
    }
    assert body == {**shown, "message": message}
    listed = expect.json(subscriber.get(f"{subscribers.HOME}/{endpoint.slug}/deliveries"))
    assert listed["results"] == [shown]
    assert expect.json(subscriber.get(f"{address}/attempts"))["results"] == [
        {
            "number": 1,
            "attempted_at": "2026-03-01T12:00:01.000000Z",
            "duration_ms": 20,
            "resolved_address": None,
            "outcome": "http_error",
            "status": 500,
            "answer": "no",
        }
    ]


def test_deliveries_are_filtered_and_paged(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    rows = [
        subscribers.sent(endpoint, state="delivered"),
        subscribers.sent(endpoint, created_at=factories.NOW + timedelta(days=2)),
        pinging.challenge(endpoint, factories.NOW),
    ]
    first, second, ping = (str(subscribing.stored(row).public_id) for row in rows)
    home = f"{subscribers.HOME}/{endpoint.slug}/deliveries"

    found = {
        question: ids(subscriber.get(f"{home}?{question}"))
        for question in (
            "state=delivered",
            "state=waiting&is_sample=false",
            "is_sample=true",
            "event_type=commitment.*&created_before=2026-03-02",
            "event_type=meeting.*",
            "created_after=2026-03-03&is_sample=false",
            "ordering=created_at",
        )
    }

    assert list(found.values()) == [
        [first],
        [second],
        [ping],
        [first],
        [],
        [second],
        [first, second, ping],
    ]
    page = expect.json(subscriber.get(f"{home}?page_size=2"))
    assert [result["id"] for result in page["results"]] == [ping, second]
    assert ids(subscriber.get(page["next"])) == [first]


@pytest.mark.parametrize(
    "question", ["state=lost", "event_type=none", "is_sample=maybe", "created_after=now", "x=1"]
)
def test_a_wrong_question_is_named(subscriber: Client, question: str) -> None:
    endpoint = subscribers.owned(subscriber)

    response = subscriber.get(f"{subscribers.HOME}/{endpoint.slug}/deliveries?{question}")

    code = "unknown_parameter" if question == "x=1" else "invalid_parameter"
    assert (
        expect.problem(response, 400, code)["errors"][0]["parameter"]
        == question.split("=", maxsplit=1)[0]
    )


def test_an_event_sent_anew_has_the_same_id_and_bytes_and_its_ladder_begins_anew(
    subscriber: Client, settings: Any
) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True
    replies = iter([204, 500])
    with receiver.Receiver(reply=lambda _: receiver.Reply(next(replies))) as inbox:
        endpoint = subscribers.owned(subscriber, url=inbox.url)
        inbox.secrets.append(endpoints.add_secret(endpoint, factories.NOW))
        row = subscribing.stored(subscribers.sent(endpoint, attempts_made=9))
        assert delivery.send_due() == 1

        answer = editors.send(subscriber, "POST", f"/v1/deliveries/{row.public_id}/redeliver")
        assert expect.json(answer, 202)["state"] == "waiting"
        assert delivery.send_due() == 1

    first, second = inbox.received
    assert (first.verified, second.verified, first.body) == (True, True, second.body)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert [one.headers["webhook-attempt"] for one in (first, second)] == ["10", "11"]
    again = subscribing.stored(row)
    assert (again.state, again.attempts_made, again.earlier_attempts) == ("waiting", 11, 10)
    assert subscribing.wait_left(again) < timedelta(seconds=7)


def test_sending_anew_under_one_key_is_answered_alike_with_the_message(subscriber: Client) -> None:
    row = subscribing.stored(subscribers.sent(subscribers.owned(subscriber), state="delivered"))
    address = f"/v1/deliveries/{row.public_id}/redeliver"

    first, second = (
        editors.send(subscriber, "POST", address, Idempotency_Key="anew") for _ in range(2)
    )

    assert expect.json(first, 202)["message"] == orjson.loads(row.message)
    assert second.content == first.content
    assert second["Idempotency-Replayed"] == "true"


def test_what_is_under_way_or_no_event_is_not_sent_anew(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    leased = subscribers.sent(endpoint, leased_until=timezone.now() + timedelta(minutes=1))
    ping = pinging.challenge(endpoint, factories.NOW)

    for row in (leased, ping):
        address = f"/v1/deliveries/{subscribing.stored(row).public_id}/redeliver"
        expect.problem(editors.send(subscriber, "POST", address), 409, "not_in_this_state")


def test_what_failed_is_recovered_once(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    now = timezone.now()
    of_each = {
        name: subscribers.sent(endpoint, state=state, last_attempt_at=now - age, attempts_made=10)
        for name, state, age in (
            ("failed", "failed", timedelta(hours=1)),
            ("too early", "failed", timedelta(days=3)),
            ("delivered", "delivered", timedelta(hours=1)),
            ("unwanted", "cancelled", timedelta(hours=1)),
            ("waiting", "waiting", timedelta(hours=1)),
            ("due", "waiting", timedelta(hours=1)),
        )
    }
    later = {"next_attempt_at": now + timedelta(hours=5)}
    models.Delivery.objects.filter(pk=of_each["waiting"].pk).update(**later)
    other = subscribers.sent(
        factories.WebhookEndpointFactory.create(), state="failed", last_attempt_at=now
    )
    since = {"since": (now - timedelta(days=2)).isoformat()}
    address = f"{subscribers.HOME}/{endpoint.slug}/recover"

    answers = [expect.json(editors.post(subscriber, address, since), 202) for _ in range(2)]

    assert answers == [
        {"recovered": 2, "failed": 1, "waited": 1},
        {"recovered": 0, "failed": 0, "waited": 0},
    ]
    assert subscribing.wait_left(of_each["waiting"]) <= timedelta()
    states = {name: subscribing.stored(row).state for name, row in of_each.items()}
    assert states == {
        "failed": "waiting",
        "too early": "failed",
        "delivered": "delivered",
        "unwanted": "cancelled",
        "waiting": "waiting",
        "due": "waiting",
    }
    assert subscribing.stored(other).state == "failed"
    due = {of_each[name].pk for name in ("failed", "waiting", "due")}
    assert {row.pk for row in subscribing.claim(per_endpoint=10)} == due


@pytest.mark.parametrize("days", [-1, 15])
def test_recovery_reaches_back_fourteen_days(subscriber: Client, days: int) -> None:
    endpoint = subscribers.owned(subscriber)
    since = {"since": (timezone.now() - timedelta(days=days)).isoformat()}

    answer = editors.post(subscriber, f"{subscribers.HOME}/{endpoint.slug}/recover", since)

    assert expect.problem(answer, 400, "invalid")["errors"][0]["pointer"] == "/since"


def test_stats_say_how_an_endpoint_is_doing(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber, failures=2, failing_since=factories.NOW)
    now = timezone.now()
    done = subscribers.sent(endpoint, state="delivered", created_at=now)
    late = subscribers.sent(endpoint, created_at=now, leased_until=now)
    pinging.challenge(endpoint, now)
    for number, (outcome, milliseconds) in enumerate(
        [("timeout_read", 300), ("http_error", 20), ("delivered", 40)], start=1
    ):
        factories.AttemptFactory.create(
            delivery=done,
            number=number,
            outcome=outcome,
            duration_ms=milliseconds,
            attempted_at=now,
        )

    body = expect.json(subscriber.get(f"{subscribers.HOME}/{endpoint.slug}/stats?days=1"))

    oldest = subscribing.stored(late).created_at
    assert body == {
        "days": 1,
        "state": "enabled",
        "failures": 2,
        "failing_since": "2026-03-01T12:00:00.000000Z",
        "waiting": 1,
        "under_way": 1,
        "oldest_waiting_at": oldest.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "deliveries": {"delivered": 1, "waiting": 1},
        "attempts": {"delivered": 1, "http_error": 1, "timeout_read": 1},
        "duration_ms": {"median": 40.0, "slowest_twentieth": 274.0},
    }
