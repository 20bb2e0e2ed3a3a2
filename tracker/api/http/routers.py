"""Addresses of viewsets: without a slash at the end, their rows found by a path converter."""

from rest_framework import routers, viewsets


class Router(routers.SimpleRouter):
    """Registers each viewset under the address of its list, which names its routes too."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=False, use_regex_path=False)

    def register(
        self, prefix: str, viewset: type[viewsets.ViewSetMixin], basename: str | None = None
    ) -> None:
        """Add the addresses of a viewset, its list at ``v1/`` and ``prefix``."""
        super().register(f"v1/{prefix}", viewset, basename or prefix)
