"""How the difference between two versions of a text is described."""

from typing import Any

from rest_framework import serializers as framework

from tracker import vocabularies
from tracker.api.documents import serializers

_CHANGES = ["equal", "deleted", "inserted", "replaced"]


class ComparedVersionSerializer(framework.Serializer[Any]):
    """A version that is compared."""

    number = framework.IntegerField()
    url = framework.CharField()
    fetched_at = framework.DateTimeField()
    drift = framework.ChoiceField(choices=vocabularies.Drift.choices())


class ChangedWordsSerializer(framework.Serializer[Any]):
    """A run of words within changed sentences."""

    change = framework.CharField(help_text="equal, deleted or inserted")
    text = framework.CharField()


class SentenceChangeSerializer(framework.Serializer[Any]):
    """A stretch of sentences, as it was and as it is."""

    change = framework.CharField(help_text=", ".join(_CHANGES))
    before = framework.CharField(allow_blank=True)
    after = framework.CharField(allow_blank=True)
    words = ChangedWordsSerializer(
        many=True, help_text="Where sentences were replaced that are not too long to compare"
    )
    is_cut = framework.BooleanField(
        help_text="Whether more was changed here than may be shown of a text that is not public"
    )
    start = framework.IntegerField(help_text="In the latter text, in code points")
    end = framework.IntegerField()


class ComparedQuoteSerializer(serializers.QuoteSerializer):
    """A quote from either version, and whether it still stands in the latter."""

    snapshot = framework.IntegerField(help_text="The version that is quoted")
    is_kept = framework.BooleanField()


DifferenceSerializer = type(
    "SnapshotDifferenceSerializer",
    (framework.Serializer,),
    {
        "__doc__": "What changed from one version to another.",
        "from": ComparedVersionSerializer(),
        "to": ComparedVersionSerializer(),
        "is_whole": framework.BooleanField(
            help_text="Whether changes cover the whole text; else they are what differs"
        ),
        "is_cut": framework.BooleanField(
            help_text="Whether a change is shown in part or without its words, or the texts were "
            "too long to be compared to their ends"
        ),
        "changes": SentenceChangeSerializer(many=True),
        "quotes": ComparedQuoteSerializer(many=True),
    },
)
