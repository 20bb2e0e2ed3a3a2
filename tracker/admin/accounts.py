"""Accounts and their tokens."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tracker import models, vocabularies
from tracker.admin.site import desk


@admin.register(models.User, site=desk)
class UserAdmin(auth.UserAdmin):
    """People and programs; an account is closed and never deleted."""

    filter_horizontal = ("user_permissions",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: what an account did stays its own."""
        del request, obj
        return False


class TokenForm(forms.ModelForm):
    """A token to be made."""

    days = forms.IntegerField(
        required=False, min_value=1, max_value=3650, help_text="Until it expires; empty: never"
    )

    class Meta:
        model = models.Token
        fields = ("user", "name", "role")


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

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may revoke tokens; a token itself is never changed."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: a token is revoked."""
        del request, obj
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is entered, or of a token that is there all but its digest."""
        if obj is None:
            return ("user", "name", "role", "days")
        shown = ("created_at", "expires_at", "last_used_at", "revoked_at")
        return ("user", "name", "role", *shown)

    def save_model(self, request: HttpRequest, obj: models.Token, form: Any, change: bool) -> None:
        """Issue the token, and show its secret this once."""
        del change
        token, secret = models.issue_token(
            obj.user,
            obj.name,
            vocabularies.Role(obj.role),
            timezone.now(),
            form.cleaned_data["days"],
        )
        obj.pk, obj.created_at = token.pk, token.created_at
        obj._state.adding = False
        messages.warning(request, f"This is the token's secret, shown this once: {secret}")

    @admin.action(description="Revoke the selected tokens", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[models.Token]) -> None:
        """Have the tokens no longer accepted."""
        revoked = queryset.filter(revoked_at=None).update(revoked_at=timezone.now())
        messages.success(request, f"Revoked: {revoked}.")
