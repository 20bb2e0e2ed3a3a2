"""Being told again of everything since a sequence: once, under the same ids, in batches."""

import pytest
from django.db.models.functions import Now

from tests import factories
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import delivery, fanout, receiver, replaying

pytestmark = pytest.mark.django_db(transaction=True)


def replay(endpoint: models.WebhookEndpoint, after: int = 0, limit: int = 100) -> models.Replay:
    """Return the replay when all of it is on its way."""
    wanted = replaying.request(endpoint, after)
    while replaying.replay_waiting(limit):
        pass
    wanted.refresh_from_db()
    assert wanted.finished_at is not None
    return wanted


def test_all_that_was_told_is_sent_again_with_the_same_ids_and_bytes(
    inbox: receiver.Receiver,
) -> None:
    endpoint = subscribing.subscriber(inbox)
    for _ in range(3):
        subscribing.published()
    fanout.fan_out(100)
    assert delivery.send_due() == 3

    done = replay(endpoint, limit=2)

    assert (done.deliveries, done.last_sequence) == (3, done.until)
    assert delivery.send_due() == 3
    sent = [(one.headers["webhook-id"], one.body) for one in inbox.received]
    assert len(set(sent)) == 3
    assert sorted(sent[:3]) == sorted(sent[3:])
    assert all(one.verified for one in inbox.received)


def test_asking_again_while_it_is_under_way_is_asking_once(inbox: receiver.Receiver) -> None:
    endpoint = subscribing.subscriber(inbox)
    subscribing.published()
    fanout.fan_out(100)
    delivery.send_due()

    first, second = (replaying.request(endpoint, 0) for _ in range(2))
    while replaying.replay_waiting(1):
        pass

    assert first == second
    assert delivery.send_due() == 1


def test_what_arrived_since_it_was_asked_for_is_not_sent_a_third_time(
    inbox: receiver.Receiver,
) -> None:
    endpoint = subscribing.subscriber(inbox)
    subscribing.published()
    fanout.fan_out(100)
    wanted = replaying.request(endpoint, 0)
    assert delivery.send_due() == 1

    replaying.replay_waiting(100)

    wanted.refresh_from_db()
    assert wanted.deliveries == 0
    assert delivery.send_due() == 0


def test_what_is_asked_for_now_is_added_and_what_never_was_is_not() -> None:
    endpoint = factories.WebhookEndpointFactory.create(event_types=["meeting.*"])
    old = subscribing.published()
    fanout.fan_out(100)
    assert endpoint.deliveries.count() == 0
    endpoint.event_types = ["commitment.*"]
    endpoint.save()
    fresh = subscribing.published()

    done = replay(endpoint)

    # What is not fanned out yet is left to that.
    assert done.deliveries == 1
    assert list(endpoint.deliveries.values_list("revision", flat=True)) == [old.pk]
    fanout.fan_out(100)
    told = endpoint.deliveries.order_by("pk").values_list("revision", flat=True)
    assert list(told) == [old.pk, fresh.pk]


def test_only_what_is_later_is_replayed_and_what_is_under_way_is_left_alone() -> None:
    endpoint = factories.WebhookEndpointFactory.create()
    first, second, third = (
        subscribing.waiting(endpoint, subscribing.published(), state=state)
        for state in ("delivered", "failed", "waiting")
    )
    models.Revision.objects.update(fanned_out_at=Now())
    (leased,) = subscribing.claim()
    assert leased.pk == third.pk

    done = replay(endpoint, after=first.revision_id or 0)

    assert done.deliveries == 1
    states = [subscribing.stored(row).state for row in (first, second, third)]
    assert states == ["delivered", "waiting", "waiting"]


def test_whoever_never_answered_is_sent_nothing_and_nobody_what_is_to_come() -> None:
    pending = factories.WebhookEndpointFactory.create(state="pending")
    enabled = factories.WebhookEndpointFactory.create()

    with pytest.raises(models.WrongStateError):
        replaying.request(pending, 0)
    with pytest.raises(ValueError, match="The last sequence is 0"):
        replaying.request(enabled, 1)
