"""Which development tells already of what a report says: one happening is one development."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker import models, partial_dates, vocabularies
from tracker.analysis import base, relations
from tracker.flagging import speakers

_OF_THE_RECORD = ("meeting.", "agreement.")
_MERE_MENTION = "commitment.mentioned"
_LONGEST_SPEAKER = 80


@dataclass(frozen=True)
class Report:
    """A finding of one document about ``record``, and the day that it is stored with.

    Of a report on a commitment ``relations`` are what the text may mean for it, and of such a
    meaning ``within`` is the report that it was found in.
    """

    record: models.Identity
    finding: base.Finding
    document: models.Document
    occurred: date | None
    precision: str
    relations: frozenset[str] = frozenset()
    within: models.Development | None = None

    @property
    def speaker(self) -> base.Speaker | None:
        """The speaker that tells two happenings apart; None for meetings and agreements."""
        return None if self.is_of_the_record else self.finding.speaker

    @property
    def is_of_the_record(self) -> bool:
        """Whether it happens to the record itself, whoever tells of it."""
        return self.finding.kind.startswith(_OF_THE_RECORD)

    @property
    def day(self) -> str | None:
        """The day as far as it is known."""
        return partial_dates.show_date(self.occurred, self.precision)


def key(report: Report) -> str:
    """Return what names a happening: kind, record, speaker and the first date told of it.

    Where that names another already, the document is named besides.
    """
    speaker = report.speaker
    who = speaker.official or speaker.party or speaker.name.casefold() if speaker else ""
    named = f"{report.finding.kind}:{report.finding.record}:{who[:_LONGEST_SPEAKER]}"
    plain = f"{named}:{report.day}"
    is_taken = models.Development.objects.filter(key=plain).exists()
    return f"{named}:{report.document.slug}:{report.day}" if is_taken else plain


def known(report: Report, *, is_public: bool) -> models.Development | None:
    """Return the development that tells of the same happening, if there is one.

    It is the one that quotes these very words of this document; or one of the same speaker whose
    first date lies within three days, or which a near-duplicate of this document tells of. In
    near-duplicates, words that only one of them gives to a speaker are the same words. Where no
    speaker is known, only a near-duplicate or the very words of that day are the same. The oldest
    is taken. Words that a person dismissed are not raised again. A mere mention by words that told
    of more before is that, unless it is found beside its report.

    Of the others only those are asked that are as public as the finding would be by itself
    (``is_public``), as a quote must not become public by joining one that is. Reports of which one
    may speak for the commitment and the other against it are two, and a meaning is known within
    its report.
    """
    if report.finding.kind == _MERE_MENTION and (told := _told_by_these_words(report)):
        return told
    rows: list[Any] = list(_candidates(report))
    rows = [row for row in rows if row.has_words or _may_join(row, report, is_public=is_public)]
    speaker = speakers.of_finding(report.speaker, report.occurred)
    voices = {row.pk: _speaker(row) for row in rows}
    said = [row for row in rows if report.is_of_the_record or speaker.is_same(voices[row.pk])]
    unsigned = [row for row in rows if speaker.is_compatible(voices[row.pk])]
    near = [row for row in rows if _is_near(row, report)]
    in_order = (
        *(row for row in rows if row.has_words),
        *(row for row in said if row in near and _is_told(row, report)),
        *(row for row in said if row.is_of_story),
        *(row for row in unsigned if row.is_of_story and not row.is_of_document),
        *(row for row in (*said, *unsigned) if row in near and row.is_quoted),
    )
    return next(iter(in_order), None)


def _is_told(row: models.Development, report: Report) -> bool:
    """Tell whether it stands; of a dismissed one only the words are known, not all of that day."""
    return report.is_of_the_record or not row.is_withdrawn


def _may_join(row: models.Development, report: Report, *, is_public: bool) -> bool:
    """Tell whether another quote, that of ``report``, may be added to a development."""
    if report.within is not None and row.report_id not in {None, report.within.pk}:
        return False
    if _are_opposed(row, report):
        return False
    return row.is_withdrawn or row.is_publishable == is_public


def _are_opposed(row: models.Development, report: Report) -> bool:
    """Tell whether one may speak for the commitment and the other against it."""
    told = {meaning.relation for meaning in row.meanings.all() if not meaning.is_withdrawn}
    return any(
        one.intersection(relations.FOR) and other.intersection(relations.AGAINST)
        for one, other in ((told, report.relations), (report.relations, told))
    )


def _told_by_these_words(report: Report) -> models.Development | None:
    """Return what was told of the record, under any kind, by these very words of the document.

    The report in which a mention was found says less than the mention, not more.
    """
    words = models.Citation.objects.filter(
        record=OuterRef("identity"), snapshot__document=report.document, exact=report.finding.exact
    )
    told = models.Development.objects.filter(Exists(words), subject=report.record)
    if report.within is not None:
        told = told.exclude(pk=report.within.pk)
    return told.select_related("identity").order_by("pk").first()


def _candidates(report: Report) -> "QuerySet[models.Development, models.Development]":
    """Return what is told of the record under this kind about then, or by the same words."""
    cited = models.Citation.objects.filter(record=OuterRef("identity"))
    here = cited.filter(snapshot__document=report.document)
    story = report.document.story
    alike = cited.filter(snapshot__document__story=story) if story is not None else cited.none()
    rows = models.Development.objects.of(report.record, report.finding.kind).annotate(
        has_words=Exists(here.filter(exact=report.finding.exact)),
        is_of_document=Exists(here),
        is_of_story=Exists(alike),
        is_quoted=Exists(cited.filter(exact=report.finding.exact)),
    )
    about_then = ~Q(occurred_precision="day") | ~Q(review_state=vocabularies.ReviewState.FLAGGED)
    if report.occurred is not None:
        reach = timedelta(days=models.SAME_HAPPENING_DAYS)
        about_then |= Q(occurred_date__range=(report.occurred - reach, report.occurred + reach))
    wanted = about_then | Q(has_words=True) | Q(is_of_story=True)
    joined = ("identity", "speaker_official__identity", "speaker_party__identity")
    found = rows.filter(wanted).select_related(*joined).order_by("pk")
    return found.prefetch_related("meanings__identity")


def _is_near(development: models.Development, report: Report) -> bool:
    """Tell whether the report's day is near the first that was told, or the one since corrected."""
    first = development.key.rsplit(":", 1)[-1]
    corrected = partial_dates.show_date(development.occurred_date, development.occurred_precision)
    return any(_are_near(day, report) for day in (first, corrected))


def _are_near(day: str | None, report: Report) -> bool:
    if day == str(report.day):
        return True
    if day is None or report.occurred is None or report.precision != "day":
        return False
    try:
        apart = abs((report.occurred - date.fromisoformat(day)).days)
    except ValueError:  # a month, a year, or no date at all: near to itself only
        return False
    return apart <= models.SAME_HAPPENING_DAYS


def _speaker(development: models.Development) -> speakers.Speaker:
    is_of_the_record = development.kind.startswith(_OF_THE_RECORD)
    return speakers.NOBODY if is_of_the_record else speakers.of_development(development)
