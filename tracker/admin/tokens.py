"""Tokens at the desk: one's own, which allow no more than one may do oneself."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tracker import accounts, models
from tracker.admin.site import desk
from tracker.vocabularies import Role


class TokenForm(forms.ModelForm):
    """A token to be made."""

    days = forms.IntegerField(
        required=False, min_value=1, max_value=3650, help_text="Until it expires; empty: never"
    )

    class Meta:
        model = models.Token
        fields = ("user", "name", "role")

    giver: models.User
    """Who makes the token; each request has a form class of its own."""

    def clean(self) -> dict[str, Any]:
        """Return what was entered; a token allows no more than its account may do."""
        entered: dict[str, Any] = super().clean() or self.cleaned_data
        owner = entered.get("user") or self.giver
        if "role" in entered and not owner.allowed_role.allows(Role(entered["role"])):
            self.add_error("role", "A token allows no more than its account may do.")
        return entered


@admin.register(models.Token, site=desk)
class TokenAdmin(admin.ModelAdmin):
    """Tokens: made, shown once, and revoked."""

    actions = ("revoke",)
    form = TokenForm
    autocomplete_fields = ("user",)
    list_display = ("name", "user", "role", "last_used_at", "expires_at", "revoked_at")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    ordering = ("-created_at",)
    search_fields = ("name", "user__username")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Token]:
        """Return one's own tokens; to administrators all, to be revoked."""
        rows = super().get_queryset(request)
        return rows if _sees_all(request) else rows.filter(user=request.user.pk)

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Return whether the list may be narrowed so: never by what is kept of a secret."""
        return not lookup.startswith("digest") and super().lookup_allowed(lookup, value, request)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **options)
        form.giver = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may revoke tokens; a token itself is never changed."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: a token is revoked."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is entered, or shown; others' tokens are made by superusers alone."""
        if obj is None:
            entered = ("name", "role", "days")
            return ("user", *entered) if request.user.is_superuser else entered
        shown = ("created_at", "expires_at", "last_used_at", "revoked_at")
        return ("user", "name", "role", *shown)

    def save_model(self, request: HttpRequest, obj: models.Token, form: Any, change: bool) -> None:
        """Issue the token, and show its secret this once."""
        if not request.user.is_superuser:
            obj.user = form.giver
        token, secret = accounts.issue_token(
            request.user.get_username(),
            obj.user,
            obj.name,
            Role(obj.role),
            timezone.now(),
            form.cleaned_data["days"],
        )
        obj.pk, obj.created_at = token.pk, token.created_at
        obj._state.adding = False
        messages.warning(request, f"This is the token's secret, shown this once: {secret}")

    @admin.action(description="Revoke the selected tokens", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[models.Token]) -> None:
        """Have the tokens no longer accepted, but for those of accounts that may do more."""
        giver: Any = request.user
        own = [
            token
            for token in queryset.select_related("user")
            if token.user_id == giver.pk or giver.may_manage(token.user)
        ]
        revoked = accounts.revoke_tokens(giver.get_username(), own, timezone.now())
        messages.success(request, f"Revoked: {revoked}.")


def _sees_all(request: HttpRequest) -> bool:
    return request.user.has_perm("tracker.view_user")
