"""Sources and documents as shown; no body holds when a source was last read.

``url`` and ``type`` are the record's own everywhere, so the address of a page elsewhere is
``external_url``, as in JSON Feed, and a source's type of reader is ``reader``.
"""

from typing import Any

from rest_framework import serializers

from tracker import models, outgoing, readers
from tracker.readers import auto
from tracker.serializers import absent, base, choices, fields


class SourceSerializer(base.RecordSerializer):
    """Where documents come from."""

    related = ("party__identity",)
    embedded = {"party": ("party",)}

    external_url = absent.URLField(source="url", max_length=2000, required=False, allow_blank=True)
    reader = choices.ChoiceField(source="type", choices=readers.choices(), required=False)

    class Meta:
        model = models.Source
        fields = [
            *base.IDENTITY,
            *("name", "external_url", "reader"),
            *("language", "country", "publisher", "party"),
            *("tier", "is_text_public", "translations"),
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the columns; a new source with an address and no type is to be examined.

        Raises serializers.ValidationError for an address that is not read, is missing, or is
        read already.
        """
        row = self.instance
        if row is None and attrs.get("url"):
            attrs.setdefault("type", auto.CODE)
        before = (row.url, row.type) if row is not None else ("", "push")
        url, code = attrs.get("url", before[0]), attrs.get("type", before[1])
        if row is None or (url, code) != before:
            self._check_address(url, is_followed=code == auto.CODE or readers.get(code).is_polled)
        return attrs

    def _check_address(self, url: str, *, is_followed: bool) -> None:
        if is_followed and not url:
            raise _refused("Give the address that is to be read.", "required")
        if url and not outgoing.allows(url, is_fetched=is_followed):
            raise _refused("destination not allowed", "destination_not_allowed")
        known = models.following(url) if is_followed else models.Source.objects.none()
        other = known.exclude(pk=self.instance.pk if self.instance else None).first()
        if other is not None:
            raise _refused(f"It is followed already, as {other.slug}.", "already_followed")


def _refused(detail: str, code: str) -> serializers.ValidationError:
    return serializers.ValidationError({"external_url": detail}, code)


class DocumentSerializer(base.RecordSerializer):
    """An article, communiqué or page."""

    related = ("source__identity",)
    embedded = {"source": ("source",)}

    external_url = absent.URLField(source="url", max_length=2000, required=False, allow_blank=True)
    tier = serializers.CharField(source="source.tier", read_only=True)
    country = absent.CharField(source="source.country", read_only=True, allow_null=True)
    story_url = serializers.SerializerMethodField(
        help_text="Where the documents are listed that tell the same story in the same words"
    )
    first_seen_at = serializers.SerializerMethodField(help_text="When we first knew of it")

    class Meta:
        model = models.Document
        read_only_fields = ["is_available"]
        fields = [
            *base.IDENTITY,
            *("source", "tier", "country", "outlet"),
            *("external_url", "canonical_url", "title", "author"),
            *("published_at", "published_precision", "published_from"),
            *("modified_at", "modified_precision", "modified_from"),
            *("first_seen_at", "language", "text_kind", "is_available"),
            *("story", "story_url", "translations"),
        ]

    def get_story_url(self, document: models.Document) -> str | None:
        """Return the address of the list of near-duplicates; None where there are none."""
        return None if document.story is None else f"/v1/documents?story={document.story}"

    def get_first_seen_at(self, document: models.Document) -> str | None:
        """Return when we first knew of the document; None where that was not noted."""
        return fields.show_moment(document.first_seen_at)
