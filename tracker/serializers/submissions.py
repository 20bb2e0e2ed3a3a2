"""What may be handed in: an article's address, or its text or page with where it appeared."""

from typing import Any

from django.core import validators
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import models, outgoing, partial_dates, vocabularies
from tracker.serializers import base, choices, fields

_LANGUAGE = validators.RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?\Z", "Use a code such as en or es.", "invalid"
)

NEEDED_WITH = {"text": ("outlet", "language")}
"""What else has to be given with a field: a bare text does not say where it is from."""


class ArticleField(serializers.CharField):
    """A whole text: kept as given, since quotes count its characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str):
            if not data.strip():
                self.fail("blank")
        elif data is not serializers.empty and data is not None:
            self.fail("invalid")
        return super().run_validation(data)


@extend_schema_field(partial_dates.INSTANT_SCHEMA)
class PartialInstantText(fields.TextField):
    """The text of a moment, or only of its day, month or year."""


class SubmissionSerializer(fields.StrictSerializer):
    """An article handed in; validated, it is plain JSON again."""

    url = serializers.URLField(
        max_length=2000, required=False, help_text="To be fetched, or where the text appeared"
    )
    text = ArticleField(required=False, help_text="Instead of fetching")
    html = ArticleField(required=False, help_text="The page, instead of fetching")
    source = fields.TextField(  # type: ignore[assignment]
        max_length=120,
        required=False,
        validators=[base.SLUG],
        help_text="The slug of a source",
    )
    outlet = fields.TextField(max_length=300, required=False, help_text="As readers know it")
    title = fields.TextField(max_length=500, required=False)
    author = fields.TextField(max_length=300, required=False)
    published_at = PartialInstantText(
        max_length=40, required=False, help_text="2026-01, 2026-01-25 or 2026-01-25T15:00:00Z"
    )
    language = fields.TextField(
        max_length=8, required=False, validators=[_LANGUAGE], help_text="en, es …"
    )
    text_kind = choices.ChoiceField(
        choices=vocabularies.TextKind.choices(), default=vocabularies.TextKind.FULL.value
    )

    def validate_url(self, url: str) -> str:
        """Return the address, which is one of the web."""
        if not url.lower().startswith(("http://", "https://")):
            raise serializers.ValidationError("Use an http or https address.", code="invalid")
        return url

    def validate_source(self, slug: str) -> str:
        """Return the slug, which is of a source that is there."""
        there = models.Source.objects.slugs(slug).filter(identity__deleted_at=None)
        if not there.exists():
            raise serializers.ValidationError(
                "There is no source with this slug.", code="does_not_exist"
            )
        return slug

    def validate_published_at(self, text: str) -> str:
        """Return the text of a date, whole or partial."""
        try:
            partial_dates.parse_instant(text)
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from error
        return text

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the article: there is something to read, and a bare text says where it is from."""
        if "text" in attrs and "html" in attrs:
            raise serializers.ValidationError(
                {"html": "Give text or html, not both."}, code="contradictory"
            )
        is_fetched = not attrs.keys() & {"text", "html"}
        if "url" in attrs and not outgoing.allows(attrs["url"], is_fetched=is_fetched):
            raise serializers.ValidationError(
                {"url": "destination not allowed"}, code="destination_not_allowed"
            )
        if not attrs.keys() & {"url", "text", "html"}:
            raise serializers.ValidationError("Give a url, a text or html.", code="required")
        needed = [name for given in attrs.keys() & NEEDED_WITH for name in NEEDED_WITH[given]]
        if missing := [name for name in needed if name not in attrs]:
            raise serializers.ValidationError(
                dict.fromkeys(missing, "A text needs this."), code="required"
            )
        return attrs
