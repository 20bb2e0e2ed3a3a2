"""Parties and topics as shown."""

from tracker import models
from tracker.serializers import base, fields


class TopicSerializer(base.RecordSerializer):
    """A topic."""

    related = ("parent__identity",)
    embedded = {"topic": ("parent",)}

    class Meta:
        model = models.Topic
        fields = [*base.IDENTITY, "name", "parent", "description", "translations"]


class PartySerializer(base.CitedSerializer):
    """A party."""

    related = ("parent__identity",)
    embedded = {"party": ("parent",)}

    other_names = base.NameSerializer(many=True, required=False)
    identifiers = base.IdentifierSerializer(many=True, required=False)
    time_zone = fields.TimeZoneField(required=False)

    class Meta:
        model = models.Party
        fields = [
            *base.IDENTITY,
            *("name", "other_names"),
            *("code", "country", "kind"),
            *("parent", "time_zone", "identifiers", "homepage"),
            *("citations", "translations"),
        ]
