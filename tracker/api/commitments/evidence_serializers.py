"""How the evidence on a commitment is described."""

from typing import Any

from rest_framework import serializers as framework

from tracker import models, vocabularies
from tracker.serializers import citations, references

_PARTIAL = "As far as it is known: 2026-01"


class EvidenceItemSerializer(framework.Serializer[Any]):
    """Words, a deed, or what is only reported, with the quotes that show it."""

    type = framework.CharField(help_text="statement, event, or development: only reported")
    slug = framework.CharField()
    title = framework.CharField()
    url = framework.CharField(help_text="Relative to this service")
    relation = framework.ChoiceField(
        choices=vocabularies.RelationKind.choices(),
        allow_blank=True,
        help_text="'' of a report: nobody has said what it means",
    )
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


class EvidenceCountSerializer(framework.Serializer[Any]):
    """How many there are."""

    count = framework.IntegerField()
    is_exact = framework.BooleanField(
        help_text=f"Whether it is the number, and not at least {models.MOST_COUNTED}"
    )


CountsSerializer = type(
    "EvidenceCountsSerializer",
    (framework.Serializer,),
    {
        "__doc__": "How many speak for it and against it or are reported, on all pages together.",
        "for": EvidenceCountSerializer(),
        "against": EvidenceCountSerializer(),
        "reported": EvidenceCountSerializer(),
    },
)


EvidenceSerializer = type(
    "EvidenceSerializer",
    (framework.Serializer,),
    {
        "__doc__": "What speaks for a commitment and against it, and how far was searched.",
        "commitment": references.ReferenceField(read_only=True),
        "for": EvidenceItemSerializer(many=True, help_text="On this page"),
        "against": EvidenceItemSerializer(many=True, help_text="On this page"),
        "reported": EvidenceItemSerializer(
            many=True,
            help_text="On this page: by developments that no person has confirmed",
        ),
        "next": framework.URLField(allow_null=True),
        "previous": framework.URLField(allow_null=True),
        "counts": CountsSerializer(),
        "found_nothing": framework.BooleanField(help_text="Nothing confirmed, on no page"),
        "searched": SearchedSerializer(),
        "sentence": framework.DictField(
            child=framework.CharField(), help_text="What was found in what, {language: sentence}"
        ),
    },
)
