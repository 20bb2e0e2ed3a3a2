"""Officials as shown, with the offices that they held."""

from tracker import models
from tracker.serializers import base, fields, references
from tracker.serializers.citations import CitationSerializer


class TenureSerializer(base.StrictModelSerializer):
    """An office held."""

    party = references.ReferenceField(models.Party)
    role = fields.FilledLocalizedField()
    start_date = fields.PartialDateField("start")
    start_precision = fields.PrecisionField()
    end_date = fields.PartialDateField("end")
    end_precision = fields.PrecisionField()
    citations = CitationSerializer(many=True, required=False)

    class Meta:
        model = models.Tenure
        fields = [
            "party",
            "role",
            "start_date",
            "start_precision",
            "end_date",
            "end_precision",
            "is_acting",
            "citations",
        ]


class OfficialSerializer(base.CitedSerializer):
    """Anyone quoted by name."""

    prefetched = ("tenures__party__record", *CitationSerializer.through("tenures__citations"))
    embedded = {"party": ("tenures__party",)}

    other_names = base.NameSerializer(many=True, required=False)
    identifiers = base.IdentifierSerializer(many=True, required=False)
    tenures = TenureSerializer(many=True, required=False)

    class Meta:
        model = models.Official
        fields = [
            "type",
            "slug",
            "url",
            "name",
            "other_names",
            "honorific_prefix",
            "identifiers",
            "summary",
            "tenures",
            "citations",
            "translations",
        ]
