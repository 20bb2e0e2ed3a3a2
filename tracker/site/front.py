"""The front page: what changed, what falls due, how commitments stand."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from tracker import kinds, models, vocabularies
from tracker.site import bodies, index, languages, pages
from tracker.site.lists import agenda

Body = dict[str, Any]

_LATEST: Final = 8
_DUE: Final = 8
_OVERDUE: Final = 3
_TOPICS: Final = 12
_AHEAD: Final = timedelta(days=366)


class Front(pages.Page):
    """What governments promised, and what happened next."""

    template_name = "tracker/site/front.html"
    has_json = False
    has_past = False

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Return the page, or to programs that ask for no page the addresses of the API."""
        is_page = self.language != languages.DEFAULT or index.prefers_a_page(request)
        response = super().get(request, **named) if is_page else index.index(request)
        patch_vary_headers(response, ("Accept",))
        return response

    def context(self, **_named: Any) -> dict[str, Any]:
        today = timezone.now().date()
        latest = _latest()
        return {
            "latest": latest,
            "pair": _then_and_since(latest),
            "dates": [
                *agenda.overdue(_OVERDUE),
                *agenda.between(today, today + _AHEAD, _DUE)[:_DUE],
            ],
            "verdicts": _verdicts(),
            "topics": bodies.of(models.Topic.objects.public().order_by("name")[:_TOPICS]),
        }


def _latest() -> list[Body]:
    rows = models.Development.objects.public().filter(is_backfill=False)
    return bodies.of(rows.order_by("-changed_at", "-pk")[:_LATEST])


def _then_and_since(latest: list[Body]) -> dict[str, Body] | None:
    """Return a commitment and what was reported on it last: what all of this is for."""
    telling = [since for since in latest if _is_telling(since)]
    slugs = {since["record"]["slug"] for since in telling}
    named = bodies.of(models.Commitment.objects.public().slugs(*slugs))
    quoted = {then["slug"]: then for then in named if then["citations"]}
    for since in telling:
        if then := quoted.get(since["record"]["slug"]):
            return {"then": then, "since": since}
    return None


def _is_telling(since: Body) -> bool:
    """Return whether a development has words that bear on a commitment."""
    kind = kinds.KINDS[since["kind"]]
    return bool(since["citations"]) and (kind.is_meaning or kind.code == kinds.REPORTED)


def _verdicts() -> list[dict[str, Any]]:
    rows = models.Commitment.objects.public().order_by()
    counts = dict(rows.values_list("verdict").annotate(Count("pk")))
    return [
        {"code": code.value, "count": counts[code]}
        for code in vocabularies.Verdict
        if code in counts
    ]
