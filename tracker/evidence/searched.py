"""What was searched for evidence on a commitment: which documents, for which terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Lower

from tracker import models
from tracker.analysis.mentions import index
from tracker.evidence import found


@dataclass(frozen=True)
class SearchedSource:
    """A source, how many of its documents were read, and when the first and the last were."""

    source: models.Source
    documents: int
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Searched:
    """What was read since a commitment was on record, and the terms that were looked for.

    ``outlets`` are counted by name, those too whose articles are handed in as of one source;
    ``silent`` are the sources that brought nothing for far longer than usual.
    """

    sources: list[SearchedSource]
    silent: int
    documents: int
    outlets: int
    until: datetime | None
    languages: list[str]
    terms: list[str]


@dataclass(frozen=True)
class Brief:
    """In brief what was read since a commitment was on record, and the terms looked for.

    ``outlets`` are those of the documents counted.
    """

    documents: found.Count
    outlets: int
    until: datetime | None
    terms: list[str]


def briefly(commitment: int, body: Mapping[str, Any], most: int) -> Brief:
    """Return what was searched for a commitment, of no more than the ``most`` last readings."""
    read = _snapshots(commitment).order_by("-flagged_at", "-pk")
    last = read.annotate(outlet=Lower("document__outlet"))[: most + 1].aggregate(
        readings=Count("pk"),
        documents=Count("document", distinct=True),
        outlets=Count("outlet", distinct=True),
        until=Max("flagged_at"),
    )
    is_exact = last["readings"] <= most
    count = last["documents"] if is_exact else last["documents"] - 1
    return Brief(found.Count(count, is_exact), last["outlets"], last["until"], _terms(body))


def searched(commitment: int, body: Mapping[str, Any], now: datetime) -> Searched:
    """Return what was searched for a commitment, of which ``body`` is stored."""
    of_source: dict[int, list[Any]] = {}
    # A document has one source, one outlet and one language.
    for row in _read(commitment):
        of_source.setdefault(row["document__source"], []).append(row)
    every = [row for rows in of_source.values() for row in rows]
    sources = models.Source.objects.public().filter(pk__in=of_source)
    return Searched(
        [
            SearchedSource(
                source,
                sum(row["documents"] for row in of_source[source.pk]),
                min(row["since"] for row in of_source[source.pk]),
                max(row["until"] for row in of_source[source.pk]),
            )
            for source in sources.select_related("identity").order_by("name", "pk")
        ],
        sources.silent(now).count(),
        sum(row["documents"] for row in every),
        len({row["document__outlet"].casefold() for row in every}),
        max((row["until"] for row in every), default=None),
        sorted({row["document__language"] for row in every}),
        _terms(body),
    )


def _read(commitment: int) -> QuerySet[Any, Any]:
    """Return how many public documents were read since a commitment was on record, and when."""
    read = _snapshots(commitment)
    return read.values("document__source", "document__outlet", "document__language").annotate(
        documents=Count("document", distinct=True), since=Min("flagged_at"), until=Max("flagged_at")
    )


def _snapshots(commitment: int) -> QuerySet[models.Snapshot]:
    """Return the versions of public documents that were read since a commitment was on record."""
    revisions = models.Revision.objects.filter(record=commitment).order_by("sequence")
    since = revisions.values_list("published_at", flat=True).first()
    return models.Snapshot.objects.filter(flagged_at__gte=since, document__is_public=True)


def _terms(body: Mapping[str, Any]) -> list[str]:
    """Return the key terms of a commitment: those of its watch, else those its words suggest."""
    watch = body["watch"] or {}
    given: Mapping[str, Mapping[str, float]]
    given = {"": watch.get("terms", {}), **watch.get("language_terms", {})}
    if not any(given.values()):
        translated = {
            code: words["text"] for code, words in body["translations"].items() if words.get("text")
        }
        officials = (speaker["official"] for speaker in body["made_by"] if speaker["official"])
        parties = (party for party in (*body["holders"], *body["towards"]) if party["code"])
        names = [named["title"] for named in (*officials, *parties) if named["title"]]
        given = index.suggested_terms({body["language"]: body["text"], **translated}, names)
    return sorted({term for weighted in given.values() for term in weighted})
