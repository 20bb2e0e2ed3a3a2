"""Silence: nothing is reported on a commitment, though sources that would carry it were read."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet

from tracker import models
from tracker.flagging import clock

_PARTS: Final = 4
"""Of the days of silence something was read in each quarter: else it is ours, not the world's."""


class Reading:
    """What was read in the days before ``now``, by source, language and outlet; asked once."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def on(self, commitment: models.Commitment) -> clock.Facts | None:
        """Return how much was read of what would carry a report; None where that was too little."""
        languages = _languages(commitment)
        countries = _countries(commitment)
        cited = _sources_citing(commitment)
        relevant = [
            row
            for row in self._rows
            if row["source"] in cited
            or (row["language"] in languages and row["country"] in {"", *countries})
        ]
        if not all(any(row[f"part_{part}"] for row in relevant) for part in range(_PARTS)):
            return None
        outlets = {row["outlet"].casefold() for row in relevant}
        return {"documents": sum(row["documents"] for row in relevant), "outlets": len(outlets)}

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        length = timedelta(days=settings.SILENT_AFTER_DAYS) / _PARTS
        starts = [self._now - (_PARTS - part) * length for part in range(_PARTS)]
        parts = {
            f"part_{part}": Count(
                "pk", filter=Q(flagged_at__gte=start, flagged_at__lt=start + length)
            )
            for part, start in enumerate(starts)
        }
        read = models.Snapshot.objects.filter(
            flagged_at__gte=starts[0], flagged_at__lte=self._now, document__is_public=True
        )
        named: QuerySet[Any, Any] = read.order_by().values(
            source=F("document__source"),
            country=F("document__source__country"),
            language=F("document__language"),
            outlet=F("document__outlet"),
        )
        return list(named.annotate(documents=Count("document", distinct=True), **parts))


class Silent(clock.Rule[models.Commitment]):
    """Nothing was reported for long on a commitment that people watch and that is not over."""

    kind = "commitment.silent"

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def window(self, record: models.Commitment) -> clock.Window | None:
        if not record.is_unfinished or not record.is_watched:
            return None
        heard = _last_heard(record)
        return clock.Window(heard + timedelta(days=settings.SILENT_AFTER_DAYS), heard)

    def facts(
        self, record: models.Commitment, window: clock.Window, now: datetime
    ) -> clock.Facts | None:
        read = self._reading.on(record)
        return read and {"silent_since": str(window.of), **read}


def _last_heard(commitment: models.Commitment) -> date:
    """Return the day of the last report; where there is none, that since when it is on record."""
    # What is backfill was old when it was found.
    reports = models.Development.objects.reports().filter(subject=commitment.pk, is_backfill=False)
    found: Mapping[str, Any] = {
        **reports.aggregate(detected=Max("detected_at")),
        **commitment.relations.confirmed().aggregate(
            said=Max("statement__stated_date"), done=Max("event__start_date")
        ),
    }
    first = models.Revision.objects.filter(record=commitment.pk).order_by("sequence")
    moments = [found["detected"], *first.values_list("published_at", flat=True)[:1]]
    days = [commitment.day_at(moment) for moment in moments if moment is not None]
    dates: list[date | None] = [found["said"], found["done"]]
    return max([*days, *(day for day in dates if day is not None)])


def _languages(commitment: models.Commitment) -> set[str]:
    """Return the languages in which it is looked for."""
    terms = commitment.watch.get("language_terms", {})
    return {commitment.language, *commitment.translations, *terms}


def _countries(commitment: models.Commitment) -> set[str]:
    """Return the countries of those who are bound and of those to whom it is owed."""
    return {party.country for party in (*commitment.holders.all(), *commitment.towards.all())}


def _sources_citing(commitment: models.Commitment) -> set[int]:
    """Return the sources of what is quoted on it: by itself, and by what was reported on it."""
    reports = models.Development.objects.filter(subject=commitment.pk)
    records = [commitment.pk, *reports.values_list("pk", flat=True)]
    quotes = models.Citation.objects.filter(record__in=records)
    return set(quotes.values_list("snapshot__document__source", flat=True))
