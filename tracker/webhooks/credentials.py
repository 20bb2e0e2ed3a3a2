"""An endpoint's credentials, kept encrypted: the secrets that sign, the headers that are sent.

A shared secret signs as ``v1``, a key as ``v1a``. While one is being replaced both sign.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson
from django.db.models.functions import Least

from tracker import models
from tracker.webhooks import encryption, signatures

MOST_LIVE: Final = 5


@dataclass(frozen=True)
class Rotation:
    """What replaces the secrets of an endpoint; ``secret`` is shown this once."""

    secret: str
    public_key: str | None
    former_until: datetime


def add_secret(endpoint: models.WebhookEndpoint, now: datetime) -> str:
    """Create a further shared secret that signs from now on, and return it."""
    secret = signatures.new_secret()
    endpoint.secrets.create(ciphertext=encryption.encrypt(secret), created_at=now)
    return secret


def add_key(endpoint: models.WebhookEndpoint, now: datetime) -> str:
    """Create a further key that signs from now on, and return its public half."""
    key = signatures.new_private_key()
    public_key = signatures.public_key(key)
    endpoint.secrets.create(
        ciphertext=encryption.encrypt(key), public_key=public_key, created_at=now
    )
    return public_key


def rotate(endpoint: models.WebhookEndpoint, grace: timedelta, now: datetime) -> Rotation:
    """Have new secrets sign, and the former ones only until ``grace`` is over.

    Of those replaced earlier the oldest end at once where more than a handful would sign.
    """
    until = now + grace
    live = endpoint.secrets.live()
    live.update(expires_at=Least("expires_at", until))
    for is_key in (False, True):
        kept = live.exclude(public_key="") if is_key else live.filter(public_key="")
        surplus = list(kept.values_list("pk", flat=True)[MOST_LIVE - 1 :])
        endpoint.secrets.filter(pk__in=surplus).update(expires_at=now)
    public_key = add_key(endpoint, now) if endpoint.has_public_key else None
    return Rotation(add_secret(endpoint, now), public_key, until)


def decrypted(secrets: Iterable[models.WebhookSecret]) -> tuple[str, ...]:
    """Return the secrets in plain, in this order; raises encryption.UnreadableSecret."""
    return tuple(encryption.decrypt(bytes(secret.ciphertext)) for secret in secrets)


def encrypt_headers(headers: Mapping[str, str]) -> bytes:
    """Return the headers as they are stored."""
    return encryption.encrypt(orjson.dumps(dict(headers)).decode()) if headers else b""


def headers_of(endpoint: models.WebhookEndpoint) -> dict[str, str]:
    """Return the headers that its owner wants sent; raises encryption.UnreadableSecret."""
    stored = bytes(endpoint.headers)
    if not stored:
        return {}
    headers: dict[str, str] = orjson.loads(encryption.decrypt(stored))
    return headers
