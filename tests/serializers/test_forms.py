"""The form of a body changes with its fields and their types, and with nothing else."""

from typing import Any

import orjson
from rest_framework import serializers

from tracker import models
from tracker.serializers import base, choices, citations, forms, references
from tracker.serializers.parties import TopicSerializer


class PartSerializer(serializers.Serializer[Any]):
    """A part of a record."""

    kind = choices.ChoiceField(choices=["treaty", "law"])


class RecordSerializer(TopicSerializer):
    """A topic with parts."""

    parts = PartSerializer(many=True)
    note = serializers.SerializerMethodField()

    class Meta(TopicSerializer.Meta):
        fields = [*TopicSerializer.Meta.fields, "parts", "note"]

    def get_note(self, topic: models.Topic) -> str:
        """Return nothing."""
        return topic.name


def changed(**fields: Any) -> set[str]:
    """Return in which fields the form of a record differs from that of one with other fields."""
    other = type("OtherSerializer", (RecordSerializer,), fields)
    before, after = forms.form(RecordSerializer()), forms.form(other())
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


class LongerPartSerializer(PartSerializer):
    """A part that says more."""

    citations = citations.CitationSerializer(many=True)


def test_a_form_is_plain_data_and_the_same_every_time() -> None:
    form = forms.form(RecordSerializer())

    assert form == orjson.loads(orjson.dumps(forms.form(RecordSerializer())))
    assert list(form) == RecordSerializer.Meta.fields
    assert form["parts"] == ["ListSerializer", {"kind": "ChoiceField"}]
    assert (form["name"], form["note"]) == ("CharField", "str")


def test_a_field_of_a_part_is_of_the_form() -> None:
    assert changed(parts=LongerPartSerializer(many=True)) == {"parts"}


def test_the_type_of_a_field_is_of_the_form() -> None:
    assert changed(name=serializers.IntegerField()) == {"name"}
    assert changed(parent=base.NameSerializer()) == {"parent"}
    assert changed(parent=citations.QuotedDocumentField(read_only=True)) == {"parent"}


def test_what_a_method_returns_is_of_the_form() -> None:
    def get_note(self: Any, topic: models.Topic) -> int:
        return len(topic.name)

    assert changed(get_note=get_note) == {"note"}


def test_words_codes_and_limits_are_not_of_the_form() -> None:
    class Recoded(PartSerializer):
        kind = choices.ChoiceField(choices=["treaty", "law", "decree"], help_text="Which it is")

    assert changed(parts=Recoded(many=True)) == set()
    assert changed(name=serializers.CharField(max_length=3, required=False)) == set()
    assert changed(name=serializers.CharField(write_only=True)) == {"name"}
    assert changed(parent=references.ReferenceField(models.Party)) == set()
