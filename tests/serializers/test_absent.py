"""What is not known is '' in a column, null in an answer, and either in what is sent."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from tracker.serializers import absent, choices, fields


class NoteSerializer(fields.StrictSerializer):
    """What somebody noted."""

    text = fields.TextField()
    place = fields.TextField(required=False, allow_blank=True)
    side = choices.ChoiceField(choices=["holder", "counterpart"], required=False, allow_blank=True)
    code = fields.TextField(required=False, allow_blank=True, allow_null=True)
    page = absent.URLField(required=False, allow_blank=True)


def entered(**said: Any) -> dict[str, Any]:
    serializer = NoteSerializer(data={"text": "no bases", **said})
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_null_and_nothing_are_kept_as_their_columns_hold_them(nothing: str | None) -> None:
    assert entered(place=nothing, code=nothing) == {"text": "no bases", "place": "", "code": None}


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_code_and_an_address_may_be_null_too(nothing: str | None) -> None:
    assert entered(side=nothing, page=nothing) == {"text": "no bases", "side": "", "page": ""}


@pytest.mark.parametrize(("nothing", "code"), [(None, "null"), ("", "blank")])
def test_what_is_needed_is_neither(nothing: str | None, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        entered(text=nothing)

    assert refusal.value.get_codes() == {"text": [code]}


def test_what_a_column_holds_for_nothing_is_shown_as_null() -> None:
    row = {"text": "no bases", "place": "", "side": "", "code": None, "page": ""}

    assert NoteSerializer(row).data == dict.fromkeys(row, None) | {"text": "no bases"}


def test_what_need_not_stand_in_an_object_is_left_out() -> None:
    assert NoteSerializer({"text": "no bases"}).data == {"text": "no bases"}


def test_a_field_of_an_answer_alone_shows_null_of_nothing() -> None:
    class AnswerSerializer(serializers.Serializer[Any]):
        detail = absent.CharField(allow_null=True)
        relation = absent.ChoiceField(choices=["breaks"], allow_null=True)

    assert AnswerSerializer({"detail": "", "relation": ""}).data == {
        "detail": None,
        "relation": None,
    }
