"""Whether an address may be asked to confirm a search: it is counted over all accounts."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from tracker import models

DAY: Final = timedelta(days=1)
BETWEEN: Final = timedelta(hours=1)
MOST_A_DAY: Final = 3
MOST_A_DAY_OF_KNOWN: Final = 20
"""Of an account whose mails the address has confirmed before, and not ended."""


def take_turn(search: models.SavedSearch, now: datetime) -> timedelta:
    """Count a request to confirm ``search``, or return how long it has to wait.

    An address that has not confirmed anything of this account gets one an hour and three a day,
    and none at all once it has unsubscribed: then it is looked at again a day later.
    """
    with transaction.atomic():
        recipient = models.MailRecipient.objects.lock(search.email)
        asked = sorted(each for each in recipient.asked_at if each > now - DAY)
        is_known = _has_confirmed(search)
        if recipient.unsubscribed_at is not None and not is_known:
            return DAY
        is_welcome = is_known and recipient.unsubscribed_at is None
        most = MOST_A_DAY_OF_KNOWN if is_welcome else MOST_A_DAY
        wait = timedelta()
        if len(asked) >= most:
            wait = asked[-most] + DAY - now
        if asked and not is_welcome:
            wait = max(wait, asked[-1] + BETWEEN - now)
        if wait <= timedelta():
            recipient.note_asked(now, now - DAY)
            return timedelta()
        return wait


def give_back(search: models.SavedSearch, now: datetime) -> None:
    """Forget a turn of which no mail came about."""
    with transaction.atomic():
        recipient = models.MailRecipient.objects.lock(search.email)
        recipient.asked_at = [each for each in recipient.asked_at if each != now]
        recipient.save(update_fields=["asked_at"])


def note_unsubscribed(email: str, now: datetime) -> None:
    """Have strangers not ask ``email`` again."""
    with transaction.atomic():
        models.MailRecipient.objects.lock(email)
        _row(email).update(unsubscribed_at=now)


def note_confirmed(email: str) -> None:
    """Have ``email`` be asked again: it has just said that it wants mails."""
    _row(email).update(unsubscribed_at=None)


def _row(email: str) -> "models.MailRecipientQuerySet":
    return models.MailRecipient.objects.filter(digest=models.recipient_digest(email))


def _has_confirmed(search: models.SavedSearch) -> bool:
    """Return whether the address has confirmed a search of the same account.

    Without an account anybody may have entered it.
    """
    return (
        search.owner_id is not None
        and models.SavedSearch.objects.filter(
            owner=search.owner_id, email__iexact=search.email, confirmed_at__isnull=False
        ).exists()
    )
