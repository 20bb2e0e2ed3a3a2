"""The links in mails: each permits the one thing that it is for, without an account."""

from typing import Final

from django.conf import settings
from django.core import signing

from tracker import models

CONFIRM: Final = "confirm"
UNSUBSCRIBE: Final = "unsubscribe"
CONFIRM_SECONDS: Final = 7 * 24 * 3600


def url(search: models.SavedSearch, purpose: str) -> str:
    """Return the address that confirms a saved search, or ends its mails."""
    return f"{settings.PUBLIC_URL}/mails/{purpose}/{token(search, purpose)}"


def token(search: models.SavedSearch, purpose: str) -> str:
    """Return a signed token that proves that a mail to the search's address was read."""
    said = {"search": search.slug, "email": search.email}
    return signing.dumps(said, salt=_salt(purpose))


def found(given: str, purpose: str) -> models.SavedSearch | None:
    """Return the search whose token this is; None where it is none, or too old.

    Links that end mails never grow old; none is good for another address than it was sent to.
    """
    oldest = CONFIRM_SECONDS if purpose == CONFIRM else None
    try:
        said = signing.loads(given, salt=_salt(purpose), max_age=oldest)
    except signing.BadSignature:
        return None
    return models.SavedSearch.objects.filter(slug=said["search"], email=said["email"]).first()


def _salt(purpose: str) -> str:
    return f"tracker.digests.{purpose}"
