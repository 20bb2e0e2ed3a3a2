"""Every choice that people enter lists the choices where another is given."""

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework import serializers

from tracker.api import urls
from tracker.serializers import base, choices, fields
from tracker.serializers.commitments import CommitmentSerializer

_CHOICES = serializers.ChoiceField


def _classes(parent: type[Any]) -> Iterator[type[Any]]:
    for child in parent.__subclasses__():
        yield child
        yield from _classes(child)


def _entered(field: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield (path, field) of every field below one that is written, nested ones included."""
    inner = getattr(field, "child", None)
    if inner is not None:
        yield from _entered(inner, f"{path}[]")
    elif isinstance(field, serializers.BaseSerializer):
        for name, part in getattr(field, "fields", {}).items():
            if not part.read_only:
                yield from _entered(part, f"{path}.{name}")
    else:
        yield path, field


def _written() -> Iterator[tuple[str, Any]]:
    """Yield every field that is entered through the API, whose addresses import all serializers."""
    assert urls.urlpatterns
    abstract = {base.StrictModelSerializer, base.RecordSerializer, base.CitedSerializer}
    for serializer in {*_classes(fields.StrictSerializer)} - abstract:
        yield from _entered(serializer(), serializer.__name__)


def test_every_choice_that_is_entered_lists_the_choices() -> None:
    entered = {path: field for path, field in _written() if isinstance(field, _CHOICES)}

    silent = {path for path, field in entered.items() if not isinstance(field, choices.ChoiceField)}

    assert silent == set()
    assert {
        "CommitmentSerializer.form",
        "CommitmentSerializer.criteria[].kind",
        "EventSerializer.relations[].citations[].weight",
        "SavedSearchSerializer.frequency",
        "SubmissionSerializer.text_kind",
        "VerdictSerializer.verdict",
        "WantedExampleSerializer.event_type",
    } <= entered.keys()


@pytest.mark.parametrize(
    ("given", "detail"),
    [
        ("refrian", "“refrian” is not one of act, achieve, maintain, refrain."),
        ("never", "“never” is not one of act, achieve, maintain, refrain."),
        (7, "“7” is not one of act, achieve, maintain, refrain."),
    ],
)
def test_a_choice_that_is_none_is_refused_with_all_of_them(given: object, detail: str) -> None:
    field = CommitmentSerializer().fields["form"]

    with pytest.raises(serializers.ValidationError) as refused:
        field.run_validation(given)

    guess = " Did you mean refrain?" if given == "refrian" else ""
    errors: Any = refused.value.detail
    assert [(str(each), each.code) for each in errors] == [(detail + guess, "invalid_choice")]
