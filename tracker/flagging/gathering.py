"""Which report gathers an article: what shows that two articles tell of one happening."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from tracker import models, vocabularies
from tracker.analysis import base
from tracker.comparison import quotations
from tracker.flagging import speakers
from tracker.flagging.told import Report, is_of_that_day, words_of

REACH: Final = timedelta(hours=72)
"""So far from its first article a report gathers others."""

_TIMED: Final = (vocabularies.DatePrecision.DAY, vocabularies.DatePrecision.MINUTE)
_QUOTED: Final = "identity__citations__passage"


def rows(
    found: "QuerySet[models.Development, models.Development]", report: Report
) -> "QuerySet[models.Development, models.Development]":
    """Return those of the reports ``found`` that may gather an article, by the first of theirs."""
    document = "snapshot__document__published_"
    fetched = "snapshot__fetched_at"
    is_timed = Q(**{f"{document}precision__in": _TIMED, f"{document}at__lte": F(fetched)})
    moment = Case(When(is_timed, then=F(f"{document}at")), default=F(fetched))
    first = models.Citation.objects.filter(record=OuterRef("identity")).order_by("pk")
    first_at = Coalesce(Subquery(first.annotate(moment=moment).values("moment")[:1]), "detected_at")
    about_then = Q(first_at__range=(moment_of(report) - REACH, moment_of(report) + REACH))
    dismissed = Q(review_state=vocabularies.ReviewState.DISMISSED, is_of_story=True)
    wanted = found.annotate(first_at=first_at).filter(about_then | dismissed | Q(has_words=True))
    return wanted.prefetch_related(
        f"{_QUOTED}__speaker_official__identity", f"{_QUOTED}__speaker_party__identity"
    )


def moment_of(report: Report) -> datetime:
    """Return when an article was published, or else read, where that is known to the day only."""
    document, fetched_at = report.snapshot.document, report.snapshot.fetched_at
    published_at = document.published_at
    if published_at is None or document.published_precision not in _TIMED:
        return fetched_at
    return min(published_at, fetched_at)


def gathers(row: Any, report: Report) -> bool:
    """Tell whether a report, one of ``rows``, and an article tell of one happening.

    They are of one document or near-duplicates, share a quotation, or tell the same act of the
    same day. Of a dismissed one only the words are known, not all of that day.
    """
    if row.is_of_story or _shares_a_quotation(row, report):
        return True
    if not row.is_withdrawn and (row.is_of_document or _tells_the_same_act(row, report)):
        return True
    return bool(row.is_quoted) and is_of_that_day(row, report) and _may_be_of_one(row, report)


def _shares_a_quotation(row: models.Development, report: Report) -> bool:
    """Tell whether eight words of one speaker stand in both; nobody is never the same speaker."""
    return any(
        quotations.shared(ours, theirs)
        and speakers.of_finding(speaker, report.occurred).is_same(
            speakers.of_row(passage, row.occurred_date)
        )
        for ours, speaker in _said_in(report)
        for passage in _passages(row)
        if (theirs := quotations.said(passage.citation.exact, passage.speaker_name))
    )


def _said_in(report: Report) -> Iterator[tuple[str, base.Speaker]]:
    for passage in report.passages:
        if passage.speaker is not None:
            words = quotations.said(passage.exact, passage.speaker.name)
            if words:
                yield words, passage.speaker


def _passages(row: models.Development) -> list[models.Passage]:
    return [quote.passage for quote in row.own_citations if hasattr(quote, "passage")]


def _tells_the_same_act(row: models.Development, report: Report) -> bool:
    """Tell whether both take the same words of that day to mean the same."""
    told = {
        (meaning.relation, words_of(meaning.explanation))
        for meaning in row.meanings.all()
        if not meaning.is_withdrawn
    }
    acts = {act for act in report.acts & told if act[1]}
    return bool(acts) and is_of_that_day(row, report) and _may_be_of_one(row, report)


def _may_be_of_one(row: models.Development, report: Report) -> bool:
    """Tell whether no two speakers are known of whom one is not the other."""
    theirs = speakers.of_row(row, row.occurred_date)
    return report.voice.is_same(theirs) or report.voice.is_compatible(theirs)
