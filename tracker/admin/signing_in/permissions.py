"""What an account may do at the desk, from its role alone: there are no other rights to give."""

import functools
from typing import Any

from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice

from tracker import models
from tracker.admin.signing_in import sections
from tracker.vocabularies import Role


class RoleBackend(ModelBackend):
    """Signs accounts in by their passwords, and lets them do what their role allows."""

    def get_user(self, user_id: Any) -> models.User | None:
        """Return the account of a session, and with it whether it has a device for codes.

        Each page asks for both, and so it is one query; None where the account is closed.
        """
        device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        accounts = models.User.objects.annotate(has_device=Exists(device))
        account = accounts.filter(pk=user_id).first()
        return account if account is not None and account.is_active else None

    def get_user_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """Return the permissions of the account's role; none of a closed account or a stranger."""
        if not isinstance(user_obj, models.User) or not user_obj.is_active or obj is not None:
            return set()
        return set(_permissions(user_obj.allowed_role))

    def get_group_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        return set()

    def get_all_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        return self.get_user_permissions(user_obj, obj)


@functools.cache
def _permissions(role: Role) -> frozenset[str]:
    """Return the names of what a role allows with the models of the tracker."""
    names = [model._meta.model_name or "" for model in apps.get_app_config("tracker").get_models()]
    return frozenset(
        f"tracker.{action}_{name}"
        for name in names
        for action in ("view", "add", "change", "delete")
        if role.allows(sections.needed_role(name, is_view=action == "view"))
        and role.allows(Role.EDITOR)
    )
