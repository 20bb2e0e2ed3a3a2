"""Sending an endpoint anew what the ledger holds since a sequence, with the same ids and bytes."""

from typing import Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from tracker import claims, filters, models, vocabularies

_LEASE_SECONDS: Final = 60.0


class BeyondHeadError(ValueError):
    """The ledger has not come so far; ``head`` is its last sequence."""

    def __init__(self, head: int) -> None:
        super().__init__(f"The last sequence is {head}.")
        self.head = head


def request(endpoint: models.WebhookEndpoint, after: int) -> models.Replay:
    """Have all after this sequence be sent anew soon, and return the request.

    While one with the same beginning is under way, that is returned. Raises
    models.WrongStateError for an endpoint that never answered, BeyondHeadError for a sequence that
    the ledger has not come to.
    """
    if endpoint.answered_at is None:
        raise models.WrongStateError("It is pending: it has never answered a challenge.")
    head = models.LedgerHead.objects.sequence()
    if after > head:
        raise BeyondHeadError(head)
    replay, is_new = models.Replay.objects.unfinished().get_or_create(
        endpoint=endpoint,
        after=after,
        finished_at=None,
        defaults={"until": head, "last_sequence": after, "requested_at": Now()},
    )
    if is_new:
        replay.refresh_from_db()
    return replay


def replay_waiting(limit: int) -> int:
    """Work on the first replay by up to ``limit`` revisions, and return how many were looked at."""
    looked_at: list[int] = []
    claims.work_off(
        models.Replay.objects.unfinished(),
        lambda replay: looked_at.append(_replay(replay, limit)),
        claims.pause,
        claims.Batch(1, _LEASE_SECONDS),
    )
    return sum(looked_at)


def _replay(replay: models.Replay, limit: int) -> int:
    """Send a batch anew; what the batch made and how far it came commit together."""
    with transaction.atomic():
        if not replay.still_held():
            return 0
        revisions = list(
            models.Revision.objects.after(replay.last_sequence)
            .filter(sequence__lte=replay.until)
            .only("sequence", "event_type", "facets", "fanned_out_at")[:limit]
        )
        is_over = len(revisions) < limit
        replay.release(
            deliveries=replay.deliveries + _anew(replay, revisions) + _added(replay, revisions),
            last_sequence=replay.until if is_over else revisions[-1].sequence,
            finished_at=Now() if is_over else None,
            attempts=0,
        )
        return len(revisions)


def _anew(replay: models.Replay, revisions: list[models.Revision]) -> int:
    """Have be due again what was over when it was asked for; what is under way arrives anyway."""
    over = Q(leased_until=None) & ~Q(state=vocabularies.DeliveryState.WAITING)
    not_since = Q(delivered_at=None) | Q(delivered_at__lt=replay.requested_at)
    told = models.Delivery.objects.filter(endpoint=replay.endpoint_id, revision__in=revisions)
    return told.filter(over & not_since).send_anew()


def _added(replay: models.Replay, revisions: list[models.Revision]) -> int:
    """Add what it asks for now and was not told of; fan-out adds what is still to come."""
    told = models.Delivery.objects.filter(endpoint=replay.endpoint_id, revision__in=revisions)
    known = set(told.values_list("revision", flat=True))
    added = [
        models.Delivery(
            endpoint=replay.endpoint, revision=revision, next_attempt_at=Now(), created_at=Now()
        )
        for revision in revisions
        if revision.pk not in known
        and revision.fanned_out_at is not None
        and filters.takes(replay.endpoint, revision.event_type, revision.facets)
    ]
    models.Delivery.objects.bulk_create(added, ignore_conflicts=True)
    return len(added)
