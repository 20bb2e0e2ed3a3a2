"""The OpenAPI document as a page."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own files; what it runs is an answer of its own, as the policy wants."""

    template_name = "tracker/docs.html"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the page, or with ``script`` what it runs."""
        response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        # The page names the nonce of its answer, what it runs is the same for everyone.
        is_script = "script" in request.query_params
        response["Cache-Control"] = "public, max-age=0, s-maxage=60" if is_script else "no-cache"
        return response
