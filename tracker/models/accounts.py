"""People and programs with an account, and the tokens by which they are known."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models import Q

from tracker import vocabularies
from tracker.models import base
from tracker.models.audit import AuditAct, AuditEntry

TOKEN_PREFIX = "orec_"  # noqa: S105 - a prefix, so that a leaked token is recognised
_TOKEN_BYTES = 32


class UserManager(DjangoUserManager["User"]):
    """How accounts are made, by Django's commands too: with a good password, and with a role."""

    use_in_migrations = False

    def create_user(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **columns: Any,
    ) -> "User":
        """Return a new account, of the role given or else a reader.

        Raises ValidationError for a password that the validators refuse.
        """
        if password is not None:
            validate_password(password, self.model(username=username, email=email or ""))
        account: User = self._create_user(username, email, password, **columns)  # type: ignore[attr-defined]
        return account

    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **columns: Any,
    ) -> "User":
        """Return a new account that may do everything, what administrators may not included."""
        rights = {"is_superuser": True, "role": vocabularies.Role.ADMIN.value}
        account = self.create_user(username, email, password, **columns, **rights)
        AuditEntry.objects.note(
            AuditAct.ACCOUNT_CREATED, "createsuperuser", about=account.username, detail="superuser"
        )
        return account


class User(AbstractUser):
    """Someone who may sign in, and to whom tokens and webhook endpoints belong.

    What an account may do follows from its role alone, unless ``createsuperuser`` made it.
    """

    role = base.code_field(
        vocabularies.Role,
        default=vocabularies.Role.READER,
        db_default=vocabularies.Role.READER.value,
        help_text="What the account may do; readers and subscribers do not sign in at the desk",
    )
    # Django's own rights: there is no other place for rights than the role.
    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]

    objects: ClassVar[UserManager] = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [base.codes_check("user_role_is_known", role=vocabularies.Role)]

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """Whether the account may sign in at the desk, as Django's admin asks it."""
        return self.is_superuser or vocabularies.Role(self.role).may_use_desk

    @property
    def allowed_role(self) -> vocabularies.Role:
        """The highest role that the account may give, to itself by a token or to others."""
        return vocabularies.Role.ADMIN if self.is_superuser else vocabularies.Role(self.role)

    def may_manage(self, other: "User") -> bool:
        """Return whether this account may change another's role, password or device."""
        if other.pk == self.pk or not self.is_active:
            return False
        if self.is_superuser:
            return True
        is_administrator = self.allowed_role == vocabularies.Role.ADMIN
        return is_administrator and not other.is_superuser


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
    def allowed_role(self) -> vocabularies.Role:
        """The token's role, or that of its account where the account may do less."""
        return min(
            vocabularies.Role(self.role), self.user.allowed_role, key=lambda role: role.order
        )

    @property
    def scopes(self) -> frozenset[vocabularies.Scope]:
        """What the token and its account both allow."""
        return vocabularies.ROLE_SCOPES[self.allowed_role]


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
    """Create a token for ``user`` and return it with its secret, which is shown this once.

    It allows no more than the account may do, whatever its own role.
    """
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
