"""Which development tells already of what a report says: one happening is one development."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker import models, partial_dates, vocabularies
from tracker.detectors import base
from tracker.text import normalise

_OF_THE_RECORD = ("meeting.", "agreement.")
_MERE_MENTION = "commitment.mentioned"
_SHORTEST_SURNAME = 4
_LONGEST_SPEAKER = 80
# "the foreign minister", "Costaguana's foreign minister", "la canciller de Costaguana".
_OFFICE = r"(?:(?:the|el|la|\S+'s) )?{}(?: (?:of|de|del) .*)?"


@dataclass(frozen=True)
class Report:
    """A finding of one document about ``record``, and the day that it is stored with."""

    record: models.Record
    finding: base.Finding
    document: models.Document
    occurred: date | None
    precision: str

    @property
    def speaker(self) -> base.Speaker | None:
        """By whom the happening is told apart; None where by nobody: a record meets but once."""
        return None if self.finding.kind.startswith(_OF_THE_RECORD) else self.finding.speaker

    @property
    def day(self) -> str | None:
        """The day as far as it is known."""
        return partial_dates.show_date(self.occurred, self.precision)


def key(report: Report) -> str:
    """Return what names a happening: kind, record, speaker and the first date told of it."""
    speaker = report.speaker
    who = speaker.official or speaker.party or speaker.name.casefold() if speaker else ""
    return f"{report.finding.kind}:{report.finding.record}:{who[:_LONGEST_SPEAKER]}:{report.day}"


def known(report: Report) -> models.Development | None:
    """Return the development that tells of the same happening, if there is one.

    It is the one that quotes these very words of this document; or one of the same speaker whose
    first date lies within three days, or which a near-duplicate of this document tells of. In
    near-duplicates, words that only one of them gives to a speaker are the same words. The
    oldest is taken, be it dismissed: what a person took back is not raised again. A mere mention
    by words that told of more before is that.
    """
    if report.finding.kind == _MERE_MENTION and (told := _told_by_these_words(report)):
        return told
    rows: list[Any] = list(_candidates(report))
    speaker = _voice_of_report(report)
    voices = {row.pk: _voice_of_development(row) for row in rows}
    said = [row for row in rows if speaker.is_same(voices[row.pk])]
    unsigned = [row for row in rows if speaker.is_compatible(voices[row.pk])]
    in_order = (
        *(row for row in rows if row.has_words or row.key == key(report)),
        *(row for row in said if _is_near(row, report)),
        *(row for row in said if row.is_of_story),
        *(row for row in unsigned if row.is_of_story and not row.is_of_document),
    )
    return next(iter(in_order), None)


def _told_by_these_words(report: Report) -> models.Development | None:
    """Return what was told of the record, under any kind, by these very words of the document."""
    words = models.Citation.objects.filter(
        record=OuterRef("record"), snapshot__document=report.document, exact=report.finding.exact
    )
    told = models.Development.objects.filter(Exists(words), subject=report.record)
    return told.select_related("record").order_by("pk").first()


def _candidates(report: Report) -> "QuerySet[models.Development, models.Development]":
    """Return what is told of the record under this kind about then, or by the same words."""
    cited = models.Citation.objects.filter(record=OuterRef("record"))
    here = cited.filter(snapshot__document=report.document)
    story = report.document.story
    alike = cited.filter(snapshot__document__story=story) if story is not None else cited.none()
    rows = models.Development.objects.of(report.record, report.finding.kind).annotate(
        has_words=Exists(here.filter(exact=report.finding.exact)),
        is_of_document=Exists(here),
        is_of_story=Exists(alike),
    )
    about_then = ~Q(occurred_precision="day") | ~Q(review_state=vocabularies.ReviewState.FLAGGED)
    if report.occurred is not None:
        reach = timedelta(days=models.SAME_HAPPENING_DAYS)
        about_then |= Q(occurred_date__range=(report.occurred - reach, report.occurred + reach))
    wanted = about_then | Q(key=key(report)) | Q(has_words=True) | Q(is_of_story=True)
    joined = ("record", "speaker_official__record", "speaker_party__record")
    return rows.filter(wanted).select_related(*joined).order_by("pk")


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


@dataclass(frozen=True)
class _Voice:
    """Who speaks, as far as it is known; names and offices are folded."""

    official: str | None = None
    party: str | None = None
    country: str = ""
    names: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()

    @property
    def is_nobody(self) -> bool:
        return not (self.official or self.party or self.names)

    def is_same(self, other: "_Voice") -> bool:
        """Tell whether both are one speaker: officials by record, others by party or name."""
        if self.is_nobody or other.is_nobody:
            return self.is_nobody and other.is_nobody
        if self.official and other.official:
            return self.official == other.official
        if not (self.official or other.official) and self.party and other.party:
            return self.party == other.party
        return bool(self.names & other.names) or self.holds(other) or other.holds(self)

    def is_compatible(self, other: "_Voice") -> bool:
        """Tell whether one of the two may be the other, not being named."""
        return self.is_nobody or other.is_nobody

    def holds(self, other: "_Voice") -> bool:
        """Tell whether the other is this official, named by nothing but the office."""
        is_of_the_country = self.country != "" and self.country == other.country
        return is_of_the_country and any(
            re.fullmatch(_OFFICE.format(re.escape(office)), name)
            for office in self.offices
            for name in other.names
        )


def _voice_of_report(report: Report) -> _Voice:
    speaker = report.speaker
    if speaker is None:
        return _Voice()
    officials = models.Official.objects.select_related("record")
    official = officials.filter(record__slug=speaker.official).first() if speaker.official else None
    party = models.Party.objects.filter(record__slug=speaker.party).first()
    return _voice(speaker.name, official, party, speaker.party, report.occurred)


def _voice_of_development(development: models.Development) -> _Voice:
    if development.kind.startswith(_OF_THE_RECORD):
        return _Voice()
    party = development.speaker_party
    slug = party.slug if party else None
    official = development.speaker_official
    return _voice(development.speaker_name, official, party, slug, development.occurred_date)


def _voice(
    name: str,
    official: models.Official | None,
    party: models.Party | None,
    party_slug: str | None,
    day: date | None,
) -> _Voice:
    country = party.country if party else ""
    if official is None:
        names = frozenset({normalise.fold(name)} if name else ())
        return _Voice(None, party_slug, country, names)
    tenures = [t for t in official.tenures.select_related("party") if t.covers(day)]
    return _Voice(
        official.slug,
        party_slug,
        country or next((t.party.country for t in tenures if t.party.country), ""),
        frozenset(_names(name, official)),
        frozenset(normalise.fold(role) for t in tenures for role in t.role.values()),
    )


def _names(name: str, official: models.Official) -> Iterator[str]:
    """Yield the ways in which an official is written, the surname alone among them."""
    written = [name, official.name, *(other["name"] for other in official.other_names)]
    surname = official.name.split()[-1]
    written += [surname] if len(surname) >= _SHORTEST_SURNAME else []
    yield from (normalise.fold(words) for words in written if words)
