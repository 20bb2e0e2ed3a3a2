"""How the evidence on a commitment is described."""

from typing import Any

from rest_framework import serializers as framework

from tracker import vocabularies
from tracker.serializers import citations, references

_PARTIAL = "As far as it is known: 2026-01"


class EvidenceItemSerializer(framework.Serializer[Any]):
    """Words, a deed, or what is only reported, with the quotes that show it."""

    type = framework.CharField(help_text="statement, event, or development: only reported")
    slug = framework.CharField()
    title = framework.CharField()
    url = framework.CharField(help_text="Relative to this service")
    relation = framework.ChoiceField(choices=vocabularies.RelationKind.choices())
    side = framework.CharField()
    review_state = framework.ChoiceField(
        choices=vocabularies.ReviewState.choices(), help_text="'flagged': no person has looked"
    )
    date = framework.CharField(allow_null=True, help_text=_PARTIAL)
    precision = framework.ChoiceField(
        choices=vocabularies.DatePrecision.choices(), allow_blank=True
    )
    quotes = citations.CitationSerializer(many=True)


_SearchedSourceSerializer = type(
    "SearchedSourceSerializer",
    (framework.Serializer,),
    {
        "__doc__": "A source, and which of its documents were read.",
        "source": references.ReferenceField(read_only=True),
        "documents": framework.IntegerField(),
        "from": framework.DateTimeField(help_text="When the first of them was read"),
        "until": framework.DateTimeField(help_text="When the last of them was read"),
    },
)


class SearchedSerializer(framework.Serializer[Any]):
    """What was read since the commitment was on record."""

    sources = _SearchedSourceSerializer(many=True)
    documents = framework.IntegerField()
    until = framework.DateTimeField(allow_null=True)
    languages = framework.ListField(child=framework.CharField())
    terms = framework.ListField(child=framework.CharField(), help_text="That were looked for")


EvidenceSerializer = type(
    "EvidenceSerializer",
    (framework.Serializer,),
    {
        "__doc__": "What speaks for a commitment and against it, and how far was searched.",
        "commitment": references.ReferenceField(read_only=True),
        "for": EvidenceItemSerializer(many=True),
        "against": EvidenceItemSerializer(many=True),
        "reported": EvidenceItemSerializer(
            many=True, help_text="By developments that no person has confirmed: they count for none"
        ),
        "found_nothing": framework.BooleanField(),
        "searched": SearchedSerializer(),
        "sentence": framework.DictField(
            child=framework.CharField(), help_text="What was found in what, {language: sentence}"
        ),
    },
)
