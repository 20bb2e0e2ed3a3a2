"""Accounts and their tokens: nobody gives rights here that they do not have themselves."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tracker import models, vocabularies
from tracker.admin.site import desk

_RIGHTS: Final = ("is_staff", "is_superuser", "groups", "user_permissions")
"""What says who may do what at the desk: for superusers to see and to give."""


@admin.register(models.User, site=desk)
class UserAdmin(auth.UserAdmin):
    """People and programs; an account is closed and never deleted."""

    filter_horizontal = ("user_permissions",)

    def get_list_display(self, request: HttpRequest) -> Any:
        return _shown(request, super().get_list_display(request))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return _shown(request, super().get_list_filter(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (title, {**options, "fields": _shown(request, options["fields"])})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Return whether the list may be narrowed so: rights do not leak by what is found."""
        is_allowed = request.user.is_superuser or lookup.partition("__")[0] not in _RIGHTS
        return is_allowed and super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may; others' passwords at the desk are for superusers."""
        is_own = obj is None or obj.pk == request.user.pk or not (obj.is_staff or obj.is_superuser)
        may_change = request.user.is_superuser or is_own
        return may_change and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: what an account did stays its own."""
        return False


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

    def clean_role(self) -> str:
        """Return the role, which allows no more than the account itself may do by its tokens."""
        role = vocabularies.Role(self.cleaned_data["role"])
        if not vocabularies.ROLE_SCOPES[role] <= _held(self.giver):
            raise forms.ValidationError("Only a superuser gives rights that one has not.")
        return role.value


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
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(user=request.user.pk)

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
        if obj is None:
            entered = ("name", "role", "days")
            return ("user", *entered) if request.user.is_superuser else entered
        shown = ("created_at", "expires_at", "last_used_at", "revoked_at")
        return ("user", "name", "role", *shown)

    def save_model(self, request: HttpRequest, obj: models.Token, form: Any, change: bool) -> None:
        """Issue the token, and show its secret this once; others' are made by superusers."""
        if not request.user.is_superuser:
            obj.user = form.giver
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


def _shown(request: HttpRequest, names: Any) -> list[Any]:
    """Return of the names of fields those that the account may see."""
    return [name for name in names if request.user.is_superuser or name not in _RIGHTS]


def _held(account: models.User) -> frozenset[vocabularies.Scope]:
    """Return the scopes that an account has: all, or those of its tokens; anyone may read."""
    if account.is_superuser:
        return frozenset(vocabularies.Scope)
    tokens = models.Token.objects.valid(timezone.now()).filter(user=account)
    return frozenset({vocabularies.Scope.READ}).union(*(token.scopes for token in tokens))
