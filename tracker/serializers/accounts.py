"""Whether the public sees the name of whoever decided something: the deployment says so."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from rest_framework import serializers

UNNAMED: Final = "an editor"


class AccountNameField(serializers.CharField):
    """The name of an account where names are public; else that it is an editor's."""

    @property
    def form(self) -> str:
        """The form of what is stored, which another setting makes another."""
        return "CharField" if settings.SHOW_ACCOUNT_NAMES else f"CharField: {UNNAMED}"

    def to_representation(self, value: Any) -> str:
        return str(value) if settings.SHOW_ACCOUNT_NAMES else UNNAMED


def without_names(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body, or the former values of some of its fields, without names of accounts.

    As it is where names are public.
    """
    assessments = body.get("assessments")
    if settings.SHOW_ACCOUNT_NAMES or not isinstance(assessments, list):
        return dict(body)
    unnamed = [{**each, "assessor": UNNAMED} for each in assessments]
    return {**body, "assessments": unnamed}
