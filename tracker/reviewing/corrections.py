"""Corrections: what a development says instead, and what follows from that."""

from collections.abc import Mapping
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import editing, kinds, models, recording, summaries, vocabularies
from tracker.reviewing import passages, quotes
from tracker.serializers import references
from tracker.serializers.decisions import CorrectionSerializer

VERDICT_CHANGED: Final = "commitment.verdict_changed"
_COMMITMENT: Final = vocabularies.RecordType.COMMITMENT.value
# What title and summary are made of.
_TOLD: Final = frozenset({"kind", "subject", "speaker_name", "participants"})


def apply(change: recording.Change, row: models.Development, sent: Mapping[str, Any]) -> None:
    """Write to ``row`` what a person entered.

    Kind and relation follow one another; title and summary follow what they are made of, unless
    they are entered too. Raises rest_framework's ValidationError for what cannot be,
    editing.QuoteNotFound for a quote that does not stand in its document exactly once.
    """
    write(change, row, entered(row, sent))


def entered(row: models.Development, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent to correct ``row``, validated: columns, quotes, a record's slug.

    Raises rest_framework's ValidationError.
    """
    serializer = CorrectionSerializer(row, data=sent, partial=True)
    serializer.is_valid(raise_exception=True)
    values = dict(serializer.validated_data)
    if "speaker" in values:
        values |= passages.columns(values.pop("speaker"))
    return values


def write(change: recording.Change, row: models.Development, values: dict[str, Any]) -> None:
    """Write validated values to ``row``, with all that follows from them."""
    values = dict(values)
    cited = values.pop("own_citations", None)
    if not values.keys().isdisjoint({"kind", "relation", "record", "side"}):
        values |= _meaning(row, values)
        change.touch(row)  # and with it the report, which may lose it
        if values["subject"].pk != row.subject_id:
            values["report"] = None
    values |= _wording(row, values)
    values.pop("record", None)
    passages.follow(row, values)
    editing.enter(change, row, values)
    if cited is not None:
        quotes.replace(row, cited)


def _meaning(row: models.Development, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return kind, relation, side and record, each of which has to agree with the others."""
    kind, relation = _kind(row, values)
    is_of_commitment = kind.record_type == _COMMITMENT
    if values.get("side") and not is_of_commitment:
        raise ValidationError({"side": "Only commitments have sides."}, code="contradictory")
    if "record" in values:
        subject = _record(kind.record_type, values["record"])
    elif kind.record_type == row.subject.type:
        subject = row.subject
    else:
        detail = f"{kind.code} is of a record of the type {kind.record_type}: give that too."
        raise ValidationError({"kind": detail}, code="wrong_record")
    side = values.get("side", row.side) if is_of_commitment else ""
    return {"kind": kind.code, "relation": relation, "side": side, "subject": subject}


def _kind(row: models.Development, values: Mapping[str, Any]) -> tuple[kinds.Kind, str]:
    """Return kind and relation, of which one follows the other."""
    present = kinds.get(row.kind)
    if "kind" in values:
        kind = kinds.get(values["kind"])
    elif "relation" in values:
        kind = _kind_of(present, values["relation"])
    else:
        return present, row.relation
    if kind is not present and kinds.REPORTED in {kind.code, present.code}:
        detail = "A report stays a report; what it means is a development of its own."
        raise ValidationError({"kind": detail}, code="permanent")
    if kind is not present and not (is_of_words(kind) and is_of_words(present)):
        detail = "What the calendar, a changed text or a verdict raises is of no other kind."
        raise ValidationError({"kind": detail}, code="permanent")
    relation = kind.relation or ""
    if values.get("relation", relation) != relation:
        detail = f"{kind.code} has the relation {relation}." if relation else ""
        detail = detail or f"{kind.code} has no relation to a commitment."
        raise ValidationError({"relation": detail}, code="contradictory")
    return kind, relation


def _kind_of(present: kinds.Kind, relation: str) -> kinds.Kind:
    """Return the kind that stands for ``relation``: the present one, or the only one."""
    if relation == (present.relation or ""):
        return present
    found = kinds.of_relation(relation) if relation else []
    if len(found) != 1:
        codes = " or ".join(kind.code for kind in found) or "one without a relation"
        raise ValidationError({"kind": f"Give the kind too: {codes}."}, code="required")
    return found[0]


def is_of_words(kind: kinds.Kind) -> bool:
    """Return whether a kind says what a text reports."""
    is_of_a_text = kind.record_type == vocabularies.RecordType.DOCUMENT
    return not (kind.from_clock or is_of_a_text or kind.code == VERDICT_CHANGED)


def _record(record_type: str, slug: str) -> models.Identity:
    try:
        record = references.ReferenceField(models.RECORDS[record_type]).to_internal_value(slug)
    except ValidationError as error:
        raise ValidationError({"record": error.detail}) from error
    return record.identity


def _wording(row: models.Development, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return title and summary made anew where what they are made of is changed."""
    changed = {name for name in _TOLD & values.keys() if _differs(row, name, values[name])}
    if not changed:
        return {}
    subject: models.Identity = values.get("subject", row.subject)
    participants = values.get("participants") or ()
    names = [participant["name"] for participant in participants]
    if "participants" not in values:
        names = list(row.participants.values_list("name", flat=True))
    summary = summaries.summarise(
        values.get("kind", row.kind),
        getattr(subject, subject.type),
        values.get("speaker_name", row.speaker_name),
        names,
    )
    told = {"title": summaries.headline(summary), "summary": summary}
    return {name: words for name, words in told.items() if name not in values}


def _differs(row: models.Development, name: str, value: Any) -> bool:
    if name == "participants":
        present = list(row.participants.values_list("name", flat=True))
        return present != [participant["name"] for participant in value]
    return bool(getattr(row, name) != value)
