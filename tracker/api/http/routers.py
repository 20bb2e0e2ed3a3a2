"""Addresses of viewsets: without a slash at the end, their rows found by a path converter."""

from django.urls import register_converter
from rest_framework import routers, viewsets


class SlugConverter:
    """A slug in an address; what cannot be one leads nowhere."""

    regex = r"(?=[a-z0-9-]{1,120}(?:/|\Z))[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        """Return the slug."""
        return value

    def to_url(self, value: str) -> str:
        """Return the slug."""
        return value


class NumberConverter:
    """A whole number from 1 in an address."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number's digits."""
        return str(value)


register_converter(SlugConverter, "record")
register_converter(NumberConverter, "number")


class Router(routers.SimpleRouter):
    """Registers each viewset under the address of its list, which names its routes too."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=False, use_regex_path=False)

    def register(
        self, prefix: str, viewset: type[viewsets.ViewSetMixin], basename: str | None = None
    ) -> None:
        """Add the addresses of a viewset, its list at ``v1/`` and ``prefix``."""
        super().register(f"v1/{prefix}", viewset, basename or prefix)
