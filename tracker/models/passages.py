"""Parts of a development: who speaks in each of its quotes, and who is named as taking part."""

from django.db import models

from tracker.models.citations import Citation
from tracker.models.developments import Development
from tracker.models.officials import Official
from tracker.models.parties import Party


class Passage(models.Model):
    """Who speaks in a quote of a development.

    It is a part of the development and not of the quote: other records' quotes have no speaker,
    and what refers to an official is found, merged and shown by the record that it is part of.
    """

    development = models.ForeignKey(Development, on_delete=models.CASCADE, related_name="passages")
    citation = models.OneToOneField(Citation, on_delete=models.CASCADE, related_name="passage")
    speaker_name = models.CharField(max_length=300, blank=True)
    speaker_official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="quoted_in"
    )
    speaker_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="quoted_in"
    )
    speaker_role = models.CharField(max_length=300, blank=True)
    attributed_as = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.citation}"


class DevelopmentParticipant(models.Model):
    """A participant that a report names."""

    development = models.ForeignKey(
        Development, on_delete=models.CASCADE, related_name="participants"
    )
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="taking_part_in"
    )
    name = models.CharField(max_length=300, help_text="As reported")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["development", "official"], name="development_participant_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
