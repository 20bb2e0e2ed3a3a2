"""In which form what is stored was rendered, and how far it has come in being rendered anew."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base


class RenderedFormQuerySet(models.QuerySet["RenderedForm"]):
    """Queries over the forms of what is stored."""

    def note(self, record_type: str, **forms: Any) -> None:
        """Note in which form all bodies of a type, or the facets of all its revisions, are now."""
        self.update_or_create(type=record_type, defaults=forms)


class RenderedForm(models.Model):
    """In which form the bodies of one type of record are stored, and the facets of its revisions.

    What the code would render now is compared with it: where they differ, what is stored is
    outdated.
    """

    type = base.code_field(vocabularies.RecordType, primary_key=True)
    bodies = models.JSONField(null=True, help_text="{field: its form}; null where nobody knows")
    facets = models.JSONField(null=True, help_text="{facet: where it is read}; null likewise")

    objects = RenderedFormQuerySet.as_manager()

    class Meta:
        constraints = [
            base.codes_check("rendered_form_type_is_known", type=vocabularies.RecordType)
        ]

    def __str__(self) -> str:
        return str(self.type)


class RerenderingQuerySet(models.QuerySet["Rerendering"]):
    """Queries over rerenderings by what is left of them."""

    def unfinished(self) -> "RerenderingQuerySet":
        """Return the one under way, if there is one."""
        return self.filter(finished_at__isnull=True)

    def request(
        self, digest: str, facets: list[str], bodies: list[str], *, is_whole: bool
    ) -> "tuple[Rerendering, bool]":
        """Return the rerendering of these types into the forms of this digest, and if it is new.

        One that is under way into these forms goes on, unless it leaves out what is asked for
        now; any other ends where it is.
        """
        narrower = Q(is_whole=False) if is_whole else Q(pk__in=())
        self.unfinished().filter(~Q(digest=digest) | narrower).update(finished_at=Now())
        drafted = {"digest": digest, "facets": facets, "bodies": bodies, "is_whole": is_whole}
        return self.get_or_create(finished_at=None, defaults={**drafted, "requested_at": Now()})


class Rerendering(models.Model):
    """What is stored is rendered anew: first the facets of revisions, then the bodies of rows."""

    digest = models.CharField(max_length=64, help_text="Of the forms into which it is rendered")
    is_whole = models.BooleanField(help_text="Whether it was asked for whatever the forms say")
    facets = ArrayField(models.CharField(max_length=40), help_text="The types of revisions in work")
    last_sequence = models.BigIntegerField(default=0, help_text="The last revision done")
    bodies = ArrayField(
        models.CharField(max_length=40), help_text="The types of record left, the first in work"
    )
    last_key = models.BigIntegerField(default=0, help_text="The last record of it done")
    revisions = models.BigIntegerField(default=0, help_text="How many were looked at")
    facets_rewritten = models.BigIntegerField(default=0, help_text="Of how many revisions")
    records = models.BigIntegerField(default=0, help_text="How many were looked at")
    bodies_rendered = models.BigIntegerField(default=0, help_text="Of how many records")
    records_left = models.BigIntegerField(
        default=0, help_text="How many are shown or withheld otherwise than settings say"
    )
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RerenderingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="rerendering_is_under_way_once",
            ),
            models.CheckConstraint(
                name="rerendering_ends_after_it_starts",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("requested_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"rerendering of {', '.join([*self.facets, *self.bodies]) or 'nothing more'}"
