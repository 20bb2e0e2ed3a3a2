"""Agreements between parties, and what was done to them, from signature to withdrawal."""

from datetime import date, timedelta
from typing import Final

from django.db import models
from django.db.models import F, Q

from tracker import partial_dates, vocabularies
from tracker.models import base, clocks
from tracker.models.parties import Party, Topic

EXPIRING_DAYS: Final = 90
"""So many days before it expires that is near."""
PUBLICATION_LAW: Final = "22 CFR 181.9"
PUBLICATION_DAYS: Final = 120
"""So many days after an agreement of the United States entered into force its text is to be
published at the latest, by that law."""
_PUBLICATION_SINCE: Final = date(2023, 9, 19)
_IN_FORCE: Final = frozenset(
    {
        vocabularies.AgreementStatus.IN_FORCE,
        vocabularies.AgreementStatus.AMENDED,
        vocabularies.AgreementStatus.RENEWED,
    }
)
_ORDERED_BY = ("signed_date", "in_force_date", "expiry_date", "publication_due_date")
"""The dates by which lists can be ordered."""


class Agreement(clocks.Clocked, base.Record):
    """A treaty, memorandum, statement or course of talks."""

    RECORD_TYPE = vocabularies.RecordType.AGREEMENT
    ORDERED_BY = _ORDERED_BY
    HOME_OF = ("parties",)

    title = models.CharField(max_length=500)
    short_title = models.CharField(max_length=200, blank=True)
    instrument_type = base.code_field(vocabularies.InstrumentType)
    status = base.code_field(vocabularies.AgreementStatus)
    binding = base.code_field(vocabularies.Binding, default=vocabularies.Binding.UNCLEAR)
    parties = models.ManyToManyField(Party, through="AgreementParty", related_name="agreements")
    signed_date = models.DateField(null=True, blank=True)
    signed_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    in_force_date = models.DateField(null=True, blank=True)
    in_force_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    expiry_date = models.DateField(null=True, blank=True)
    expiry_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    publication_due_date = models.DateField(null=True, blank=True)
    publication_due_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    text_status = base.code_field(vocabularies.TextStatus, default=vocabularies.TextStatus.UNKNOWN)
    text_url = models.URLField(max_length=2000, blank=True)
    summary = models.TextField(blank=True, help_text="Our words, not for print")
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="agreements")

    objects = base.RecordQuerySet["Agreement"].as_manager()

    class Meta:
        indexes = [
            *base.listing_indexes("agreement"),
            *base.ordering_indexes("agreement", _ORDERED_BY),
            clocks.index("agreement"),
        ]
        constraints = [
            base.codes_check(
                "agreement_codes_are_known",
                "signed",
                "in_force",
                "expiry",
                "publication_due",
                instrument_type=vocabularies.InstrumentType,
                status=vocabularies.AgreementStatus,
                binding=vocabularies.Binding,
                text_status=vocabularies.TextStatus,
            ),
            models.CheckConstraint(
                name="agreement_does_not_supersede_itself", condition=~Q(supersedes=F("identity"))
            ),
        ]

    @property
    def heading(self) -> str:
        """The short title where there is one."""
        return self.short_title or self.title

    @property
    def is_over(self) -> bool:
        """Whether it has ended, or will never take effect."""
        return vocabularies.AgreementStatus(self.status).is_terminal

    @property
    def publication_due(self) -> tuple[date, str] | None:
        """The date by which its text is to be published, and how exact that is; None for no such.

        Where none was entered it is what the law of the United States asks of what binds it.
        """
        if self.publication_due_date is not None:
            return self.publication_due_date, self.publication_due_precision
        entered, is_binding = self.in_force_date, self.binding != vocabularies.Binding.NON_BINDING
        if entered is None or entered < _PUBLICATION_SINCE or self.status not in _IN_FORCE:
            return None
        if not is_binding or not any(party.is_american for party in self.parties.all()):
            return None
        last = partial_dates.last_day(entered, self.in_force_precision)
        return last + timedelta(days=PUBLICATION_DAYS), "day"


class AgreementParty(models.Model):
    """A party to an agreement, and as what."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    role = base.code_field(vocabularies.PartyRole, default=vocabularies.PartyRole.PARTY)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party", "role"], name="agreement_party_has_a_role_once"
            ),
            base.codes_check("agreement_party_role_is_known", role=vocabularies.PartyRole),
        ]

    def __str__(self) -> str:
        return f"{self.party} in {self.agreement}"


class Action(models.Model):
    """What a party did to an agreement on a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="actions")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    action = base.code_field(vocabularies.ActionKind)
    action_date = models.DateField(null=True, blank=True)
    action_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")

    class Meta:
        ordering = ["action_date", "pk"]
        constraints = [
            base.codes_check("action_codes_are_known", "action", action=vocabularies.ActionKind)
        ]

    def __str__(self) -> str:
        return f"{self.action} of {self.agreement}"
