"""What is sent anew on request: one delivery, or all that failed since a time. The bytes stay."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models.functions import Now

from tracker import models, vocabularies
from tracker.webhooks import endpoints

KEPT: Final = timedelta(days=14)
"""For how long what failed can be recovered."""


def retire() -> int:
    """Give up what has been kept for 14 days for endpoints that are not sent to; return how many.

    A replay from the ledger brings even that back.
    """
    kept = models.Delivery.objects.filter(
        state=vocabularies.DeliveryState.WAITING,
        leased_until__isnull=True,
        created_at__lt=Now() - KEPT,
    )
    not_sent_to = kept.exclude(endpoint__state=vocabularies.EndpointState.ENABLED)
    return not_sent_to.update(state=vocabularies.DeliveryState.CANCELLED)


def redeliver(delivery: models.Delivery) -> None:
    """Have ``delivery``, which is locked, be sent as soon as may be, under its former id.

    One that was over gets as many attempts as a new one. Raises endpoints.NotNowError while it
    is under way, and for a sample.
    """
    if delivery.sample_type:
        raise endpoints.NotNowError("It is no event: send another ping or example instead.")
    if delivery.leased_until is not None:
        raise endpoints.NotNowError("It is being sent just now.")
    models.Delivery.objects.filter(pk=delivery.pk).send_anew()


def recover(endpoint: models.WebhookEndpoint, since: datetime) -> int:
    """Have all events that failed for good at ``since`` or later be sent anew; return how many.

    What is on its way again is left as it is, so that asking twice does no more than once.
    """
    failed = models.Delivery.objects.filter(
        endpoint=endpoint,
        sample_type="",
        state=vocabularies.DeliveryState.FAILED,
        last_attempt_at__gte=since,
    )
    return failed.send_anew()
