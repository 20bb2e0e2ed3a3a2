"""Agreements as shown, with their parties and what was done to them."""

from tracker import models
from tracker.serializers import base
from tracker.serializers.citations import CitationSerializer


class AgreementPartySerializer(base.StrictModelSerializer):
    """A party to the agreement, and as what."""

    class Meta:
        model = models.AgreementParty
        fields = ["party", "role"]


class ActionSerializer(base.StrictModelSerializer):
    """What a party did to the agreement."""

    citations = CitationSerializer(many=True, required=False)

    class Meta:
        model = models.Action
        fields = ["party", "action", "action_date", "action_precision", "citations"]


class AgreementSerializer(base.CitedSerializer):
    """A treaty, memorandum, statement or course of talks."""

    related = ("supersedes__identity",)
    prefetched = (
        "memberships__party__identity",
        "actions__party__identity",
        *CitationSerializer.through("actions__citations"),
        "topics__identity",
    )
    embedded = {
        "party": ("memberships__party", "actions__party"),
        "agreement": ("supersedes",),
        "topic": ("topics",),
    }

    parties = AgreementPartySerializer(many=True, required=False, source="memberships")
    actions = ActionSerializer(many=True, required=False)

    class Meta:
        model = models.Agreement
        fields = [
            *base.IDENTITY,
            *("title", "short_title", "instrument_type", "status", "binding", "parties"),
            *("signed_date", "signed_precision", "in_force_date", "in_force_precision"),
            *("expiry_date", "expiry_precision"),
            *("publication_due_date", "publication_due_precision"),
            *("text_status", "text_url", "summary"),
            *("supersedes", "actions", "topics", "citations", "translations"),
        ]
