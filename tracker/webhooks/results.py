"""Stores attempt results under a live lease, and updates the endpoints' health."""

import random
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Now

from tracker import models, vocabularies
from tracker.webhooks import attempts, endpoints, pinging, retrying

LEASE_SECONDS = 90
MOST_LAPSED = 500
# After so long a time of failures all that waits is due.
OUTAGE = timedelta(minutes=5)
WORTH_A_MAIL = 4
HOPELESS_AFTER = timedelta(hours=120)
HOPELESS_FAILURES = 20
# Attempts at a delivery from before its endpoint's failures in a row began.
_FAILED_BEFORE = models.Attempt.objects.filter(
    delivery=OuterRef("pk"),
    number__gt=OuterRef("earlier_attempts"),
    attempted_at__lt=OuterRef("endpoint__failing_since"),
)


def store_all(found: Sequence[tuple[models.Delivery, attempts.Result]]) -> int:
    """Write down results in one transaction, and return of how many the delivery was still held.

    One commit for all of them: each by itself would wait for the disk.
    """
    # In the order of their endpoints, whose rows are locked; of each, who began to fail first.
    ordered = sorted(found, key=lambda pair: (pair[0].endpoint_id, pair[1].attempted_at))
    with transaction.atomic():
        failed = [pair for pair in ordered if not pair[1].is_success]
        written = sum(_write_failure(delivery, result) for delivery, result in failed)
        return written + _write_successes([pair for pair in ordered if pair[1].is_success])


def _write_successes(found: Sequence[tuple[models.Delivery, attempts.Result]]) -> int:
    """Write down what arrived, however much, in as many statements as for one."""
    held = models.Delivery.objects.arrived([(sent, result.attempted_at) for sent, result in found])
    written = [pair for pair in found if (pair[0].pk, pair[0].lease_token) in held]
    models.Attempt.objects.bulk_create(_attempt(*pair) for pair in written)
    for delivery, result in written:
        if delivery.sample_type == pinging.PING:
            endpoints.answered(delivery.endpoint, result.attempted_at)
        if result.is_gone:
            disable(delivery.endpoint_id)
    _note_successes({delivery.endpoint_id for delivery, _ in written})
    return len(written)


def _write_failure(delivery: models.Delivery, result: attempts.Result) -> bool:
    following = _next_state(delivery, result)
    made = delivery.attempts_made + 1
    if not delivery.release(attempts_made=made, last_attempt_at=result.attempted_at, **following):
        return False
    _attempt(delivery, result).save(force_insert=True)
    if not delivery.sample_type:
        _note_failure(delivery, result)
    if following.get("state") == vocabularies.DeliveryState.FAILED and not delivery.sample_type:
        _tell(delivery.endpoint_id, vocabularies.NoticeReason.EXHAUSTED)
    if result.is_gone:
        disable(delivery.endpoint_id)
    return True


def _attempt(delivery: models.Delivery, result: attempts.Result) -> models.Attempt:
    return models.Attempt(
        delivery=delivery,
        number=delivery.attempts_made + 1,
        attempted_at=result.attempted_at,
        duration_ms=result.duration_ms,
        resolved_address=result.resolved_address,
        outcome=result.outcome,
        status=result.status,
        answer=result.answer,
    )


def disable(endpoint: int) -> None:
    """Send nothing more to the endpoint with this key and tell its owner; its deliveries wait."""
    enabled = models.WebhookEndpoint.objects.filter(
        pk=endpoint, state=vocabularies.EndpointState.ENABLED
    )
    if enabled.update(state=vocabularies.EndpointState.DISABLED):
        _tell(endpoint, vocabularies.NoticeReason.DISABLED)


def recover_lapsed() -> int:
    """Write down as lost what no sender gave a result for in time, have it due, return how many.

    A lost attempt may have arrived, and it is never the last one.
    """
    with transaction.atomic():
        lapsed = list(
            models.Delivery.objects.lapsed()
            .select_for_update(skip_locked=True)
            .order_by("pk")[:MOST_LAPSED]
        )
        models.Attempt.objects.bulk_create(_lost(delivery) for delivery in lapsed)
        return models.Delivery.objects.filter(pk__in=[delivery.pk for delivery in lapsed]).update(
            attempts_made=F("attempts_made") + 1,
            last_attempt_at=F("leased_until") - timedelta(seconds=LEASE_SECONDS),
            leased_until=None,
            lease_token=F("lease_token") + 1,
        )


def _lost(delivery: models.Delivery) -> models.Attempt:
    lease = timedelta(seconds=LEASE_SECONDS)
    if delivery.leased_until is None:
        raise ValueError(f"delivery {delivery.pk} was not under way")
    return models.Attempt(
        delivery=delivery,
        number=delivery.attempts_made + 1,
        attempted_at=delivery.leased_until - lease,
        duration_ms=LEASE_SECONDS * 1000,
        outcome=vocabularies.AttemptOutcome.LOST,
    )


def _next_state(delivery: models.Delivery, result: attempts.Result) -> dict[str, object]:
    """Return the columns of a delivery after one more failure.

    Of samples only the ping of an endpoint that has not answered yet has more than one attempt.
    """
    if result.is_unwanted:
        return {"state": vocabularies.DeliveryState.CANCELLED}
    chance = random.random()  # noqa: S311 - it spreads load
    number = delivery.attempts_made + 1 - delivery.earlier_attempts
    if not delivery.sample_type:
        wait = retrying.delay(number, result.outcome, result.status, result.retry_after, chance)
    elif result.is_gone or not _is_challenge(delivery):
        wait = None
    else:
        wait = retrying.ping_delay(number, chance)
    if wait is None:
        return {"state": vocabularies.DeliveryState.FAILED}
    return {"next_attempt_at": Now() + wait}


def _is_challenge(delivery: models.Delivery) -> bool:
    """Return whether it is a ping by whose answer its endpoint is to be enabled."""
    pending = models.WebhookEndpoint.objects.filter(
        pk=delivery.endpoint_id, state=vocabularies.EndpointState.PENDING
    )
    return delivery.sample_type == pinging.PING and pending.exists()


def _note_successes(keys: set[int]) -> None:
    """End the endpoints' counts of failures, and have what waits for them be due now.

    Unless the outage was long, what failed before it began stays where it is: a message that its
    receiver cannot digest would else use up its attempts at each success of others.
    """
    failing = models.WebhookEndpoint.objects.filter(pk__in=keys, failing_since__isnull=False)
    waiting = models.Delivery.objects.put_off_at(failing)
    waiting.filter(Q(endpoint__failing_since__lt=Now() - OUTAGE) | ~Exists(_FAILED_BEFORE)).update(
        next_attempt_at=Now()
    )
    failing.update(failures=0, failing_since=None)


def _note_failure(delivery: models.Delivery, result: attempts.Result) -> None:
    """Count the failure, tell of the fourth, and disable what has failed for days."""
    endpoint = models.WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
    endpoint.update(
        failures=F("failures") + 1,
        failing_since=Coalesce(F("failing_since"), result.attempted_at),
    )
    if endpoint.filter(failures=WORTH_A_MAIL).exists():
        _tell(delivery.endpoint_id, vocabularies.NoticeReason.FAILING)
    if endpoint.filter(
        Q(failing_since__lt=Now() - HOPELESS_AFTER), failures__gte=HOPELESS_FAILURES
    ).exists():
        disable(delivery.endpoint_id)


def _tell(endpoint: int, reason: vocabularies.NoticeReason) -> None:
    models.EndpointNotice.objects.note(endpoint, reason)
