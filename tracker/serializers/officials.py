"""Officials as shown, with the offices that they held."""

from tracker import models
from tracker.serializers import base, fields
from tracker.serializers.citations import CitationSerializer


class TenureSerializer(base.StrictModelSerializer):
    """An office held."""

    role = fields.FilledLocalizedField()
    citations = CitationSerializer(many=True, required=False)

    class Meta:
        model = models.Tenure
        fields = [
            *("party", "role"),
            *("start_date", "start_precision", "end_date", "end_precision"),
            *("is_acting", "citations"),
        ]


class OfficialSerializer(base.CitedSerializer):
    """Anyone quoted by name."""

    prefetched = ("tenures__party__identity", *CitationSerializer.through("tenures__citations"))
    embedded = {"party": ("tenures__party",)}

    other_names = base.NameSerializer(many=True, required=False)
    identifiers = base.IdentifierSerializer(many=True, required=False)
    tenures = TenureSerializer(many=True, required=False)

    class Meta:
        model = models.Official
        fields = [
            *base.IDENTITY,
            *("name", "other_names", "honorific_prefix", "identifiers"),
            *("summary", "tenures", "citations", "translations"),
        ]
