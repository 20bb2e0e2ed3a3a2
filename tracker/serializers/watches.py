"""What a commitment is watched by, as people enter it: one shape for API and admin."""

import math
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import models
from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms
from tracker.serializers import bounded, fields

MOST_TERMS = 200
MOST_PHRASES = 100
LONGEST_TERM = 100
HEAVIEST = 10
_NAMED = ("party", "official")


class WeightField(serializers.FloatField):
    """How much a term counts, from 0 to 10."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=HEAVIEST, **options)

    def to_internal_value(self, data: Any) -> float:
        weight = super().to_internal_value(data)
        if not math.isfinite(weight):
            self.fail("invalid")
        return weight


class TermField(fields.TextField):
    """A word, figure or phrase that is looked for by its stems."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TERM, **options)

    def to_internal_value(self, data: Any) -> str:
        term = super().to_internal_value(data)
        refuse_empty(term)
        return term


class PhrasesField(bounded.ListField):
    """Terms without weights."""

    child = TermField()

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_PHRASES, **options)


class TermsField(fields.NamedField):
    """Key terms: {term: weight}."""

    child = WeightField()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        entered = super().to_internal_value(data)
        if len(entered) > MOST_TERMS:
            raise serializers.ValidationError(
                f"There are at most {MOST_TERMS} terms.", code="max_length"
            )
        refused = {}
        for term in entered:
            try:
                refuse_empty(term)
            except serializers.ValidationError as error:
                refused[term] = error.detail
        if refused:
            raise serializers.ValidationError(refused)
        return entered


class LanguageTermsField(fields.NamedField):
    """Key terms of one language each: {language: {term: weight}}."""

    child = TermsField()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return the terms; in languages that are not read there are none."""
        entered = super().to_internal_value(data)
        refuse_unknown(entered, lexicon.LANGUAGES, "Texts in this language are not read.")
        return entered


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {
            "type": "array",
            "maxItems": MOST_PHRASES,
            "items": {"type": "string", "minLength": 1, "maxLength": LONGEST_TERM},
        },
    }
)
class AliasesField(fields.NamedField):
    """Further names of parties and officials: {slug: [name]}."""

    child = bounded.ListField(
        child=fields.TextField(max_length=LONGEST_TERM), max_length=MOST_PHRASES
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        entered = super().to_internal_value(data)
        records = models.Identity.objects.filter(type__in=_NAMED, slug__in=entered)
        known = set(records.values_list("slug", flat=True))
        refuse_unknown(entered, known, "There is no party or official with this slug.")
        return entered


class GroupSerializer(fields.StrictSerializer):
    """A concept: words of which one, or all, must stand in a sentence or beside it."""

    any_of = PhrasesField(required=False, min_length=1)
    all_of = PhrasesField(required=False, min_length=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            detail = "Give any_of or all_of, and not both."
            raise serializers.ValidationError(detail, code="contradictory")
        return attrs


class WatchSerializer(fields.StrictSerializer):
    """What detection looks for on behalf of the commitment."""

    terms = TermsField(
        required=False, help_text="{key term: weight}, looked for in texts of any language"
    )
    language_terms = LanguageTermsField(
        required=False,
        help_text="{language: {key term: weight}}, looked for in texts of that language",
    )
    groups = GroupSerializer(
        many=True,
        required=False,
        help_text="Without each of these in it or beside it, a sentence has none of the terms",
    )
    exclusions = PhrasesField(
        required=False, help_text='Phrases in which a term means something else ("tax base")'
    )
    aliases = AliasesField(
        required=False, help_text="{slug of a party or official: [further names of theirs]}"
    )
    places = PhrasesField(
        required=False,
        help_text="One of these must be named by the text; not given: the commitment's own places",
    )
    violation = fields.TextField(
        max_length=500, required=False, allow_blank=True, help_text="What would break it, said"
    )
    fulfilment = fields.TextField(
        max_length=500, required=False, allow_blank=True, help_text="What would keep it, said"
    )


def refuse_empty(term: str) -> None:
    """Raise serializers.ValidationError where a term has no word and no figure."""
    if not terms.tokens(normalise.fold(term)):
        raise serializers.ValidationError("There is no word in this term.", code="no_word")


def refuse_unknown(entered: Mapping[str, Any], known: Any, detail: str) -> None:
    """Raise serializers.ValidationError for each key of ``entered`` that is not ``known``."""
    unknown = {
        key: [serializers.ErrorDetail(detail, "invalid")] for key in entered if key not in known
    }
    if unknown:
        raise serializers.ValidationError(unknown)
