"""By what a commitment is watched: suggested, and tried on past articles before it is saved."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as framework
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import flagging, models, partial_dates, serializers, vocabularies
from tracker.api.http import base
from tracker.api.records import lookup
from tracker.serializers import fields, references, watches

_WRITE = frozenset({vocabularies.Scope.WRITE})
_MOST_DAYS = 366
_SENTENCE = {
    "en": "These terms would have linked {linked} passages in {days} days.",
    "es": "Estos términos habrían enlazado {linked} pasajes en {days} días.",
}


class WatchSuggestionSerializer(framework.Serializer[Any]):
    """A watch with suggested terms, to be edited and saved by a PATCH of the commitment."""

    watch = watches.WatchSerializer()


class TrialSerializer(fields.StrictSerializer):
    """A watch that is to be tried."""

    watch = watches.WatchSerializer(
        required=False, help_text="Not given: the commitment's own as it stands"
    )
    days = framework.IntegerField(
        min_value=1, max_value=_MOST_DAYS, default=flagging.PREVIEW_DAYS, help_text="How far back"
    )


class MatchSerializer(framework.Serializer[Any]):
    """A key term where it stands in the text."""

    term = framework.CharField()
    text = framework.CharField(help_text="As written there")
    weight = framework.FloatField()
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()


class LinkedPassageSerializer(framework.Serializer[Any]):
    """A sentence that would have been linked with the commitment."""

    document = references.ReferenceField(read_only=True)
    published_at = framework.CharField(allow_null=True)
    snapshot = framework.IntegerField()
    exact = framework.CharField()
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()
    score = framework.FloatField()
    terms = MatchSerializer(many=True)


class WatchPreviewSerializer(framework.Serializer[Any]):
    """What a watch would have linked."""

    sentence = framework.DictField(child=framework.CharField(), help_text="The same in words")
    days = framework.IntegerField()
    documents = framework.IntegerField(help_text="How many articles were read, the latest first")
    is_complete = framework.BooleanField(help_text="Whether all articles of these days were read")
    linked = framework.IntegerField(help_text="How many passages; at most 100 are given")
    passages = LinkedPassageSerializer(many=True)


class WatchSuggestion(base.View):
    """Key terms suggested for a commitment."""

    required_scopes = {"POST": _WRITE}
    posted_status: ClassVar[int] = 200

    @extend_schema(
        operation_id="commitments_suggest_watch",
        request=None,
        responses={200: WatchSuggestionSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Return the watch with terms suggested from the commitment's words; nothing is saved."""
        del request
        self.no_body()
        return Response({"watch": flagging.suggest_watch(_found(slug, "/suggest-watch"))})


class WatchPreview(base.View):
    """A watch, tried on past articles."""

    required_scopes = {"POST": _WRITE}
    posted_status: ClassVar[int] = 200

    @extend_schema(
        operation_id="commitments_preview_watch",
        request=TrialSerializer,
        responses={200: WatchPreviewSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Return the passages of past articles that a watch would have linked; nothing is saved."""
        del request
        given = TrialSerializer(data=self.body())
        given.is_valid(raise_exception=True)
        commitment = _found(slug, "/preview-watch")
        watch = given.validated_data.get("watch", commitment.watch)
        days = given.validated_data["days"]
        return Response(_shown(flagging.preview_watch(commitment, watch, timezone.now(), days)))


def _found(slug: str, below: str) -> models.Commitment:
    key = lookup.find("commitment", slug, below).key
    return models.Commitment.objects.select_related("record").get(pk=key)


def _shown(preview: flagging.Preview) -> dict[str, Any]:
    return {
        "sentence": {
            language: words.format(linked=preview.linked, days=preview.days)
            for language, words in _SENTENCE.items()
        },
        "days": preview.days,
        "documents": preview.documents,
        "is_complete": preview.is_complete,
        "linked": preview.linked,
        "passages": [_passage(linked) for linked in preview.passages],
    }


def _passage(linked: flagging.Linked) -> dict[str, Any]:
    sentence, document = linked.sentence, linked.snapshot.document
    published = document.published_at
    return {
        "document": serializers.reference(document),
        "published_at": partial_dates.show_instant(published, document.published_precision),
        "snapshot": linked.snapshot.number,
        "exact": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "score": linked.score,
        "terms": [
            {
                "term": hit.term,
                "text": sentence.text[hit.start : hit.end],
                "weight": hit.weight,
                "start": sentence.start + hit.start,
                "end": sentence.start + hit.end,
            }
            for hit in linked.hits
        ],
    }
