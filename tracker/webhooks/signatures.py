"""Signatures of Standard Webhooks 1.0.0: made for every live secret, and verified.

The signed text is ``{id}.{timestamp}.{raw body}``; ``timestamp`` and ``now`` are Unix seconds.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets as random
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidSignature as WrongKey
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SECRET = "whsec_"  # noqa: S105 - a prefix
PRIVATE_KEY = "whsk_"
PUBLIC_KEY = "whpk_"
SECRET_BYTES = 32
MIN_SECRET_BYTES = 24
MAX_SECRET_BYTES = 64
SEED_BYTES = 32
PUBLIC_KEY_BYTES = 32
TOLERANCE_SECONDS = 300

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


class InvalidSignature(Exception):  # noqa: N818 - the name states the finding
    """The headers do not prove that the holder of the secret signed the body just now."""


def new_secret() -> str:
    """Return a fresh secret for ``v1`` signatures."""
    return SECRET + base64.b64encode(random.token_bytes(SECRET_BYTES)).decode()


def new_private_key() -> str:
    """Return a fresh key for ``v1a`` signatures."""
    return PRIVATE_KEY + base64.b64encode(random.token_bytes(SEED_BYTES)).decode()


def sign(secrets: Sequence[str], webhook_id: str, timestamp: int, body: bytes) -> str:
    """Return the ``webhook-signature`` of ``body``, one signature for each of ``secrets``.

    A ``whsec_`` secret gives ``v1`` (HMAC-SHA256), a ``whsk_`` key ``v1a`` (ed25519). Raises
    ValueError without secrets, for a malformed one, or for an id with a full stop, as the
    signed text could then be split in two ways.
    """
    if not secrets:
        raise ValueError("no secret to sign with")
    if "." in webhook_id:
        raise ValueError("a webhook id holds no full stop")
    text = _signed_text(webhook_id, str(timestamp), body)
    return " ".join(_signature(secret, text) for secret in secrets)


def headers(secrets: Sequence[str], webhook_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of the standard, signed like ``sign``."""
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secrets, webhook_id, timestamp, body),
    }


def public_key(private_key: str) -> str:
    """Return the ``whpk_`` key that verifies what the ``whsk_`` key signs."""
    raw = _private_key(private_key).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return PUBLIC_KEY + base64.b64encode(raw).decode()


def verify(
    secret_or_public_key: str,
    headers: Mapping[str, str],
    body: bytes,
    now: float,
    tolerance_seconds: float = TOLERANCE_SECONDS,
) -> None:
    """Return if ``headers``, in any case, sign ``body`` within the tolerance around ``now``.

    Raises InvalidSignature, or ValueError for a malformed secret. Every signature is compared,
    each in constant time.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        webhook_id, timestamp = given["webhook-id"], given["webhook-timestamp"]
        signatures = given["webhook-signature"].split(" ")
    except KeyError as missing:
        raise InvalidSignature(f"no header {missing}") from missing
    if not _TIMESTAMP.fullmatch(timestamp):
        raise InvalidSignature("the timestamp is not a number of seconds")
    if abs(now - int(timestamp)) > tolerance_seconds:
        raise InvalidSignature("the timestamp is too old or too new")
    text = _signed_text(webhook_id, timestamp, body)
    if secret_or_public_key.startswith(PUBLIC_KEY):
        found = _matches_key(secret_or_public_key, text, signatures)
    else:
        found = _matches_secret(secret_or_public_key, text, signatures)
    if not found:
        raise InvalidSignature("no signature matches")


def _signed_text(webhook_id: str, timestamp: str, body: bytes) -> bytes:
    # A hostile id may hold what UTF-8 cannot, which must fail to match rather than to encode.
    return f"{webhook_id}.{timestamp}.".encode("utf-8", "surrogatepass") + body


def _signature(secret: str, text: bytes) -> str:
    if secret.startswith(PRIVATE_KEY):
        return "v1a," + base64.b64encode(_private_key(secret).sign(text)).decode()
    return _hmac(secret, text)


def _hmac(secret: str, text: bytes) -> str:
    digest = hmac.new(_secret(secret), text, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _matches_secret(secret: str, text: bytes, signatures: Sequence[str]) -> bool:
    expected = _hmac(secret, text).encode()
    matches = [
        hmac.compare_digest(expected, signature.encode("utf-8", "surrogatepass"))
        for signature in signatures
    ]
    return any(matches)


def _matches_key(key: str, text: bytes, signatures: Sequence[str]) -> bool:
    raw = _decode(key, PUBLIC_KEY)
    if len(raw) != PUBLIC_KEY_BYTES:
        raise ValueError(f"a {PUBLIC_KEY} key has {PUBLIC_KEY_BYTES} bytes")
    verifier = ed25519.Ed25519PublicKey.from_public_bytes(raw)
    return any(
        _verifies(verifier, signature.removeprefix("v1a,"), text)
        for signature in signatures
        if signature.startswith("v1a,")
    )


def _verifies(verifier: ed25519.Ed25519PublicKey, signature: str, text: bytes) -> bool:
    try:
        verifier.verify(base64.b64decode(signature, validate=True), text)
    except (WrongKey, ValueError):
        return False
    return True


def _secret(secret: str) -> bytes:
    raw = _decode(secret, SECRET)
    if not MIN_SECRET_BYTES <= len(raw) <= MAX_SECRET_BYTES:
        raise ValueError(f"a secret has {MIN_SECRET_BYTES} to {MAX_SECRET_BYTES} bytes")
    return raw


def _private_key(key: str) -> ed25519.Ed25519PrivateKey:
    """Return the key, of which some libraries write the seed and some the public half after it."""
    raw = _decode(key, PRIVATE_KEY)
    private_key = ed25519.Ed25519PrivateKey.from_private_bytes(raw[:SEED_BYTES])
    public_half = private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    if raw[SEED_BYTES:] not in {b"", public_half}:
        raise ValueError(f"the halves of the {PRIVATE_KEY} key do not belong together")
    return private_key


def _decode(secret: str, prefix: str) -> bytes:
    """Return the bytes of ``secret``; no message ever repeats the secret."""
    if not secret.startswith(prefix):
        raise ValueError(f"it does not begin with {prefix}")
    try:
        return base64.b64decode(secret.removeprefix(prefix), validate=True)
    except binascii.Error:
        raise ValueError(f"what follows {prefix} is not base64") from None
