"""What is sent anew on request: one delivery, or all that failed since a time. The bytes stay."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.db.models.functions import Now

from tracker import models, vocabularies

KEPT: Final = timedelta(days=14)
"""For how long what failed can be recovered."""


def retire() -> int:
    """Give up what has been kept for 14 days for endpoints that are not sent to; return how many.

    A replay from the ledger brings even that back.
    """
    kept = models.Delivery.objects.at_rest().filter(created_at__lt=Now() - KEPT)
    not_sent_to = kept.exclude(endpoint__state=vocabularies.EndpointState.ENABLED)
    return not_sent_to.update(state=vocabularies.DeliveryState.CANCELLED)


def redeliver(delivery: models.Delivery) -> None:
    """Have ``delivery``, which is locked, be sent as soon as may be, under its former id.

    One that was over gets as many attempts as a new one. Raises models.WrongStateError while it
    is under way, and for a sample.
    """
    if delivery.sample_type:
        raise models.WrongStateError("It is no event: send another ping or example instead.")
    if delivery.leased_until is not None:
        raise models.WrongStateError("It is being sent just now.")
    models.Delivery.objects.filter(pk=delivery.pk).send_anew()


@dataclass(frozen=True)
class Recovered:
    """How many deliveries are due again: those that had ``failed``, and those that ``waited``."""

    failed: int
    waited: int

    @property
    def recovered(self) -> int:
        """All of them."""
        return self.failed + self.waited


def recover(endpoint: models.WebhookEndpoint, since: datetime) -> Recovered:
    """Have all events of ``since`` or later that failed, or wait to be tried again, be due now.

    What is due or on its way is left as it is, so that asking twice does no more than once.
    """
    events = models.Delivery.objects.filter(endpoint=endpoint, sample_type="").filter(
        Q(last_attempt_at__gte=since) | Q(last_attempt_at=None, created_at__gte=since)
    )
    waited = events.at_rest().filter(next_attempt_at__gt=Now()).send_anew()
    failed = events.filter(state=vocabularies.DeliveryState.FAILED).send_anew()
    return Recovered(failed, waited)
