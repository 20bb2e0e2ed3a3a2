"""Parties and topics as shown."""

from tracker import models
from tracker.serializers import base, fields, references


class TopicSerializer(base.NounSerializer):
    """A topic."""

    related = ("parent__record",)
    embedded = {"topic": ("parent",)}

    parent = references.ReferenceField(models.Topic, required=False, allow_null=True)  # type: ignore[assignment]

    class Meta:
        model = models.Topic
        fields = ["type", "slug", "url", "name", "parent", "description", "translations"]


class PartySerializer(base.CitedSerializer):
    """A party."""

    related = ("parent__record",)
    embedded = {"party": ("parent",)}

    other_names = base.NameSerializer(many=True, required=False)
    identifiers = base.IdentifierSerializer(many=True, required=False)
    parent = references.ReferenceField(models.Party, required=False, allow_null=True)  # type: ignore[assignment]
    time_zone = fields.TimeZoneField(required=False)

    class Meta:
        model = models.Party
        fields = [
            "type",
            "slug",
            "url",
            "name",
            "other_names",
            "code",
            "country",
            "kind",
            "parent",
            "time_zone",
            "identifiers",
            "homepage",
            "citations",
            "translations",
        ]
