"""Which development tells already of what a report says: one happening is one development."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker import kinds, models, vocabularies
from tracker.analysis import base, relations
from tracker.comparison import quotations
from tracker.flagging import gathering, speakers, told
from tracker.flagging.told import Report

_MERE_MENTION: Final = "commitment.mentioned"
_LONGEST_SPEAKER: Final = 80


def key(report: Report) -> str:
    """Return what names a happening: kind, record, speaker and the first date told of it.

    Where that names another already, the document is named besides, and then how manieth it is.
    """
    speaker = report.speaker
    who = speaker.official or speaker.party or speaker.name.casefold() if speaker else ""
    named = f"{report.finding.kind}:{report.finding.record}:{who[:_LONGEST_SPEAKER]}"
    plain, of_document = f"{named}:{report.day}", f"{named}:{report.document.slug}"
    if not models.Development.objects.filter(key=plain).exists():
        return plain
    count = models.Development.objects.filter(key__startswith=f"{of_document}:").count()
    return f"{of_document}:{count + 1}:{report.day}" if count else f"{of_document}:{report.day}"


def known(report: Report, *, is_public: bool) -> models.Development | None:
    """Return the oldest development that tells of the same happening, if there is one.

    First that is the one that quotes these very words of this document, whatever became of it:
    words that a person dismissed are not raised again. A mere mention by words that told of more
    before is that, unless it is found beside its report.

    Of the others only those are asked that are as public as the finding would be by itself
    (``is_public``), as a quote must not become public by joining one that is. What may speak for
    a commitment never joins what may speak against it, and a meaning is known within its report.
    """
    if report.finding.kind == _MERE_MENTION and (before := _told_by_these_words(report)):
        return before
    rows: list[Any] = list(_candidates(report))
    quoting = (row for row in rows if row.has_words)
    is_same = gathering.gathers if report.finding.kind == kinds.REPORTED else _is_same
    joined = (
        row for row in rows if _may_join(row, report, is_public=is_public) and is_same(row, report)
    )
    return next(quoting, None) or next(joined, None)


def _is_same(row: Any, report: Report) -> bool:
    """Tell whether both are one act of one speaker, in the same words, of about the same day.

    Near-duplicates tell of one act; and in them, or by the very words of that day, one that only
    one of them gives to a speaker. Meetings and agreements need neither speaker nor words.
    """
    if report.is_of_the_record:
        return bool(row.is_of_story) or told.is_near(row, report)
    voice = speakers.of_row(row, row.occurred_date)
    if report.voice.is_same(voice):
        is_act = told.is_near(row, report) and _has_the_same_words(row, report)
        return bool(row.is_of_story) or is_act
    if not report.voice.is_compatible(voice):
        return False
    is_copied = row.is_of_story and not row.is_of_document
    return is_copied or (bool(row.is_quoted) and told.is_of_that_day(row, report))


def _has_the_same_words(row: Any, report: Report) -> bool:
    """Tell whether the same words decided, or the same quotation or sentence says so.

    Of a dismissed one only the words are known, not all that they were taken to say.
    """
    decisive = told.words_of(report.finding.explanation)
    is_decided_alike = bool(decisive) and decisive == told.words_of(row.explanation)
    if row.is_quoted or (is_decided_alike and not row.is_withdrawn):
        return True
    said = quotations.said(report.finding.exact, _name(report.finding.speaker))
    theirs = (quotations.said(quote.exact, row.speaker_name) for quote in row.own_citations)
    return any(quotations.shared(said, words) for words in theirs)


def _may_join(row: models.Development, report: Report, *, is_public: bool) -> bool:
    """Tell whether another quote, that of ``report``, may be added to a development."""
    if report.within is not None and row.report_id not in {None, report.within.pk}:
        return False
    if _are_opposed(row, report):
        return False
    return row.is_withdrawn or row.is_publishable == is_public


def _are_opposed(row: models.Development, report: Report) -> bool:
    """Tell whether one may speak for the commitment and the other against it."""
    said = {meaning.relation for meaning in row.meanings.all() if not meaning.is_withdrawn}
    said |= {row.relation}
    return any(
        one.intersection(relations.FOR) and other.intersection(relations.AGAINST)
        for one, other in ((said, report.relations), (report.relations, said))
    )


def _told_by_these_words(report: Report) -> models.Development | None:
    """Return what was told of the record, under any kind, by these very words of the document.

    The report in which a mention was found says less than the mention, not more.
    """
    words = models.Citation.objects.filter(
        record=OuterRef("identity"), snapshot__document=report.document, exact=report.finding.exact
    )
    found = models.Development.objects.filter(Exists(words), subject=report.record)
    if report.within is not None:
        found = found.exclude(pk=report.within.pk)
    return found.select_related("identity").order_by("pk").first()


def _candidates(report: Report) -> "QuerySet[models.Development, models.Development]":
    """Return what is told of the record under this kind about then, or by the same words."""
    cited = models.Citation.objects.filter(record=OuterRef("identity"))
    here = cited.filter(snapshot__document=report.document)
    story = report.document.story
    alike = cited.filter(snapshot__document__story=story) if story is not None else cited.none()
    joined = ("identity", "speaker_official__identity", "speaker_party__identity")
    rows = (
        models.Development.objects.of(report.record, report.finding.kind)
        .annotate(
            has_words=Exists(here.filter(exact=report.finding.exact)),
            is_of_document=Exists(here),
            is_of_story=Exists(alike),
            is_quoted=Exists(cited.filter(exact=report.finding.exact)),
        )
        .select_related(*joined)
        .prefetch_related("meanings__identity", "identity__citations")
        .order_by("pk")
    )
    if report.finding.kind == kinds.REPORTED:
        return gathering.rows(rows, report)
    about_then = ~Q(occurred_precision="day") | ~Q(review_state=vocabularies.ReviewState.FLAGGED)
    if report.occurred is not None:
        reach = timedelta(days=models.SAME_HAPPENING_DAYS)
        about_then |= Q(occurred_date__range=(report.occurred - reach, report.occurred + reach))
    return rows.filter(about_then | Q(has_words=True) | Q(is_of_story=True))


def _name(speaker: base.Speaker | None) -> str:
    return speaker.name if speaker else ""
