"""Parameters over other records, asked for by slug; a party with all that are part of it."""

import functools
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from tracker import models
from tracker.filters import codes
from tracker.filters.base import OWN, Body, Lineages, Parameter, Values
from tracker.filters.bodies import found_at, texts


def record(
    name: str, model: type[models.Record], column: str, *fields: str, also: Sequence[str] = ()
) -> Parameter:
    """Return a parameter over related records of one type, asked for by slug."""
    paths = (column, *also)

    def named(body: Body, field: str) -> Values:
        shown = found_at(body, field.removesuffix(".slug"))
        return [ref["slug"] for ref in shown if ref.get("type") == model.RECORD_TYPE.value]

    return Parameter(
        name,
        f"Slug of a {model.RECORD_TYPE}",
        columns=lambda values: _through(
            paths, model._default_manager.filter(identity__slug__in=values).values("pk")
        ),
        facet=lambda body, _: sorted({slug for field in fields for slug in named(body, field)}),
        fields=fields,
        check=lambda value: codes.checked_slug(name, value),
        schema=codes.SLUG_SCHEMA,
    )


def party(name: str, column: str, *fields: str, also: Sequence[str] = ()) -> Parameter:
    """Return a parameter over parties: asking for one includes all that are part of it."""
    paths = (column, *also)

    def own(body: Body) -> Values:
        return sorted({slug for field in fields for slug in texts(body, field)})

    def facet(body: Body, lineages: Lineages) -> Values:
        return sorted({each for slug in own(body) for each in lineages.get(slug, [slug])})

    return Parameter(
        name,
        "Slug of a party; includes all that are part of it",
        columns=lambda values: _through(paths, models.Party.objects.with_descendants(values)),
        facet=facet,
        own=own,
        fields=fields,
        check=lambda value: codes.checked_slug(name, value),
        schema=codes.SLUG_SCHEMA,
    )


def family_now(slugs: Values) -> Values:
    """Return the slugs of these parties and of all that are part of them now."""
    keys = models.Party.objects.with_descendants(slugs)
    return list(models.Party.objects.filter(pk__in=keys).values_list("identity__slug", flat=True))


def family_at(moment: datetime) -> Callable[[Values], Values]:
    """Return what gives the slugs of parties and of all that were part of them at ``moment``."""

    @functools.cache
    def children() -> dict[str, list[str]]:
        of_parties = models.Revision.objects.filter(record__type=models.Party.RECORD_TYPE)
        shown = of_parties.filter(published_at__lte=moment).exclude(superseded_at__lte=moment)
        found: dict[str, list[str]] = {}
        for own, parents in shown.values_list("facets__ids__0", f"facets__parent{OWN}"):
            for parent in parents or ():
                found.setdefault(parent, []).append(own)
        return found

    def family(slugs: Values) -> Values:
        found = list(slugs)
        for slug in found:
            found.extend(child for child in children().get(slug, []) if child not in found)
        return found

    return family


class PastLineages:
    """What parties were part of, asked for one moment after another."""

    def __init__(self, since: datetime, until: datetime) -> None:
        """Read what holds at some moment from ``since`` to ``until``."""
        of_parties = models.Revision.objects.filter(record__type=models.Party.RECORD_TYPE)
        shown = of_parties.filter(published_at__lte=until).exclude(superseded_at__lte=since)
        steps = shown.order_by("sequence").values_list(
            "published_at", "facets__ids__0", f"facets__parent{OWN}__0"
        )
        self._steps = deque(steps)
        self._parents: dict[str, str | None] = {}
        self._lineages: Lineages = {}

    def at(self, moment: datetime) -> Lineages:
        """Return each party's slug with those of all that it was part of; no earlier moment."""
        is_later = False
        while self._steps and self._steps[0][0] <= moment:
            _, slug, parent = self._steps.popleft()
            self._parents[slug] = parent
            is_later = True
        if is_later:
            self._lineages = models.lineages(self._parents)
        return self._lineages


def _through(paths: Iterable[str], keys: Any) -> Q:
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{path}__in": keys})
    return condition
