"""Parameters over other records, asked for by slug; a party with all that are part of it."""

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from tracker import models
from tracker.filters import codes
from tracker.filters.base import OWN, Body, Lineages, Parameter, Values
from tracker.filters.bodies import found_at, texts


def record(
    name: str, noun: type[models.Noun], column: str, *fields: str, also: Sequence[str] = ()
) -> Parameter:
    """Return a parameter over related records of one type, asked for by slug."""
    paths = (column, *also)

    def named(body: Body, field: str) -> Values:
        shown = found_at(body, field.removesuffix(".slug"))
        return [ref["slug"] for ref in shown if ref.get("type") == noun.RECORD_TYPE.value]

    return Parameter(
        name,
        f"Slug of a {noun.RECORD_TYPE}",
        columns=lambda values: _through(
            paths, noun._default_manager.filter(record__slug__in=values).values("pk")
        ),
        facet=lambda body, _: sorted({slug for field in fields for slug in named(body, field)}),
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
        check=lambda value: codes.checked_slug(name, value),
        schema=codes.SLUG_SCHEMA,
    )


def family_now(slugs: Values) -> Values:
    """Return the slugs of these parties and of all that are part of them now."""
    keys = models.Party.objects.with_descendants(slugs)
    return list(models.Party.objects.filter(pk__in=keys).values_list("record__slug", flat=True))


def family_at(moment: datetime) -> Callable[[Values], Values]:
    """Return what gives the slugs of parties and of all that were part of them at ``moment``."""

    @functools.cache
    def children() -> dict[str, list[str]]:
        of_parties = models.Revision.objects.filter(type=models.Party.RECORD_TYPE)
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


def _through(paths: Iterable[str], keys: Any) -> Q:
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{path}__in": keys})
    return condition
