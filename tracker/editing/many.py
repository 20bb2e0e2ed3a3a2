"""Many records created or changed by people at once, in one change and in few statements."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from django.db import models as db
from django.db.models import prefetch_related_objects

from tracker import models, recording
from tracker.editing import dependents, quoting, records

T = TypeVar("T")
Draft = tuple[models.Record, Mapping[str, Any]]
"""A row, and its validated values."""

_BATCH: Final = 1000
_CITATIONS: Final = "own_citations"
_KNOWN_BY: Final = {
    "tenures": ("party", "role"),
    "memberships": ("party",),
    "actions": ("action", "party"),
    "participants": ("official", "office"),
    "made_by": ("official", "party"),
    "observations": ("observed_date", "observed_precision"),
}
"""By what a part of a record is the one that it was, though the rest of it has changed."""


def create_many(change: recording.Change, drafts: Sequence[Draft]) -> None:
    """Create records of one type; each row comes with an identity that is not stored yet.

    Values may refer to other rows among them. Raises as ``create`` does.
    """
    if not drafts:
        return
    with records.refusals_in_words():
        _create_identities([row for row, _ in drafts])
        for row, values in drafts:
            _set_columns(row, values)
            # What a person enters no machine changes.
            row.locked_fields = sorted(values)
        model = type(drafts[0][0])
        _insert(model, [row for row, _ in drafts])
        for field in model._meta.get_fields():
            if field.many_to_many and not field.auto_created:
                _link(field, drafts)
            elif field.one_to_many:
                _insert_parts(field, drafts)
        for row, values in drafts:
            quoting.anchor(row.identity, values.get(_CITATIONS, []))
    _compute_schedules(change, [row for row, _ in drafts])
    for row, _ in drafts:
        change.touch(row)


def update_many(
    change: recording.Change, drafts: Sequence[Draft], told: Callable[[int], None]
) -> None:
    """Change records of one type, and tell after each how many are done.

    Lists are replaced whole, but a part that is still there keeps its quotes. Raises as ``update``
    does.
    """
    if not drafts:
        return
    locked = _locked_fields([row for row, _ in drafts])
    with records.refusals_in_words():
        for done, (row, values) in enumerate(drafts, start=1):
            concerned = dependents.concerned(row)
            columns = _set_columns(row, values)
            row.locked_fields = sorted({*locked[row.pk], *values})
            row.save(update_fields=[*columns, "locked_fields"])
            for name, value in values.items():
                _replace_list(row, name, value)
            dependents.follow_up(change, row, concerned)
            told(done)


def _locked_fields(rows: Sequence[models.Record]) -> dict[int, list[str]]:
    """Lock the rows against other changes, and return what people entered in each so far."""
    locked = type(rows[0])._default_manager.select_for_update(no_key=True).order_by("pk")
    found = locked.filter(pk__in=[row.pk for row in rows])
    return dict(found.values_list("pk", "locked_fields"))


def _create_identities(rows: Sequence[models.Record]) -> None:
    models.Identity.objects.bulk_create([row.identity for row in rows], batch_size=_BATCH)
    for row in rows:
        # Assigned once more, now that it has a key.
        row.identity = row.identity


def _set_columns(row: models.Record, values: Mapping[str, Any]) -> list[str]:
    """Set the columns of ``row`` among ``values`` and return their names."""
    names = [
        name for name in values if name != _CITATIONS and not _is_list(row._meta.get_field(name))
    ]
    for name in names:
        setattr(row, name, values[name])
    return names


def _is_list(field: Any) -> bool:
    return bool(field.many_to_many or field.one_to_many)


def _insert(model: Any, rows: Iterable[db.Model]) -> None:
    for batch in _batches(rows):
        model._default_manager.bulk_create(batch)


def _link(field: Any, drafts: Sequence[Draft]) -> None:
    """Store the links of new rows through one column."""
    through = field.remote_field.through
    if not through._meta.auto_created:
        return
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    _insert(
        through,
        [
            through(**{source: row.pk, target: other.pk})
            for row, values in drafts
            for other in dict.fromkeys(values.get(field.name, ()))
        ],
    )


def _insert_parts(field: Any, drafts: Sequence[Draft]) -> None:
    """Store the parts of new rows of one sort, with their quotes."""
    made = [
        (row, field.related_model(**{field.field.name: row}, **_columns(draft)), draft)
        for row, values in drafts
        for draft in values.get(field.name, ())
    ]
    _insert(field.related_model, [part for _, part, _ in made])
    kind = field.related_model._meta.model_name
    for row, part, draft in made:
        quoting.anchor(row.identity, draft.get("citations", []), **{kind: part})


def _compute_schedules(change: recording.Change, rows: Sequence[models.Record]) -> None:
    """Bring the schedule of new commitments up to date; the other axes rest on what comes later."""
    due = [row for row in rows if isinstance(row, models.Commitment) and row.due_date is not None]
    for batch in _batches(due):
        prefetch_related_objects(batch, "holders", "assessments")
        for row in batch:
            row.schedule = row.schedule_at(change.now)
        models.Commitment.objects.bulk_update(batch, ["schedule"])


def _replace_list(row: models.Record, name: str, value: Any) -> None:
    if name == _CITATIONS:
        for citation in row.own_citations:
            citation.delete()
        quoting.anchor(row.identity, value)
        return
    field = row._meta.get_field(name)
    if field.many_to_many:
        getattr(row, name).set(value)
    elif field.one_to_many:
        _replace_parts(row, name, value)


def _replace_parts(row: models.Record, name: str, drafts: Sequence[Mapping[str, Any]]) -> None:
    """Make the parts of ``row`` what ``drafts`` say; those that stay keep their keys and quotes."""
    parts = getattr(row, name)
    left = list(parts.all())
    new = []
    for draft in drafts:
        kept = next((part for part in left if _is_known(name, part, draft)), None)
        if kept is None:
            new.append(draft)
            continue
        left.remove(kept)
        _set_part(kept, draft)
    for part in left:
        part.delete()
    for draft in new:
        part = parts.create(**_columns(draft))
        kind = part._meta.model_name
        quoting.anchor(row.identity, draft.get("citations", []), **{kind: part})


def _is_known(name: str, part: db.Model, draft: Mapping[str, Any]) -> bool:
    return all(
        (getattr(part, column) or None) == (draft.get(column) or None)
        for column in _KNOWN_BY.get(name, ())
    )


def _set_part(part: db.Model, draft: Mapping[str, Any]) -> None:
    """Give a part all that its draft says, and what that does not name its default."""
    owned = {
        field.name
        for field in part._meta.concrete_fields
        if not field.primary_key
        and getattr(field.remote_field, "on_delete", None) is not db.CASCADE
    }
    for name in owned:
        setattr(part, name, draft.get(name, part._meta.get_field(name).get_default()))  # type: ignore[union-attr]
    part.save(update_fields=owned)


def _columns(draft: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in draft.items() if name != "citations"}


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    found = list(rows)
    for start in range(0, len(found), _BATCH):
        yield found[start : start + _BATCH]
