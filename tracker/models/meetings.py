"""Meetings: planned and held, with who was expected and who came."""

from django.db import models
from django.db.models import F, Q

from tracker import vocabularies
from tracker.models import base
from tracker.models.agreements import Agreement
from tracker.models.officials import Official
from tracker.models.parties import Party, Topic


class Meeting(base.Record):
    """A meeting, call, visit, round of talks or summit."""

    RECORD_TYPE = vocabularies.RecordType.MEETING
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
        indexes = base.listing_indexes("meeting")
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
