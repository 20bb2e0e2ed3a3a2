"""From revisions to deliveries: who is to be told of what was published."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now

from tracker import filters, kinds, models

Told = dict[int, set[int]]


def fan_out(limit: int) -> int:
    """Make deliveries of up to ``limit`` revisions, in order, and return how many were done.

    Deliveries and the mark on their revision commit together. Several at a time share the
    work; a revision waits for the one before it of the same record.
    """
    with transaction.atomic():
        revisions = _batch(limit)
        endpoints = list(models.WebhookEndpoint.objects.subscribed()) if revisions else []
        told = _told(revisions)
        deliveries = [
            models.Delivery(
                endpoint=endpoint,
                revision=revision,
                next_attempt_at=Now(),
                created_at=Now(),
            )
            for revision in revisions
            for endpoint in _audience(revision, endpoints, told)
        ]
        models.Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        done = models.Revision.objects.filter(pk__in=[revision.pk for revision in revisions])
        return done.update(fanned_out_at=Now())


def _batch(limit: int) -> list[models.Revision]:
    """Return the next revisions, locked, without those that must wait for another's work."""
    waiting = models.Revision.objects.not_fanned_out()
    revisions = list(
        waiting.select_for_update(skip_locked=True).only(
            "sequence", "event_type", "record_id", "facets", "changed"
        )[:limit]
    )
    # Asked after the lock: what another committed meanwhile is seen here, and later in _told.
    elsewhere = set(
        waiting.filter(
            record__in=[revision.record_id for revision in revisions],
            sequence__lt=max((revision.sequence for revision in revisions), default=0),
        )
        .exclude(pk__in=[revision.pk for revision in revisions])
        .values_list("record", flat=True)
    )
    return [revision for revision in revisions if revision.record_id not in elsewhere]


def _told(revisions: Sequence[models.Revision]) -> Told:
    """Return, for each record corrected, the endpoints that have a delivery about it."""
    corrected = {r.record_id for r in revisions if kinds.is_follow_up(r.event_type, r.changed)}
    told: Told = defaultdict(set)
    earlier = models.Delivery.objects.filter(revision__record__in=corrected)
    for record, endpoint in earlier.values_list("revision__record", "endpoint").distinct():
        told[record].add(endpoint)
    return told


def _audience(
    revision: models.Revision, endpoints: Sequence[models.WebhookEndpoint], told: Told
) -> list[models.WebhookEndpoint]:
    """Return who is to be told of ``revision``, and note in ``told`` that they are."""
    is_correction = kinds.is_follow_up(revision.event_type, revision.changed)
    audience = [
        endpoint
        for endpoint in endpoints
        if (is_correction and endpoint.pk in told[revision.record_id])
        or filters.takes(endpoint, revision.event_type, revision.facets)
    ]
    told[revision.record_id].update(endpoint.pk for endpoint in audience)
    return audience
