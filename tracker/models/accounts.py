"""People and programs with an account, and the tokens by which they are known."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from tracker import vocabularies
from tracker.models import base

TOKEN_PREFIX = "orec_"  # noqa: S105 - a prefix, so that a leaked token is recognised
_TOKEN_BYTES = 32


class User(AbstractUser):
    """Someone who may sign in, and to whom tokens and webhook endpoints belong."""


class TokenQuerySet(models.QuerySet["Token"]):
    """Queries over tokens."""

    def valid(self, now: datetime) -> Self:
        """Return those neither revoked nor expired."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at=None)

    def presented(self, secret: str, now: datetime) -> "Token | None":
        """Return the valid token whose secret this is, if any."""
        return self.valid(now).filter(digest=token_digest(secret)).select_related("user").first()


class Token(models.Model):
    """A bearer token: only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    role = base.code_field(vocabularies.Role)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [base.codes_check("token_role_is_known", role=vocabularies.Role)]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"

    @property
    def scopes(self) -> frozenset[vocabularies.Scope]:
        """What the token's role allows."""
        return vocabularies.ROLE_SCOPES[vocabularies.Role(self.role)]


class IdempotencyKey(models.Model):
    """A POST that was made under a key, and its answer, so that repeating it changes nothing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64, help_text="Of method, address and body")
    created_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, help_text="Null while it is running")
    headers = models.JSONField(default=dict)
    answer = models.BinaryField(default=b"")
    is_sealed = models.BooleanField(
        default=False, help_text="Whether the answer is encrypted, as it shows a secret"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_is_used_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_by_age")]

    def __str__(self) -> str:
        return self.key


def token_digest(secret: str) -> str:
    """Return what is kept of a token's secret: its hexadecimal SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def issue_token(
    user: User, name: str, role: vocabularies.Role, now: datetime, days: int | None = None
) -> tuple[Token, str]:
    """Create a token for ``user`` and return it with its secret, which is shown this once."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    token = Token.objects.create(
        user=user,
        name=name,
        role=role,
        digest=token_digest(secret),
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    return token, secret
