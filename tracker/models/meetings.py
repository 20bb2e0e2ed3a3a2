"""Meetings: planned and held, with who was expected and who came."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from tracker import partial_dates, vocabularies
from tracker.models import base, clocks
from tracker.models.agreements import Agreement
from tracker.models.officials import Official
from tracker.models.parties import Party, Topic

UNREPORTED_AFTER_DAYS: Final = 3
"""So long a report of a meeting may take after its last day."""
_ORDERED_BY = ("starts_at", "ends_at")
"""The dates by which lists can be ordered."""


class Meeting(clocks.Clocked, base.Record):
    """A meeting, call, visit, round of talks or summit."""

    RECORD_TYPE = vocabularies.RecordType.MEETING
    ORDERED_BY = _ORDERED_BY
    CITED_WHEN = ("status", vocabularies.MeetingStatus.PASSED)

    title = models.CharField(max_length=500)
    kind = base.code_field(vocabularies.MeetingKind)
    status = base.code_field(
        vocabularies.MeetingStatus, help_text="'passed' needs a citation that it took place"
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    starts_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    ends_at = models.DateTimeField(null=True, blank=True)
    ends_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    place = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    time_zone = models.CharField(max_length=64, default="UTC", help_text="IANA name")
    parties = models.ManyToManyField(Party, blank=True, related_name="meetings")
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="meetings")
    agenda = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="meetings")

    objects = base.RecordQuerySet["Meeting"].as_manager()

    class Meta:
        indexes = [
            *base.listing_indexes("meeting"),
            *base.ordering_indexes("meeting", _ORDERED_BY),
            clocks.index("meeting"),
        ]
        constraints = [
            base.codes_check(
                "meeting_codes_are_known",
                "starts",
                "ends",
                kind=vocabularies.MeetingKind,
                status=vocabularies.MeetingStatus,
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=True)
                | Q(ends_at__gte=F("starts_at"))
                | Q(ends_precision__in=["year", "month", "day"]),
            ),
            models.CheckConstraint(
                name="meeting_is_not_part_of_itself", condition=~Q(part_of=F("identity"))
            ),
            base.country_check("meeting"),
        ]

    @property
    def zones(self) -> list[str]:
        """The time zone of the place where it meets."""
        return [self.time_zone]

    @property
    def first_day(self) -> date | None:
        """The first day on which it may begin, where it meets; None where no day is given."""
        return min((day for day, _ in self._days()), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day on which it may end, where it meets; None where no day is given."""
        last = (partial_dates.last_day(day, precision) for day, precision in self._days())
        return max(last, default=None)

    def _days(self) -> Iterator[tuple[date, str]]:
        """Yield the days on which it begins and ends, as far as they are given, and how exact."""
        times: tuple[tuple[datetime | None, str], ...] = (
            (self.starts_at, self.starts_precision),
            (self.ends_at, self.ends_precision),
        )
        for moment, precision in times:
            if moment is not None:
                # What is known to the day or less is stored as the beginning of a day in UTC.
                zone = ZoneInfo(self.time_zone if precision == "minute" else "UTC")
                yield moment.astimezone(zone).date(), precision


class Participant(models.Model):
    """Someone who was expected at a meeting, came, or stayed away: a person, an office, or both."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    office = models.CharField(max_length=300, blank=True, help_text="As reported, without a name")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    attendance = base.code_field(vocabularies.Attendance)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="participant_is_a_person_or_an_office",
                condition=Q(official__isnull=False) | ~Q(office=""),
            ),
            models.UniqueConstraint(
                fields=["meeting", "official"], name="participant_is_listed_once"
            ),
            base.codes_check("participant_attendance_is_known", attendance=vocabularies.Attendance),
        ]

    def __str__(self) -> str:
        return str(self.official or self.office)
