"""Records are created and changed by people: what they enter is checked, stored and locked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from rest_framework.exceptions import ValidationError

from tracker import models, recording, serializers
from tracker.editing import dependents, identities, quoting

Place = tuple[models.Snapshot, int, int]
"""Where words stand: in which version of a text, from where to where."""


def create(
    change: recording.Change,
    record_type: str,
    data: Mapping[str, Any],
    places: Iterable[Place] = (),
) -> models.Record:
    """Create a record from what was entered, and return its row.

    What stands at ``places`` supports it, besides the citations in ``data``. Raises
    ValidationError for what cannot be, QuoteNotFound for a quote that does not stand in its
    document exactly once.
    """
    cited = list(places)
    values = _validated(record_type, data, is_cited=bool(cited))
    slug = values.pop("slug", "")
    words = values.get("short_title") or values.get("title") or values.get("name")
    with refusals_in_words():
        identity = identities.new_identity(record_type, slug, str(words or values.get("text", "")))
        row = models.RECORDS[record_type](identity=identity)
        _assign(row, _unlocked(change, row, values))
    for snapshot, start, end in cited:
        quoting.cite(identity, snapshot, start, end)
    dependents.follow_up(change, row)
    return row


def update(change: recording.Change, row: models.Record, data: Mapping[str, Any]) -> models.Record:
    """Change the entered fields of ``row`` and return it; lists are replaced whole.

    Raises as ``create`` does.
    """
    return enter(change, row, _validated(row.RECORD_TYPE.value, data, row))


def enter(
    change: recording.Change, row: models.Record, validated: Mapping[str, Any]
) -> models.Record:
    """Write validated values to ``row`` and return it.

    Raises as ``create`` does.
    """
    values = dict(validated)
    if values.pop("slug", row.slug) != row.slug:
        raise ValidationError({"slug": "A slug is never changed."}, code="permanent")
    _one_at_a_time(row)
    concerned = dependents.concerned(row)
    values = _unlocked(change, row, values)
    with refusals_in_words():
        _assign(row, values)
    dependents.follow_up(change, row, concerned)
    return row


def begin(row: models.Record) -> set[models.Commitment]:
    """Lock the row against other changes, and return the commitments on which it bears so far.

    For forms, which write columns and parts themselves: ``finish`` does the rest.
    """
    _one_at_a_time(row)
    return dependents.concerned(row)


def finish(
    change: recording.Change,
    row: models.Record,
    names: Iterable[str],
    concerned: Iterable[models.Commitment] = (),
) -> None:
    """Lock the fields ``names`` of a row that a form has written, and touch all that depends."""
    locked = _unlocked(change, row, dict.fromkeys(names))
    if "locked_fields" in locked:
        row.locked_fields = locked["locked_fields"]
        row.save(update_fields=["locked_fields"])
    dependents.follow_up(change, row, concerned)


def unlock(row: models.Record, names: Iterable[str]) -> None:
    """Let machines write the fields ``names`` of ``row`` again; a date goes with its precision."""
    freed = set(names)
    freed |= {f"{name.rpartition('_')[0]}_precision" for name in freed if "_" in name}
    row.locked_fields = [name for name in row.locked_fields if name not in freed]
    row.save(update_fields=["locked_fields"])


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn what the database refuses into a ValidationError: its constraints are named in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if not name:
            raise
        words = f"It does not hold that {name.replace('_', ' ')}."
        raise ValidationError({"non_field_errors": [words]}, code="constraint") from error


def _one_at_a_time(row: models.Record) -> None:
    """Lock the row against other changes: two that replace a list must not mix it."""
    rows = models.RECORDS[row.RECORD_TYPE.value]._default_manager.select_for_update(no_key=True)
    list(rows.filter(pk=row.pk).values_list("pk"))


def _unlocked(
    change: recording.Change, row: models.Record, values: dict[str, Any]
) -> dict[str, Any]:
    """Return what may be written: all that a person enters, who locks it against machines."""
    if change.is_machine:
        return {name: value for name, value in values.items() if name not in row.locked_fields}
    return {**values, "locked_fields": sorted({*row.locked_fields, *values})}


def _validated(
    record_type: str,
    data: Mapping[str, Any],
    row: models.Record | None = None,
    *,
    is_cited: bool = False,
) -> dict[str, Any]:
    context = {"is_cited": is_cited}
    serializer = serializers.SERIALIZERS[record_type](
        row, data=data, partial=row is not None, context=context
    )
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _assign(row: models.Record, values: Mapping[str, Any]) -> None:
    """Set the columns of ``row``, then its links, then its parts with their quotes."""
    entered = {name: value for name, value in values.items() if name != "own_citations"}
    by_name = {name: row._meta.get_field(name) for name in entered}
    links = [name for name, field in by_name.items() if field.many_to_many]
    parts = [name for name, field in by_name.items() if field.one_to_many]
    columns = [name for name in entered if name not in {*links, *parts}]
    for name in columns:
        setattr(row, name, entered[name])
    # Never save what recording owns: the row in hand may be older than what is stored.
    row.save(update_fields=None if row._state.adding else columns)
    for name in links:
        getattr(row, name).set(entered[name])
    for name in parts:
        _replace_parts(row, name, entered[name])
    if "own_citations" in values:
        for citation in row.own_citations:
            citation.delete()
        quoting.anchor(row.identity, values["own_citations"])


def _replace_parts(row: models.Record, name: str, drafts: Sequence[Mapping[str, Any]]) -> None:
    parts = getattr(row, name)
    parts.all().delete()
    kind = parts.model._meta.model_name
    for draft in drafts:
        columns = {key: value for key, value in draft.items() if key != "citations"}
        part = parts.create(**columns)
        quoting.anchor(row.identity, draft.get("citations", []), **{kind: part})
