"""Accounts at the desk: nobody gives rights here that they do not have themselves."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from tracker import accounts, models
from tracker.admin.signing_in import devices, noting
from tracker.admin.site import desk
from tracker.models import AuditAct
from tracker.vocabularies import Role

_OWN_RIGHTS = ("role", "is_active")
"""What says what an account may do: nobody sets it for themselves."""


class GivenRole(forms.ModelForm):
    """The fields of an account, with the roles that whoever fills them in may give."""

    giver: models.User
    """Who fills in the form; each request has a form class of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "role" in self.fields:
            given = [role for role in Role if self.giver.allowed_role.allows(role)]
            self.fields["role"].choices = [  # type: ignore[attr-defined]
                (role.value, f"{role.label['en']}: {role.explanation['en']}") for role in given
            ]


class NewAccountForm(GivenRole, auth_forms.AdminUserCreationForm):
    """An account to be made."""


class AccountForm(GivenRole, auth_forms.UserChangeForm):
    """An account to be changed."""


@admin.register(models.User, site=desk)
class UserAdmin(auth.UserAdmin):
    """People and programs; an account is closed and never deleted."""

    form = AccountForm
    add_form = NewAccountForm
    change_form_template = "tracker/desk/account.html"
    filter_horizontal = ()
    list_display = ("username", "role", "email", "is_active", "last_login")
    list_filter = ("role", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("May do", {"fields": ("role", "is_active")}),
        ("Person or program", {"fields": ("first_name", "last_name", "email")}),
        ("Times", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "role", "email", "usable_password", "password1", "password2")},
        ),
    )
    radio_fields = {"role": admin.VERTICAL}

    def get_urls(self) -> list[Any]:
        reset = path(
            "<path:object_id>/reset-device/",
            self.admin_site.admin_view(self.reset_device),
            name="tracker_user_reset_device",
        )
        return [reset, *super().get_urls()]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **options)
        form.giver = request.user
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return what nobody enters: of accounts that exist the name, which the ledger has."""
        if obj is None:
            return ()
        own = _OWN_RIGHTS if obj.pk == request.user.pk else ()
        return ("username", "last_login", "date_joined", *own)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may: not those of others who may do more."""
        may_change = super().has_change_permission(request, obj)
        is_own = obj is not None and obj.pk == request.user.pk
        return may_change and (obj is None or is_own or _may_manage(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: what an account did stays its own."""
        return False

    def save_model(self, request: HttpRequest, obj: models.User, form: Any, change: bool) -> None:
        """Save what was entered; what an account may do is changed by functions that note it."""
        actor, now = request.user.get_username(), timezone.now()
        if not change:
            super().save_model(request, obj, form, change)
            noting.note(request, AuditAct.ACCOUNT_CREATED, about=obj.username, detail=obj.role)
            return
        entered = [name for name in form.changed_data if name not in _OWN_RIGHTS]
        if entered:
            obj.save(update_fields=entered)
            fields = ", ".join(entered)
            noting.note(request, AuditAct.ACCOUNT_CHANGED, about=obj.username, detail=fields)
        if "role" in form.changed_data:
            accounts.set_role(actor, obj, Role(obj.role), now)
        if "is_active" in form.changed_data:
            accounts.set_open(actor, obj, now, is_open=obj.is_active)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002
        """Set another's password; one's own is changed where the former is asked for."""
        if str(request.user.pk) == id:
            return HttpResponseRedirect(reverse("admin:password_change"))
        response = super().user_change_password(request, id, form_url)
        if isinstance(response, HttpResponseRedirect) and request.method == "POST":
            account = self.get_object(request, id)
            if account is not None:
                noting.note(request, AuditAct.PASSWORD_CHANGED, about=account.username)
        return response

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **options: Any
    ) -> Any:
        account = context.get("original")
        is_managed = account is not None and _may_manage(request, account)
        context["has_device"] = is_managed and devices.device_of(account) is not None
        return super().render_change_form(request, context, *args, **options)

    def reset_device(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then remove another's device and recovery codes: they set up a new one."""
        account = self.get_object(request, object_id)
        if account is None:
            raise Http404
        if not self.has_change_permission(request) or not _may_manage(request, account):
            raise PermissionDenied
        page = reverse("admin:tracker_user_change", args=(account.pk,))
        if request.method == "POST":
            address = getattr(request, "client_address", "")
            actor = request.user.get_username()
            if accounts.remove_devices(account, actor, address=address):
                messages.success(request, f"The device of {account.username} is reset.")
            return HttpResponseRedirect(page)
        context = {
            **self.admin_site.each_context(request),
            "account": account,
            "opts": self.opts,
            "title": f"Reset the device of {account.username}",
        }
        return TemplateResponse(request, "tracker/desk/reset_device.html", context)


def _may_manage(request: HttpRequest, account: models.User) -> bool:
    giver: Any = request.user
    return bool(giver.may_manage(account))
