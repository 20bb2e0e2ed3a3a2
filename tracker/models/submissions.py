"""Articles that were handed in, until they have been read or could not be."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, leases
from tracker.models.citations import Citation
from tracker.models.developments import Development
from tracker.models.documents import Document, Snapshot


class SubmissionQuerySet(leases.LeaseQuerySet["Submission"]):
    """Queries over what was handed in."""

    def unread(self) -> "SubmissionQuerySet":
        """Return those that have been neither read nor given up, the longest waiting first."""
        states = [vocabularies.SubmissionState.WAITING, vocabularies.SubmissionState.READING]
        return self.filter(state__in=states).order_by("submitted_at", "pk")

    def due(self) -> "SubmissionQuerySet":
        """Return those whose page is to be fetched now."""
        return self.unread().filter(host__isnull=False, next_attempt_at__lte=Now())

    def try_again(self) -> int:
        """Have those that failed be read anew, and return how many they are."""
        failed = self.filter(state=vocabularies.SubmissionState.FAILED)
        waiting = vocabularies.SubmissionState.WAITING
        return failed.update(
            state=waiting, attempts=0, detail="", leased_until=None, next_attempt_at=Now()
        )

    def give_up(self, detail: str) -> int:
        """Note that these could not be read, and why; return how many they are."""
        failed = vocabularies.SubmissionState.FAILED
        return self.update(state=failed, detail=detail, leased_until=None)


class Submission(leases.Attempted):
    """An article handed in, until it has been read or could not be."""

    slug = models.CharField(max_length=40, unique=True)
    payload = models.JSONField(help_text="As it was handed in")
    actor = models.CharField(max_length=150)
    state = base.code_field(
        vocabularies.SubmissionState, default=vocabularies.SubmissionState.WAITING
    )
    detail = models.TextField(blank=True, help_text="Why it could not be read")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    submitted_at = models.DateTimeField()
    host = models.ForeignKey(
        "tracker.Host",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        help_text="Where its page is fetched from; none for what was handed in whole",
    )
    next_attempt_at = models.DateTimeField(db_default=Now())

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["submitted_at"],
                name="submission_waiting",
                condition=Q(state=vocabularies.SubmissionState.WAITING),
            )
        ]
        constraints = [
            base.codes_check("submission_state_is_known", state=vocabularies.SubmissionState)
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def developments(self) -> models.QuerySet[Development]:
        """The public developments that cite what was read of it."""
        if self.snapshot_id is None:
            return Development.objects.none()
        citing = Citation.objects.filter(snapshot=self.snapshot_id).values("record")
        return Development.objects.public().filter(pk__in=citing).select_related("identity")
