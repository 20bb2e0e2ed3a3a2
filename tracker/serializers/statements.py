"""Statements as shown: who said what, in what capacity, and how it bears on commitments."""

from tracker import models
from tracker.serializers import base, references
from tracker.serializers.citations import CitationSerializer
from tracker.serializers.meetings import RelationSerializer


class StatementSerializer(base.CitedSerializer):
    """Words attributed to someone."""

    related = (
        "official__identity",
        "party__identity",
        "on_behalf_of__identity",
        "meeting__identity",
    )
    prefetched = (
        "official__tenures__party__identity",
        "agreements__identity",
        "topics__identity",
        "relations__commitment__identity",
        *CitationSerializer.through("relations__citations"),
    )
    embedded = {
        "official": ("official",),
        "party": ("party", "on_behalf_of", "official__tenures__party"),
        "meeting": ("meeting",),
        "agreement": ("agreements",),
        "topic": ("topics",),
        "commitment": ("relations__commitment",),
    }

    uncited = "A direct quote needs a citation."

    official = references.ReferenceField(
        models.Official,
        on=lambda statement: statement.stated_date,
        required=False,
        allow_null=True,
    )
    relations = RelationSerializer(many=True, required=False)

    class Meta:
        model = models.Statement
        fields = [
            *base.IDENTITY,
            *("official", "party", "role_as_reported", "attributed_as"),
            *("attribution", "on_behalf_of", "stance", "text", "is_direct_quote", "language"),
            *("stated_date", "stated_precision", "medium", "meeting", "agreements"),
            *("relations", "topics", "citations", "translations"),
        ]
