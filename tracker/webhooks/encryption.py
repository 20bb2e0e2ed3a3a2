"""Signing secrets at rest: encrypted with a key derived from SECRET_KEY and those before it."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"on-record webhook secrets"
_KEY_BYTES = 32


class UnreadableSecret(Exception):  # noqa: N818 - the name states the finding
    """The secret was encrypted with a key that this deployment no longer has."""


def encrypt(secret: str) -> bytes:
    """Return ``secret`` encrypted with the present key."""
    return _cipher().encrypt(secret.encode())


def decrypt(ciphertext: bytes) -> str:
    """Return the secret again, whichever key of SECRET_KEY_FALLBACKS it was encrypted with.

    Raises UnreadableSecret.
    """
    try:
        return _cipher().decrypt(ciphertext).decode()
    except InvalidToken:
        raise UnreadableSecret("SECRET_KEY changed without a fallback") from None


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys)


def _derived(key: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=_KEY_BYTES, salt=None, info=_PURPOSE)
    return kdf.derive(key.encode())
